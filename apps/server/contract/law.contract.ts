import { plainForSms } from '@sojourn/catalogue';
import type { AnyOpenQuery } from '@sojourn/operations';
import { lawQueries } from '@sojourn/rights/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(4640);
});
afterAll(() => world.close());

const ask = (path: string, headers: Readonly<Record<string, string>> = {}) => fetch(`${world.running.address}${path}`, { headers });
const read = async (path: string) => (await (await ask(path)).json()) as Readonly<Record<string, never>>;

const examples = {
  'law.instruments': '/api/law/instruments',
  'law.instrument': '/api/law/instruments/icrmw',
  'law.rights': '/api/law/rights',
  'law.parties': '/api/law/parties/icrmw?on=2015-01-01',
  'law.state': '/api/law/states/PHL?on=2015-01-01',
  'law.corridor': '/api/law/corridor?origin=PHL&transit=TUR&destination=LBN&person=domestic-worker&on=2015-01-01',
  'law.joining': '/api/law/joining?state=LBN&instrument=icrmw&on=2015-01-01',
  'law.sources': '/api/law/sources',
  'law.source': '/api/law/sources/untc-2015',
  'law.right': '/api/law/rights/R47?language=ar',
  'law.right.card': '/api/law/rights/R47/card?language=ar',
  'law.remedies': '/api/law/remedies?language=fr',
  'law.parties.file': '/api/law/parties/icrmw/file?on=2015-01-01&format=xlsx',
  'law.state.file': '/api/law/states/PHL/file?on=2015-01-01&language=es',
  'law.corridor.file': '/api/law/corridor/file?origin=PHL&transit=TUR&destination=LBN&person=domestic-worker&on=2015-01-01&format=pdf',
  'law.joining.file': '/api/law/joining/file?state=LBN&instrument=icrmw&on=2015-01-01&format=pdf&language=ar',
  'law.places': '/api/law/places',
  'law.words': '/api/law/words?language=ar',
  'law.bundle': '/api/law/bundle',
  'law.catalogue': '/api/law/catalogue',
} as const satisfies { readonly [Name in keyof typeof lawQueries]: string };

