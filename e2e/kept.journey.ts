import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { expectNoViolations, goTo, type Language, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4626);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];
const passphrase = 'four lamps beside the harbour';

/** One person's browser with a folder of its own, so that it can be closed and started again. */
class Laptop {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sojourn laptop '));
  readonly #language: Language;
  readonly #width: number;
  #context: BrowserContext | undefined;

  constructor(language: Language, width: number) {
    this.#language = language;
    this.#width = width;
  }

  async start(network: boolean): Promise<Page> {
    await this.#context?.close();
    const { launchOptions } = test.info().project.use;
    const context = await chromium.launchPersistentContext(this.#folder, {
      ...launchOptions,
      viewport: { width: this.#width, height: 900 },
      locale: this.#language,
      offline: !network,
    });
    this.#context = context;
    await context.addInitScript((chosen) => localStorage.setItem('sojourn.language', chosen), this.#language);
    return context.newPage();
  }

  get context(): BrowserContext {
    if (this.#context === undefined) throw new Error('The laptop is not on');
    return this.#context;
  }

  async remove(): Promise<void> {
    await this.#context?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Everything this browser has written down about us, as one text. */
const everythingKept = (page: Page) =>
  page.evaluate(async () => {
    const texts = [JSON.stringify({ ...localStorage })];
    for (const { name } of await indexedDB.databases()) {
      const db = await new Promise<IDBDatabase>((found) => {
        const asked = indexedDB.open(name ?? '');
        asked.onsuccess = () => found(asked.result);
      });
      for (const table of db.objectStoreNames) {
        const rows = await new Promise<readonly unknown[]>((found) => {
          const asked = db.transaction(table).objectStore(table).getAll();
          asked.onsuccess = () => found(asked.result);
        });
        const plain = (value: unknown): unknown => {
          if (value instanceof ArrayBuffer) return new TextDecoder('latin1').decode(value);
          if (ArrayBuffer.isView(value)) return new TextDecoder('latin1').decode(value);
          if (Array.isArray(value)) return value.map(plain);
          return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)])) : value;
        };
        texts.push(JSON.stringify(rows.map(plain)));
      }
      db.close();
    }
    return texts.join('\n');
  });

