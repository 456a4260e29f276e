import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page } from '@playwright/test';
import { ar, en, es, fr, type WordKey } from '@sojourn/web/words';

export type Language = 'en' | 'fr' | 'es' | 'ar';
export const word = (language: Language, key: WordKey, values: Readonly<Record<string, string>> = {}): string =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    ({ en, fr, es, ar }[language] as Readonly<Record<WordKey, string>>)[key],
  );
export const spreadsheet = join(import.meta.dirname, 'fixtures', 'htcds-sample.xlsx');

/** Someone at their own browser, signed in. */
export async function personAt(browser: Browser, address: string, name: string, language: Language, width = 1280): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: language });
  const page = await context.newPage();
  await page.addInitScript((chosen) => localStorage.setItem('sojourn.language', chosen), language);
  await page.goto(address);
  await page.getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { level: 1, name: word(language, 'list.title') })).toBeVisible();
  return page;
}

/** On a phone the places to go stand behind one button. */
export async function openMenu(page: Page): Promise<void> {
  const menu = page.locator('button.menu');
  if ((await menu.isVisible()) && (await menu.getAttribute('aria-expanded')) === 'false') await menu.click();
}

/** Goes where a link of the desk's head leads. */
export async function goTo(page: Page, language: Language, nav: WordKey): Promise<void> {
  await openMenu(page);
  await page
    .locator('header.top')
    .getByRole('link', { name: word(language, nav), exact: true })
    .click();
}

export async function expectNoViolations(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html}`)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${where} scrolls sideways`).toBe(0);
}

/** Of a file that is being looked at: who sent it, under what; then it is recorded. */
export async function recordImport(page: Page, language: Language, count: string): Promise<void> {
  const say = (key: WordKey, values?: Readonly<Record<string, string>>) => word(language, key, values);
  await page.getByLabel(say('import.sender')).fill('Harbour Partner');
  await page.getByLabel(say('import.agreement')).fill('No. 12, 3 March 2026');
  await page.getByLabel(say('import.basis')).selectOption('consent');
  await page.getByRole('button', { name: say('import.commit', { count }) }).click();
}

/** Opens one of the forms of the case page and gives its part of the page. */
export async function openForm(page: Page, label: string) {
  const form = page.locator('details.reveal', { has: page.getByText(label, { exact: true }) });
  await form.locator('> summary').click();
  return form;
}
