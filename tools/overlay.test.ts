import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleHashOf, markFor } from '@sojourn/catalogue';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue-files.ts';
import { checkOverlay } from './check-overlay.ts';

const real = join(import.meta.dirname, '..', 'catalogue');
const source =
  '- { id: "gazette-lbn", title: "Official Gazette", where: "issue 40 of 2026", licence: "official text", asOf: "2026-10-01", precision: "day", covers: "one accession", doesNotCover: "all else" }\n';

function folderOf(files: Readonly<Record<string, string>>) {
  const root = mkdtempSync(join(tmpdir(), 'overlay-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}
const overlaid = (files: Readonly<Record<string, string>>) => readCatalogue(real, folderOf(files));

const remedy = (change: string) =>
  `- { id: "ombuds", kind: "national", open: { when: "any" }, instruments: [], roles: ["destination"], conditions: ["own-wish-only"], dangers: [], ${change}, source: "gazette-lbn", review: "unreviewed" }\n`;

describe('a deployment’s own folder over the catalogue', () => {
  it('adds a source and a remedy’s correction, marked as such, under a fingerprint of its own', () => {
    const { catalogue, problems } = overlaid({ 'sources.yaml': source, 'remedies.yaml': remedy('reportsToImmigration: "yes"') });
    const base = readCatalogue(real).catalogue;
    if (catalogue === undefined || base === undefined) throw new Error(JSON.stringify(problems));
    expect([base.overlay, catalogue.overlay]).toEqual([
      [],
      [
        { section: 'sources', key: 'gazette-lbn', does: 'adds' },
        { section: 'remedies', key: 'ombuds', does: 'corrects', base: 'not-said' },
      ],
    ]);
    expect(catalogue.remedies.find(({ id }) => id === 'ombuds')?.reportsToImmigration).toBe('yes');
    expect(catalogue.remedies.length).toBe(base.remedies.length);
    expect(markFor(catalogue, 'remedies', 'ombuds')?.does).toBe('corrects');
    expect(bundleHashOf(catalogue)).not.toBe(bundleHashOf(base));
  });
  it('corrects one date of one list and leaves every other row alone', () => {
    const { catalogue, problems } = overlaid({
      'ratifications/icrmw.csv': 'iso3,event,on,precision,source,as_of\nBEN,ratification-or-accession,2018,year,status-2022,2022-12-31\n',
    });
    if (catalogue === undefined) throw new Error(JSON.stringify(problems));
    const rows = (event: { readonly instrument: string }) => event.instrument === 'icrmw';
    expect(catalogue.events.filter(rows).length).toBe(readCatalogue(real).catalogue?.events.filter(rows).length);
    expect(catalogue.events.find((event) => rows(event) && event.iso3 === 'BEN' && event.source === 'status-2022')?.asOf).toBe('2022-12-31');
    expect(catalogue.overlay).toEqual([{ section: 'events', key: 'icrmw BEN ratification-or-accession status-2022', does: 'corrects', base: 'not-said' }]);
  });
  it('says a word in its own way', () => {
    const { catalogue } = overlaid({ 'texts/en/summary.yaml': '"lead": "Keep this page as you keep the file."\n' });
    expect(catalogue?.texts.en?.['summary']?.['lead']).toBe('Keep this page as you keep the file.');
    expect(catalogue?.overlay).toEqual([{ section: 'texts', key: 'en summary lead', does: 'corrects', base: 'not-said' }]);
  });
  it.each([
    [
      'a source nobody listed',
      { 'remedies.yaml': remedy('reportsToImmigration: "yes"') },
      /overlay\/remedies\.yaml:1: ombuds: no source is listed as gazette-lbn/,
    ],
    [
      'a date before adoption',
      { 'ratifications/crc.csv': 'iso3,event,on,precision,source,as_of\nAGO,accession,1894-03-28,day,untc-2015,2015-03-14\n' },
      /overlay\/ratifications\/crc\.csv:2: AGO: 1894-03-28 is before adoption/,
    ],
    ['a key nobody knows', { 'remedies.yaml': remedy('telephone: "12"') }, /overlay\/remedies\.yaml:1: /],
    [
      'a right without words',
      {
        'rights.yaml':
          '- { id: "R99", urgency: "later", holder: { always: true }, strength: "immediate", custom: false, derogable: "no", duties: [{ roles: ["destination"], duty: ["respect"] }], basis: [{ instrument: "crc", article: "3(1)" }], review: "unreviewed" }\n',
      },
      /no text for R99/,
    ],
    ['rules, which organisations write for themselves', { 'rulebooks/own.yaml': 'id: "own"\n' }, /overlay\/rulebooks:1: an overlay holds only/],
  ])('is refused whole with %s', (_what, files, why) => {
    const { catalogue, problems } = overlaid(files as Readonly<Record<string, string>>);
    expect(catalogue).toBeUndefined();
    expect(problems.map(({ file, line, what }) => `${file}:${line}: ${what}`).join('\n')).toMatch(why);
  });
  it('is refused when the folder is not there: a deployment never falls back to other law than it was given', () => {
    expect(readCatalogue(real, '/nowhere/at/all')).toMatchObject({ catalogue: undefined, problems: [{ what: 'the folder is not there' }] });
  });
});

describe('when a new catalogue arrives', () => {
  const files = { 'sources.yaml': source, 'remedies.yaml': remedy('reportsToImmigration: "yes"'), 'texts/en/summary.yaml': '"lead": "Keep this page."\n' };
  it('a correction stands read until the catalogue says otherwise of what it corrects; then it is to be read again, and no other is', () => {
    const folder = folderOf(files);
    const said: string[] = [];
    const check = (root: string, ...more: readonly string[]) => {
      said.length = 0;
      return checkOverlay([folder, ...more], (line) => said.push(line), root);
    };
    expect([check(real), said.at(-1)]).toEqual([0, '3 additions and corrections, 2 to be read again']);
    expect([check(real, '--write'), check(real), said.at(-1)]).toEqual([0, 0, '3 additions and corrections, 0 to be read again']);
    expect(readCatalogue(real, folder).catalogue?.overlay.filter(({ base }) => base !== undefined)).toEqual([]);
    const newer = join(mkdtempSync(join(tmpdir(), 'newer-')), 'catalogue');
    cpSync(real, newer, { recursive: true });
    const path = join(newer, 'remedies.yaml');
    const text = readFileSync(path, 'utf8');
    const start = text.indexOf('- id: "ombuds"');
    writeFileSync(path, text.slice(0, start) + text.slice(start).replace('conditions: ["own-wish-only", "free-of-charge"]', 'conditions: ["own-wish-only"]'));
    check(newer);
    expect(said).toContain('! remedies ombuds: the catalogue says otherwise since this was written');
    expect(said).toContain('= texts en summary lead');
    const marks = readCatalogue(newer, folder).catalogue?.overlay.filter(({ base }) => base !== undefined);
    expect(marks).toEqual([{ section: 'remedies', key: 'ombuds', does: 'corrects', base: 'changed' }]);
  });
  it('a folder with a problem counts for nothing', () => {
    const said: string[] = [];
    expect(checkOverlay([folderOf({ 'remedies.yaml': remedy('reportsToImmigration: "yes"') })], (line) => said.push(line), real)).toBe(1);
    expect(said.at(-1)).toContain('nothing of this folder counts');
  });
});