async function signInAndKeep(page: Page, language: Language, shot?: string): Promise<void> {
  await page.goto(sojourn.address);
  await page.getByRole('button', { name: 'Amal Haddad' }).click();
  await expect(page.getByRole('heading', { level: 1, name: word(language, 'list.title') })).toBeVisible();
  await goTo(page, language, 'device.nav');
  await expect(page.getByRole('heading', { level: 1, name: word(language, 'device.title') })).toBeVisible();
  await expectNoViolations(page, `${language} this device`);
  if (shot !== undefined) await page.screenshot({ path: shot, fullPage: true });
  await page.getByLabel(word(language, 'device.passphrase')).fill(passphrase);
  await page.getByLabel(word(language, 'device.again')).fill(passphrase);
  await page.getByLabel(word(language, 'device.understood')).check();
  await page.getByRole('button', { name: word(language, 'device.begin') }).click();
  await expect(page.getByText(word(language, 'device.on', { count: '0' }))).toBeVisible();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

async function unlock(page: Page, language: Language, words: string): Promise<void> {
  await page.getByLabel(word(language, 'device.passphrase')).fill(words);
  await page.getByRole('button', { name: word(language, 'unlock.open') }).click();
}

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const) {
  test(`no network, the browser started anew: cases are read and contacts recorded, and sent after signing in (${language}, ${width} px)`, async () => {
    const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
    const laptop = new Laptop(language, width);
    const shot = (name: string) => (shots === undefined ? undefined : `${shots}/kept-${name}-${language}-${width}.png`);
    const look = async (page: Page, name: string) => {
      await expectNoViolations(page, `${language} ${name}`);
      const path = shot(name);
      if (path !== undefined) await page.screenshot({ path, fullPage: true });
    };
    try {
      const before = await laptop.start(true);
      await signInAndKeep(before, language, shot('device'));
      await goTo(before, language, 'nav.cases');
      const first = before.locator('ul.worklist li').first();
      const code = (await first.locator('.code').textContent()) ?? '';
      expect(code).not.toBe('');
      await first.locator('a').click();
      await expect(before.locator('ol.timeline li').first()).toBeVisible();
      const facts = await before.locator('dl.facts').textContent();
      await expect.poll(() => before.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(1);

      const page = await laptop.start(false);
      await page.goto(sojourn.address);
      await expect(page.getByRole('heading', { level: 1, name: w('unlock.title') })).toBeVisible();
      await look(page, 'unlock');
      await unlock(page, language, 'four lamps beside the road');
      await expect(page.getByText(w('unlock.wrong', { left: '4' }))).toBeVisible();
      await unlock(page, language, passphrase);
      await expect(page.getByText(w('unlock.listNote'))).toBeVisible();
      await expect(page.locator('ul.worklist li')).toHaveCount(1);
      await look(page, 'list');
      await page.locator('ul.worklist li', { hasText: code }).locator('a').click();
      await expect(page.getByText(w('case.away'))).toBeVisible();
      expect(await page.locator('dl.facts').textContent()).toBe(facts);
      const service = await openForm(page, w('service.add'));
      await service.locator('select[name=service]').selectOption('medical');
      await service.getByRole('button', { name: w('save') }).click();
      await expect(page.locator('ol.timeline li.waiting')).toHaveCount(1);
      await look(page, 'case');

      await goTo(page, language, 'nav.new');
      await page.getByLabel(w('new.name')).fill('Selamawit, as she says it');
      // The server is asked for again meanwhile; what is being written stays.
      for (let asked = 0; asked < 2; asked += 1) await page.waitForRequest((request) => request.url().endsWith('/api/session'));
      await expect(page.getByLabel(w('new.name'))).toHaveValue('Selamawit, as she says it');
      await page.getByRole('button', { name: w('save') }).click();
      await expect(page).toHaveURL(/\/case\//);
      await expect(page.locator('ol.timeline li.waiting').first()).toBeVisible();
      const opened = page.url();
      const newCode = (await page.locator('.case-head h1 bdi').textContent()) ?? '';
      expect(newCode).not.toBe('AAAA-AAAA');
      await goTo(page, language, 'nav.cases');
      await expect(page.locator('ul.worklist li')).toHaveCount(2);
      const kept = await everythingKept(page);
      expect(kept).toContain('Amal Haddad');
      for (const secret of [code, code.replace('-', ''), 'Selamawit', 'fact-asserted', 'medical', passphrase]) expect(kept, secret).not.toContain(secret);

      // Started anew once more: what was recorded meanwhile is still there, and waits.
      const again = await laptop.start(false);
      await again.goto(opened);
      await unlock(again, language, passphrase);
      await expect(again.locator('ol.timeline li.waiting').first()).toBeVisible();
      await laptop.context.clearCookies();
      await laptop.context.setOffline(false);
      await expect(again.getByText(w('unlock.back'))).toBeVisible({ timeout: 20_000 });
      await look(again, 'back');
      await again
        .getByRole('button', { name: w('unlock.signIn'), exact: true })
        .first()
        .click();
      await again.getByRole('button', { name: 'Amal Haddad' }).click();
      await expect(again.locator('ol.timeline li').first()).toBeVisible({ timeout: 20_000 });
      await expect(again.locator('ol.timeline li.waiting')).toHaveCount(0);
      await expect(again.locator('.case-head h1 bdi')).toHaveText(newCode);
      await goTo(again, language, 'nav.cases');
      await again.locator('ul.worklist li', { hasText: code }).locator('a').click();
      await expect(again.locator('ol.timeline')).toContainText(w('kind.service-delivered'));
      await expect(again.locator('ol.timeline li.waiting')).toHaveCount(0);
    } finally {
      await laptop.remove();
    }
  });
}

test('after five wrong passphrases nothing is kept; pressed twice, “remove” needs neither passphrase nor network', async () => {
  const laptop = new Laptop('en', 1280);
  try {
    const page = await laptop.start(true);
    await signInAndKeep(page, 'en');
    await page.getByRole('link', { name: word('en', 'nav.cases') }).click();
    await page.locator('ul.worklist li a').first().click();
    await expect(page.locator('ol.timeline li').first()).toBeVisible();
    const guessed = await laptop.start(false);
    await guessed.goto(sojourn.address);
    for (const left of ['4', '3', '2', '1']) {
      await unlock(guessed, 'en', `not the passphrase ${left}`);
      await expect(guessed.getByText(word('en', 'unlock.wrong', { left }))).toBeVisible();
    }
    await unlock(guessed, 'en', 'not the passphrase 0');
    await expect(guessed.getByText(word('en', 'unlock.removed'))).toBeVisible();
    await guessed.reload();
    await expect(guessed.getByText(word('en', 'away'))).toBeVisible();
    await expect(guessed.getByLabel(word('en', 'device.passphrase'))).toHaveCount(0);

    const anew = await laptop.start(true);
    await anew.goto(`${sojourn.address}/device`);
    await anew.getByLabel(word('en', 'device.passphrase')).fill(passphrase);
    await anew.getByLabel(word('en', 'device.again')).fill(passphrase);
    await anew.getByLabel(word('en', 'device.understood')).check();
    await anew.getByRole('button', { name: word('en', 'device.begin') }).click();
    await expect(anew.getByText(word('en', 'device.on', { count: '0' }))).toBeVisible();
    const taken = await laptop.start(false);
    await taken.goto(sojourn.address);
    await taken.getByRole('button', { name: word('en', 'device.remove') }).click();
    await taken.getByRole('button', { name: word('en', 'device.removeSure') }).click();
    await expect(taken.getByLabel(word('en', 'device.passphrase'))).toHaveCount(0);
    await expect.poll(async () => (await everythingKept(taken)).includes('Amal Haddad')).toBe(false);
  } finally {
    await laptop.remove();
  }
});

test('“remove from all my devices”, pressed elsewhere, empties this one when it next reaches the server', async ({ browser }) => {
  const laptop = new Laptop('en', 1280);
  try {
    const page = await laptop.start(true);
    await signInAndKeep(page, 'en');
    const office = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
    await office.goto(`${sojourn.address}/device`);
    await office.getByLabel(word('en', 'device.passphrase')).fill(passphrase);
    await office.getByLabel(word('en', 'device.again')).fill(passphrase);
    await office.getByLabel(word('en', 'device.understood')).check();
    await office.getByRole('button', { name: word('en', 'device.begin') }).click();
    await office.getByRole('button', { name: word('en', 'device.removeAll') }).click();
    await expect(office.getByText(word('en', 'device.removedAll'))).toBeVisible();
    const next = await laptop.start(true);
    await next.goto(`${sojourn.address}/device`);
    await expect(next.getByRole('button', { name: word('en', 'device.begin') })).toBeVisible();
    await expect.poll(async () => (await everythingKept(next)).includes('Amal Haddad')).toBe(false);
    await office.context().close();
  } finally {
    await laptop.remove();
  }
});
