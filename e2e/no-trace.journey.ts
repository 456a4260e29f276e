import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations, openForm, personAt, recordImport, spreadsheet, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4680);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word('en', key, values);
// Distinctive, in two scripts, and a telephone number.
const [name, arabic, phone] = ['Zyxqworta Halvorsen-Quill', 'زينبكسوقة', '+47 9988 776 5541'] as const;

/** Each of them as a text, as it stands in an address, in base64 and in UTF-16. */
const forms = [name, arabic, phone].flatMap((text) => [
  text,
  encodeURIComponent(text),
  new URLSearchParams({ a: text }).toString().slice(2),
  ...[0, 1, 2].map((shift) =>
    Buffer.from(' '.repeat(shift) + text)
      .toString('base64')
      .slice(4, -4),
  ),
  Buffer.from(text).toString('hex'),
]);
const traces = (text: string): readonly string[] => forms.filter((form) => text.toLowerCase().includes(form.toLowerCase()));

/** Everything the browser keeps for this site, bytes as letters, so that nothing hides in a buffer. */
const kept = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const plain = (value: unknown): unknown => {
      if (value instanceof ArrayBuffer)
        return (
          new TextDecoder('latin1').decode(value) + new TextDecoder().decode(value) + new TextDecoder('utf-16').decode(value.slice(0, value.byteLength & ~1))
        );
      if (ArrayBuffer.isView(value)) return plain(value.buffer);
      if (Array.isArray(value)) return value.map(plain);
      if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
      return value;
    };
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, failed) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => failed(request.error ?? new Error('IndexedDB'));
      });
    const databases: unknown[] = [];
    for (const { name: called } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(called ?? ''));
      for (const store of database.objectStoreNames) databases.push(called, store, plain(await done(database.transaction(store).objectStore(store).getAll())));
      database.close();
    }
    const cached: string[] = [];
    for (const called of await caches.keys()) for (const request of await (await caches.open(called)).keys()) cached.push(request.url);
    return JSON.stringify({
      local: { ...localStorage },
      session: { ...sessionStorage },
      cookie: document.cookie,
      name: window.name,
      state: history.state,
      databases,
      cached,
    });
  });

