import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations, goTo, openMenu, personAt, spreadsheet, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4621);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

async function everyScreen(page: Page, language: 'en' | 'ar', where: string): Promise<void> {
  const banner = page.getByText(word(language, 'demo.banner'));
  await expect(banner).toBeVisible();
  await expectNoViolations(page, `${where} work list`);
  const urgent = page.locator('ul.worklist li').first();
  await expect(urgent).toContainText(language === 'en' ? 'Danger tonight' : 'خطر الليلة');
  const active = page.locator('ul.worklist li', { hasText: word(language, 'stage.active') }).locator('a');
  await active.click();
  await expect(page.locator('ol.timeline li').first()).toBeVisible();
  for (const summary of await page.locator('summary').all()) await summary.click();
  await expect(banner).toBeVisible();
  await expectNoViolations(page, `${where} case`);
  await page.getByRole('link', { name: word(language, 'case.interview') }).click();
  await expect(page.getByRole('heading', { level: 1, name: word(language, 'interview.title') })).toBeVisible();
  await expectNoViolations(page, `${where} interview`);
  await goTo(page, language, 'nav.new');
  await expect(page.getByRole('heading', { level: 1, name: word(language, 'new.title') })).toBeVisible();
  await expectNoViolations(page, `${where} new contact`);
  await goTo(page, language, 'nav.import');
  await page.getByLabel(word(language, 'import.file'), { exact: true }).setInputFiles(spreadsheet);
  await expect(page.locator('ul.rows li').first()).toBeVisible();
  await expectNoViolations(page, `${where} import`);
}

for (const language of ['en', 'ar'] as const) {
  for (const width of [1280, 320]) {
    test(`every screen, ${language}, ${width} px, light and dark: axe finds nothing and nothing scrolls sideways`, async ({ browser }) => {
      // Every screen is looked at twice.
      test.setTimeout(300_000);
      const page = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
      await everyScreen(page, language, `${language} ${width}`);
      await openMenu(page);
      await expectNoViolations(page, `${language} ${width} menu`);
      await page.getByRole('button', { name: word(language, 'nav.theme.dark') }).click();
      await goTo(page, language, 'nav.cases');
      await everyScreen(page, language, `${language} ${width} dark`);
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(language === 'ar' ? 'rtl' : 'ltr');
      await page.context().close();
    });
  }
}

test('a new contact by keyboard alone, in few keystrokes', async ({ browser }) => {
  const page = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Skip to content');
  await page.goto(`${sojourn.address}/new`);
  await page.getByLabel('Where is the person now?').focus();
  let keys = 0;
  while (!(await page.locator('input[name=name]').evaluate((field) => field === document.activeElement))) {
    await page.keyboard.press('Tab');
    keys += 1;
    expect(keys).toBeLessThan(8);
  }
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/case\//);
  await page.context().close();
});

test('what is saved while the server is away waits, encrypted, and is sent when it is back', async ({ browser }) => {
  const page = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
  await page.goto(`${sojourn.address}/new`);
  await page.locator('input[name=name]').fill('Outboxed Plantedname');
  await page.route('**/api/acts/**', (route) => route.abort());
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('1 waiting to be sent')).toBeVisible();
  const stored = await page.evaluate(async () => {
    const found: string[] = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done) => {
        const asked = indexedDB.open(name ?? '');
        asked.onsuccess = () => done(asked.result);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<readonly { readonly sealed?: ArrayBuffer }[]>((done) => {
          const asked = database.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => done(asked.result);
        });
        found.push(JSON.stringify(rows), ...rows.map((row) => new TextDecoder().decode(row.sealed)));
      }
      database.close();
    }
    return { found, storage: JSON.stringify({ ...localStorage, ...sessionStorage }) };
  });
  expect(stored.found.length).toBeGreaterThan(1);
  expect(JSON.stringify(stored)).not.toContain('Plantedname');
  await page.unroute('**/api/acts/**');
  await expect(page.getByText('1 waiting to be sent')).toHaveCount(0, { timeout: 15_000 });
  await page.context().close();
});
