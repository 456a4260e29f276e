import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoViolations, goTo, type Language, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4633);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];
const story = 'He asked me for money before he gave the card. طلب مني مالًا';

/** A borrowed phone: its own browser, nothing of ours in it. */
async function phone(browser: Browser, language: Language, width: number, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 640 }, locale: language, javaScriptEnabled });
  const page = await context.newPage();
  await page.route(/^https:/, (route) => route.fulfill({ body: 'somewhere else', contentType: 'text/plain' }));
  return page;
}

for (const [language, width, script] of [
  ['en', 1280, true],
  ['ar', 320, false],
  ['fr', 320, false],
] as const)
  test(`someone without an account complains, a reviewer answers, and the answer is read under the code (${language}, ${width} px, ${script ? 'with' : 'without'} script)`, async ({
    browser,
  }) => {
    const w = (key: Parameters<typeof word>[1]) => word(language, key);
    const page = await phone(browser, language, width, script);
    const elsewhere: string[] = [];
    page.on('request', (request) => void (new URL(request.url()).origin === sojourn.address || elsewhere.push(request.url())));
    const look = async (what: string) => {
      if (script) await expectNoViolations(page, `${language} ${what}`);
      const wide = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
      expect(wide, `${what} scrolls sideways`).toBe(0);
      if (shots !== undefined) await page.screenshot({ path: `${shots}/door-${what}-${language}-${width}.png`, fullPage: true });
    };
    await page.goto(`${sojourn.address}/tell`);
    expect(await page.title()).toBe('Sojourn');
    await look('choose');
    await page.getByRole('button', { name: 'Harbour Protection Desk' }).click();
    await look('form');
    // By keyboard: the way out is first.
    await page.keyboard.press('Tab');
    await expect(page.locator('#leave')).toBeFocused();
    await page.locator('#words').fill(story);
    await page.locator('#category').selectOption('demand-for-money-or-favours');
    await page.locator('#whom').fill('samir');
    await page
      .locator('form', { has: page.locator('#words') })
      .getByRole('button')
      .click();
    const code = (await page.locator('.code').textContent()) ?? '';
    expect(code).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/);
    await look('sent');

    const salma = await personAt(browser, sojourn.address, 'Salma Ferchichi', language, width);
    await goTo(salma, language, 'nav.complaints');
    const one = salma.locator('section.card', { hasText: w('complaintAbout.demand-for-money-or-favours') }).first();
    await one.getByRole('button', { name: w('complaints.read') }).click();
    await expect(one).toContainText(story);
    await expect(one).toContainText('Samir Khoury');
    await one.locator('summary').click();
    await expectNoViolations(salma, `${language} reviewer`);
    if (shots !== undefined) await salma.screenshot({ path: `${shots}/door-reviewer-${language}-${width}.png`, fullPage: true });
    await one.getByLabel(w('complaints.reply')).fill('We believe you.');
    await one.getByRole('button', { name: w('save') }).click();
    await expect(one).toContainText(w('complaintStage.acknowledged'));

    // Another day, another phone.
    await page.goto(`${sojourn.address}/tell/${language}`);
    await page.locator('#code').fill(code.toLowerCase());
    await page
      .locator('form', { has: page.locator('#code') })
      .getByRole('button')
      .click();
    await expect(page.locator('blockquote')).toHaveText('We believe you.');
    await page.locator('#more').fill('He asked again.');
    await page
      .locator('form', { has: page.locator('#more') })
      .getByRole('button')
      .click();
    await look('followed');
    await salma.reload();
    await expect(salma.locator('section.card', { hasText: w('complaints.wroteAgain') }).first()).toBeVisible();

    expect(elsewhere).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
    expect(page.url()).toBe(`${sojourn.address}/tell/${language}`);
    expect(sojourn.log).not.toContain(code);
    for (const context of [page.context(), salma.context()]) await context.close();
  });

test('the way out: a link without script; with it Escape, three times, and “back” does not lead to what was written', async ({ browser }) => {
  const plain = await phone(browser, 'en', 320, false);
  await plain.goto(`${sojourn.address}/tell/en`);
  await plain.locator('#leave').click();
  await expect(plain).toHaveURL('https://en.wikipedia.org/');
  const page = await phone(browser, 'en', 320, true);
  await page.goto('about:blank');
  await page.goto(`${sojourn.address}/tell/en`);
  for (let pressed = 0; pressed < 3; pressed += 1) await page.keyboard.press('Escape');
  await expect(page).toHaveURL('https://en.wikipedia.org/');
  await page.goBack();
  await expect(page).toHaveURL('about:blank');
  for (const one of [plain, page]) await one.context().close();
});

test('a reviewer shuts the door and opens it again', async ({ browser }) => {
  const joseph = await personAt(browser, sojourn.address, 'Joseph Barasa', 'en');
  await goTo(joseph, 'en', 'nav.complaints');
  await joseph.getByRole('button', { name: word('en', 'complaints.shutDoor') }).click();
  await expect(joseph.getByText(word('en', 'complaints.doorShut'))).toBeVisible();
  const page = await phone(browser, 'en', 320, false);
  await page.goto(`${sojourn.address}/tell`);
  await expect(page.getByText('Southern Crossing Aid')).toHaveCount(0);
  await joseph.getByRole('button', { name: word('en', 'complaints.openDoor') }).click();
  await expect(joseph.getByRole('img', { name: word('en', 'complaints.doorAddress') })).toBeVisible();
  await expectNoViolations(joseph, 'the door, open');
  // Where he works, everybody looks at the weather.
  const form = await openForm(joseph, word('en', 'complaints.leaveTo'));
  await form.getByLabel(word('en', 'complaints.leaveAddress')).fill('weather');
  await form.getByRole('button', { name: word('en', 'save') }).click();
  await expect(form.getByRole('alert').filter({ hasText: /./ }).first()).toBeVisible();
  await form.getByLabel(word('en', 'complaints.leaveAddress')).fill('https://weather.example/');
  await form.getByRole('button', { name: word('en', 'save') }).click();
  await page.goto(`${sojourn.address}/tell/en`);
  await page.getByRole('button', { name: 'Southern Crossing Aid' }).click();
  await expect(page.locator('#leave')).toHaveAttribute('href', 'https://weather.example/');
  for (const one of [joseph, page]) await one.context().close();
});