describe('law that anyone may read', () => {
  it.each(Object.entries(examples))('%s answers without a session, sets no cookie and may be kept by caches', async (name, path) => {
    const response = await ask(path);
    expect(response.status).toBe(200);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const query: AnyOpenQuery = lawQueries[name as keyof typeof lawQueries];
    if (query.gives === 'file') expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    else query.output.parse(await response.json());
    const again = await ask(path, { 'if-none-match': response.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
  it('who is bound says "not known" after a source ends and names source and day, never a bare no', async () => {
    const { places } = (await read('/api/law/parties/icrmw')) as unknown as { readonly places: readonly Readonly<Record<string, string>>[] };
    expect(places.find((one) => one['place'] === 'LBN')).toMatchObject({ status: 'not-known', why: 'after-as-of', asOf: '2022-08-25' });
    expect(places.find((one) => one['place'] === 'PHL')).toMatchObject({ status: 'party', boundFrom: '2003-07-01', source: 'untc-2015' });
    for (const one of places) if (one['status'] !== 'not-known') expect(one['source'] === undefined || one['asOf'] === undefined, one['place']).toBe(false);
  });
  it('a treaty is read article by article, each with the rights that rest on it', async () => {
    const { text, parts } = (await read('/api/law/instruments/icrmw')) as unknown as {
      readonly text: readonly { readonly article: string; readonly rights: readonly string[] }[];
      readonly parts: readonly unknown[];
    };
    expect(new Set(text.map((one) => Number.parseInt(one.article, 10))).size).toBe(93);
    expect(parts.length).toBe(9);
    expect(text.find((one) => one.article === '21')?.rights).toContain('R39');
  });
  it('a source says what rests on it, so that whoever doubts it knows what to look at again', async () => {
    const { treaties, doesNotCover } = (await read('/api/law/sources/untc-2015')) as unknown as {
      readonly treaties: readonly { readonly instrument: string; readonly parties: number; readonly declarations: number }[];
      readonly doesNotCover: string;
    };
    expect(doesNotCover).toContain('withdrawals');
    expect(treaties.find((one) => one.instrument === 'icrmw')).toMatchObject({ parties: 85, declarations: 27 });
    expect((await read('/api/law/sources/general-knowledge'))['remedies']).toContain('ombuds');
  });
  it('the whole says how much of it nobody has reviewed, and that nothing was laid over it here', async () => {
    const whole = (await read('/api/law/catalogue')) as unknown as {
      readonly parts: readonly { readonly part: string; readonly reviewed?: number }[];
      readonly overlay: unknown;
    };
    expect(whole.parts.find((one) => one.part === 'rights')).toMatchObject({ reviewed: 0 });
    expect(whole.overlay).toEqual([]);
  });
  it('what is not in the catalogue is refused calmly, and a refusal is not cached', async () => {
    for (const path of [
      '/api/law/instruments/magna-carta',
      '/api/law/sources/hearsay',
      '/api/law/states/XXX',
      '/api/law/joining?state=LBN&instrument=magna-carta',
    ]) {
      const response = await ask(path);
      expect([response.status, ((await response.json()) as { kind: string }).kind]).toEqual([404, 'not-in-the-catalogue']);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    for (const path of [
      '/api/law/states/lbn',
      '/api/law/parties/icrmw?on=tomorrow',
      '/api/law/corridor?origin=PHL&destination=LBN&person=amal',
      '/api/law/parties/icrmw?name=Amal',
    ])
      expect((await ask(path)).status, path).toBe(400);
  });
  it('a right is said in five parts in each language, unreviewed law and machine-made words are marked, and a message is counted as a phone counts it', async () => {
    for (const language of ['en', 'fr', 'es', 'ar']) {
      const right = lawQueries['law.right'].output.parse(await read(`/api/law/rights/R23?language=${language}`));
      for (const [part, says] of Object.entries(right.words)) expect(says, `${language} ${part}`).not.toBe('');
      expect([right.reviewed, right.translation]).toEqual([false, language === 'en' ? 'original' : 'machine-made']);
      expect(right.short.encoding).toBe(language === 'en' ? 'gsm-7' : right.short.encoding);
      expect(right.short.messages).toBe(right.short.units <= (right.short.encoding === 'gsm-7' ? 160 : 70) ? 1 : right.short.messages);
      expect(right.short.text).toContain(plainForSms(right.words.right));
      expect(right.short.messages).toBeLessThanOrEqual(3);
      expect(/machine|maquina|آلية/u.test(right.short.text)).toBe(language !== 'en');
    }
  });
  it.each(['en', 'ar'])('a card is a page of A6 as PDF, in %s', async (language) => {
    const response = await ask(`/api/law/rights/R23/card?language=${language}`);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe(`inline; filename="R23-${language}.pdf"`);
    const pdf = Buffer.from(await response.arrayBuffer()).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    // 105 × 148 mm in points.
    expect(pdf).toMatch(/\/MediaBox\s*\[0 0 297\.6\d* 419\.5\d*\]/);
  });
  it('a table carries sources, their days, and the note on borders, in every format', async () => {
    const rows = (await (await ask('/api/law/corridor/file?origin=PHL&destination=LBN&person=worker-without-papers&on=2015-01-01')).text())
      .trim()
      .split('\r\n');
    expect(rows.find((row) => row.startsWith('"R47"'))).toMatch(/untc-2015, 2015-03-14/);
    expect(rows.join('\n')).toContain('do not imply any opinion on the legal status');
    expect(rows.find((row) => row.startsWith('"Source untc-2015'))).toBeDefined();
    const sheet = await ask('/api/law/parties/icrmw/file?format=xlsx&language=ar');
    expect(sheet.headers.get('content-disposition')).toMatch(/^attachment; filename="icrmw-\d{4}-\d\d-\d\d\.xlsx"$/);
    expect((await ask('/api/law/parties/icrmw/file?format=docx')).status).toBe(400);
    expect((await ask('/api/law/rights/R99/card')).status).toBe(404);
  });
});
