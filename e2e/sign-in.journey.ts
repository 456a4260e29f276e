import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations, openForm, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4624);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

/** Signs in by hand with the password alone. */
async function withPassword(page: Page, username: string): Promise<void> {
  await page.goto(sojourn.address);
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill('sojourn-demo');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
}

async function authenticator(page: Page, more: object): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
      ...more,
    },
  });
}

async function firstNamedCase(page: Page): Promise<void> {
  await page
    .locator('ul.worklist li', { hasText: word('en', 'stage.active') })
    .locator('a')
    .click();
  await expect(page.getByRole('button', { name: word('en', 'case.reveal') })).toBeVisible();
}

test('the second factor is asked when a name is to be seen, and what was typed stays', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await withPassword(page, 'amal');
  await firstNamedCase(page);
  const form = await openForm(page, word('en', 'name.add'));
  const typed = form.locator('input[name=name]');
  await typed.fill('1998~');
  await page.getByRole('button', { name: word('en', 'case.reveal') }).click();
  const dialog = page.getByRole('dialog', { name: word('en', 'stepUp.title') });
  await expect(dialog).toBeVisible();
  await expectNoViolations(page, 'asking for the second factor');
  await dialog.getByLabel('Code').fill('000000');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByRole('alert')).toContainText('not right');
  await dialog.getByLabel('Code').fill('246810');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.identity dd').first()).toBeVisible();
  await expect(typed).toHaveValue('1998~');
  await page.context().close();
});

test('a passkey is added, signs in by itself, and names can be seen at once', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await authenticator(page, {});
  await withPassword(page, 'samir');
  await page.goto(`${sojourn.address}/my-sign-in`);
  await page.getByRole('button', { name: word('en', 'my.addPasskey') }).click();
  await page.getByRole('dialog').getByLabel('Code').fill('246810');
  await page.keyboard.press('Enter');
  await expect(page.locator('#factors ~ ul.log li')).toHaveCount(1);
  await expectNoViolations(page, 'my sign-in');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: word('en', 'signIn.passkey') }).click();
  await expect(page.getByRole('link', { name: 'Samir Khoury' })).toBeVisible();
  await firstNamedCase(page);
  await page.getByRole('button', { name: word('en', 'case.reveal') }).click();
  await expect(page.locator('.identity dd').first()).toBeVisible();
  await page.context().close();
});

test('a security key stands in for the code', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await authenticator(page, { transport: 'usb', hasResidentKey: false, hasUserVerification: false, isUserVerified: false });
  await withPassword(page, 'leila');
  await page.goto(`${sojourn.address}/my-sign-in`);
  await page.getByRole('button', { name: word('en', 'my.addKey') }).click();
  await page.getByRole('dialog').getByLabel('Code').fill('246810');
  await page.keyboard.press('Enter');
  await expect(page.locator('#factors ~ ul.log li')).toContainText(word('en', 'factor.hardware-key'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  // Signing out opens the page anew by itself: not across it.
  await page.waitForURL(`${sojourn.address}/`);
  await withPassword(page, 'leila');
  await page.goto(`${sojourn.address}/my-sign-in`);
  await page.getByRole('button', { name: word('en', 'my.makeCodes') }).click();
  await page.getByRole('button', { name: word('en', 'stepUp.key') }).click();
  await expect(page.locator('ol.codes li')).toHaveCount(10);
  await page.context().close();
});

test('a screen nobody touches locks itself: nothing stays on it, and what was typed comes back to its owner', async ({ browser }) => {
  const page = await (await browser.newContext({ locale: 'en' })).newPage();
  await page.clock.install();
  await withPassword(page, 'amal');
  await firstNamedCase(page);
  const form = await openForm(page, word('en', 'name.add'));
  const typed = form.locator('input[name=name]');
  await typed.fill('1998~ Plantedname');
  await page.clock.fastForward('09:50');
  await expect(typed).toHaveValue('1998~ Plantedname');
  await page.clock.fastForward('00:20');
  await expect(page.getByRole('heading', { name: word('en', 'lock.title', { name: 'Amal Haddad' }) })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Case / })).toHaveCount(0);
  await expectNoViolations(page, 'locked');
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).toContain('sojourn.drafts.');
  expect(kept).not.toContain('Plantedname');
  expect(await page.evaluate(async () => (await fetch('/api/cases')).status), 'the session itself is over').toBe(401);
  await page.getByLabel('Password').fill('sojourn-demo');
  await page.getByRole('button', { name: word('en', 'lock.unlock') }).click();
  await expect(typed).toHaveValue('1998~ Plantedname');
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('sojourn.drafts.');
  await page.context().close();
});
