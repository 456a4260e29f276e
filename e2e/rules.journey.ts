import { expect, test } from '@playwright/test';
import { expectNoViolations, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

test.describe.configure({ mode: 'serial' });
const sojourn = new Sojourn(24_800);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

const shots = process.env['SHOTS'];
const RULE = 'gaf-2013/E5';

test('a rule is read, tried, changed in French, looked at in Arabic and published by a second person', async ({ browser }) => {
  const samir = await personAt(browser, sojourn.address, 'Samir', 'fr');
  await samir.getByRole('link', { name: word('fr', 'rules.title') }).click();
  await expect(samir.getByRole('heading', { level: 1, name: word('fr', 'rules.title') })).toBeVisible();
  await expectNoViolations(samir, 'rules, French');
  await samir.getByRole('link', { name: /E5/ }).click();
  await expect(samir.getByRole('heading', { name: word('fr', 'rules.picture') })).toBeVisible();

  // An invented person, answered without sending anything.
  const sent: string[] = [];
  samir.on('request', (request) => sent.push(request.url()));
  await samir.getByRole('button', { name: word('fr', 'rules.answer') }).click();
  await expect(samir.locator('.rule-why')).toContainText(word('fr', 'rules.is.unknown'));
  await expect(samir.locator('.rule-why')).toContainText(word('fr', 'rules.next'));
  await samir.locator('select[name="fund.double-funded"]').selectOption('true');
  await samir.getByRole('button', { name: word('fr', 'rules.answer') }).click();
  await expect(samir.locator('.rule-why')).toContainText(word('fr', 'rules.is.no'));
  await expect(samir.locator('.rule-why')).toContainText(word('fr', 'rules.would'));
  expect(sent).toEqual([]);
  await expectNoViolations(samir, 'one rule, French');
  if (shots !== undefined) await samir.screenshot({ path: `${shots}/rules-fr.png`, fullPage: true });

  // A line that cannot be read says where; the draft keeps what can.
  const text = samir.locator('textarea.rule-text');
  const before = await text.inputValue();
  await text.fill(before.replace('- ', '- quelque chose '));
  await expect(samir.getByText(word('fr', 'rules.at', { line: '1', column: '3' }))).toBeVisible();
  await expect(samir.getByRole('button', { name: word('fr', 'rules.keep') })).toBeDisabled();
  await text.fill(before.replace(': est Non', ': est Oui'));
  await samir.getByRole('button', { name: word('fr', 'rules.keep') }).click();
  await expect(samir.getByText(word('fr', 'rules.mine'))).toBeVisible();
  await expect(samir.getByRole('button', { name: word('fr', 'rules.publish') })).toHaveCount(0);
  await samir.getByRole('button', { name: word('fr', 'rules.whatIf') }).click();
  await expect(samir.locator('#drafts').locator('..').getByRole('link').first()).toBeVisible();
  await expectNoViolations(samir, 'a draft, French');

  for (const [language, width] of [
    ['en', 1280],
    ['ar', 1280],
    ['ar', 320],
    ['en', 320],
  ] as const) {
    const hedi = await personAt(browser, sojourn.address, 'Hedi', language, width);
    await hedi.goto(`${sojourn.address}/rules?rule=${encodeURIComponent(RULE)}`);
    await expect(hedi.getByText(word(language, 'rules.added')).first()).toBeVisible();
    await hedi.getByRole('button', { name: word(language, 'rules.answer') }).click();
    await hedi.getByRole('button', { name: word(language, 'rules.whatIf') }).click();
    await expect(hedi.locator('.rule-why')).toBeVisible();
    await expectNoViolations(hedi, `one rule, ${language} ${width}`);
    if (shots !== undefined) await hedi.screenshot({ path: `${shots}/rules-${language}-${width}.png`, fullPage: true });
    if (language === 'en' && width === 320) {
      await hedi.getByRole('button', { name: word('en', 'rules.publish') }).click();
      await expect(hedi.getByText(/published by .?Hedi/u)).toBeVisible();
      await expectNoViolations(hedi, 'published, English 320');
      if (shots !== undefined) await hedi.screenshot({ path: `${shots}/rules-published-320.png`, fullPage: true });
    }
    await hedi.context().close();
  }
  await samir.reload();
  await expect(samir.locator('.rule-lines').first()).toContainText(': est Oui');
});

test('a caseworker has no such page, and an administrator no cases in it', async ({ browser }) => {
  const amal = await personAt(browser, sojourn.address, 'Amal', 'en');
  await expect(amal.getByRole('link', { name: word('en', 'rules.title'), exact: true })).toHaveCount(0);
  await amal.goto(`${sojourn.address}/rules`);
  await expect(amal.getByText(word('en', 'refusal.not-allowed'))).toBeVisible();
});