test('a person leaves no trace in addresses, titles, storage, referrers, messages or logs, and nothing goes to anyone else', async ({ browser }) => {
  const amal = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
  const requests: { readonly url: string; readonly referrer: string; readonly method: string }[] = [];
  const said: string[] = [];
  const titles = new Set<string>();
  amal.on('request', (request) => void requests.push({ url: request.url(), referrer: request.headers()['referer'] ?? '', method: request.method() }));
  amal.on('console', (message) => said.push(message.text()));
  amal.on('pageerror', (problem) => said.push(problem.message));
  amal.on(
    'framenavigated',
    () =>
      void amal.title().then(
        (title) => titles.add(title),
        () => undefined,
      ),
  );

  await amal.goto(sojourn.address);
  await amal.getByRole('link', { name: w('nav.new') }).click();
  await amal.locator('input[name=name]').fill(`${name} ${arabic}`);
  await amal.locator('textarea[name=safe-contact]').fill(phone);
  await amal.getByRole('button', { name: w('save') }).click();
  await expect(amal).toHaveURL(/\/case\//);
  const caseUrl = amal.url();
  await amal.getByRole('button', { name: w('case.reveal') }).click();
  await expect(amal.locator('.identity')).toContainText(name);
  titles.add(await amal.title());
  // The search itself is tried: what is on the screen is found there.
  expect(traces(await amal.content()).length).toBeGreaterThan(0);

  // A photo under a name that says who it is: kept, listed when asked, and traceless all the same.
  const form = await openForm(amal, w('files.add'));
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await form.locator('input[type=file]').setInputFiles({ name: `${name}.png`, mimeType: 'image/png', buffer: png });
  await form.getByRole('button', { name: w('save') }).click();
  const files = amal.locator('section', { has: amal.locator('#files') });
  await expect(files.getByRole('link', { name: `${name}.png` })).toBeVisible();
  const [saved] = await Promise.all([amal.waitForEvent('download'), files.getByRole('link', { name: `${name}.png` }).click()]);
  expect([traces(saved.suggestedFilename()), traces(saved.url())]).toEqual([[], []]);
  await form.locator('input[type=file]').setInputFiles({ name: `${name}.svg`, mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await form.getByRole('button', { name: w('save') }).click();
  await expect(files.getByRole('status').first()).toHaveText(w('refusal.file-type-not-allowed'));
  await expectNoViolations(amal, 'files of a case');

  // Without network an act waits on this device; it waits encrypted.
  await amal.context().setOffline(true);
  await amal.getByRole('link', { name: 'Sojourn' }).first().click();
  await amal.getByRole('link', { name: w('nav.new') }).click();
  await amal.locator('input[name=name]').fill(`${name} ${arabic} ${phone}`);
  await amal.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('.outbox')).toBeVisible();
  const waiting = await kept(amal);
  expect(waiting).toContain('sojourn-outbox');
  expect(waiting).toContain('actId');
  expect(traces(waiting)).toEqual([]);
  await amal.context().setOffline(false);
  await expect(amal.locator('.outbox')).toHaveCount(0, { timeout: 20_000 });

  // A refusal and an address that is nobody's say nothing either.
  const refused = await amal.request.post(`${sojourn.address}/api/acts/contact.record`, {
    headers: { 'x-sojourn': '1' },
    data: { input: { name }, [name]: arabic },
  });
  const nowhere = await amal.request.get(`${sojourn.address}/api/${encodeURIComponent(name)}?q=${encodeURIComponent(arabic)}`);
  for (const answer of [refused, nowhere]) expect([traces(await answer.text()), traces(JSON.stringify(answer.headers()))]).toEqual([[], []]);

  await amal.goto(caseUrl);
  expect(traces(await kept(amal))).toEqual([]);
  await amal.getByRole('button', { name: w('nav.signOut') }).click();
  await expect(amal.getByRole('button', { name: 'Amal Haddad' })).toBeVisible();
  expect([traces(await amal.content()), traces(await kept(amal))]).toEqual([[], []]);

  expect(requests.length).toBeGreaterThan(20);
  expect(requests.filter(({ url }) => new URL(url).origin !== sojourn.address).map(({ url }) => url)).toEqual([]);
  expect(requests.filter(({ url, referrer }) => traces(`${url} ${referrer}`).length > 0)).toEqual([]);
  expect(requests.filter(({ referrer }) => referrer !== '')).toEqual([]);
  expect(traces([...titles, ...said].join('\n'))).toEqual([]);
  expect(said.filter((text) => /Content Security Policy|violates/i.test(text))).toEqual([]);
  expect(traces(sojourn.log)).toEqual([]);
  await amal.context().close();
});

test('a developer tries operations on the page that comes with the server', async ({ browser }) => {
  const amal = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
  const others: string[] = [];
  const said: string[] = [];
  amal.on('request', (request) => void (new URL(request.url()).origin === sojourn.address || others.push(request.url())));
  amal.on('console', (message) => said.push(message.text()));
  await amal.goto(`${sojourn.address}/developers.html`);
  await expect(amal.locator('#count')).toContainText('operations');
  await amal.getByLabel('Find an operation').fill('cases.list');
  const part = amal.locator('#operations > details:not([hidden])');
  await expect(part).toHaveCount(1);
  await part.locator('> summary').click();
  await part.getByRole('button', { name: 'Try it' }).click();
  await expect(part.getByRole('status')).toContainText('"cases"');
  await expectNoViolations(amal, 'developers');
  await amal.setViewportSize({ width: 320, height: 800 });
  await expectNoViolations(amal, 'developers, narrow');
  // With a token that may do nothing of it: no session helps.
  await amal.getByLabel('Token (forgotten when you leave this page)').fill(`sjt_${crypto.randomUUID()}_${'A'.repeat(43)}`);
  await part.getByRole('button', { name: 'Try it' }).click();
  await expect(part.getByRole('status')).toContainText('token-not-valid');
  expect([others, said.filter((text) => /Content Security Policy/i.test(text))]).toEqual([[], []]);
  await amal.context().close();
});

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const)
  test(`an import shows how far it is, and a long list has more pages (${language}, ${width})`, async ({ browser }) => {
    const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    const say = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
    await amal.goto(`${sojourn.address}/import`);
    await amal.getByLabel(say('import.file'), { exact: true }).setInputFiles(spreadsheet);
    await expect(amal.getByText(say('flag.unknown-code')).first()).toBeVisible();
    const commit = amal.getByRole('button', { name: say('import.commit', { count: '5' }) });
    if (await commit.isVisible()) {
      // The work's events are held back, so that its progress stays to be looked at.
      await amal.route('**/events', async (route) => {
        await new Promise((later) => setTimeout(later, 1_500));
        await route.continue();
      });
      await recordImport(amal, language, '5');
      await expect(amal.getByRole('progressbar')).toBeVisible();
      await expectNoViolations(amal, 'import at work');
    }
    await expect(amal.getByText(say('import.nothing'))).toBeVisible();
    // More cases than one page holds, as a busy office has.
    for (let count = 0; language === 'en' && count < 110; count += 1) {
      const data = {
        actId: crypto.randomUUID(),
        caseId: crypto.randomUUID(),
        deviceId: crypto.randomUUID(),
        deviceSequence: 1,
        basis: 0,
        recordedAt: Date.now(),
        input: { personId: crypto.randomUUID(), presentCountry: 'LBN' },
      };
      expect((await amal.request.post(`${sojourn.address}/api/acts/contact.record`, { headers: { 'x-sojourn': '1' }, data })).status()).toBe(200);
    }
    await amal.goto(sojourn.address);
    await expect(amal.locator('ul.worklist > li')).toHaveCount(100);
    const more = amal.getByRole('button', { name: say('list.more') });
    await more.scrollIntoViewIfNeeded();
    await expectNoViolations(amal, 'a long list');
    await more.click();
    await expect(more).toHaveCount(0);
    expect(await amal.locator('ul.worklist > li').count()).toBeGreaterThan(110);
    await amal.context().close();
  });
