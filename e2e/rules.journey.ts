import { expect, test } from '@playwright/test';
import { expectNoViolations, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';
import { catalogueWithTable } from './table-catalogue.ts';

test.describe.configure({ mode: 'serial' });
const sojourn = new Sojourn(24_800);
test.beforeAll(() => {
  process.env['SOJOURN_CATALOGUE'] = catalogueWithTable();
  return sojourn.start();
});
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
    await expect(hedi.locator('.rule-changes ins').first()).toContainText(word(language, 'rules.added'));
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

const TABLE = 'invented/reflection.days';

test('a rule that computes is tried, its table changed cell by cell, and kept in one draft with another rule', async ({ browser }) => {
  const t = (key: Parameters<typeof word>[1], values: Readonly<Record<string, string>> = {}) => word('en', key, values);
  const samir = await personAt(browser, sojourn.address, 'Samir', 'en');
  await samir.goto(`${sojourn.address}/rules?rule=${encodeURIComponent(TABLE)}`);
  await samir.locator('select[name="person.child-claimed"]').selectOption('true');
  await samir.getByRole('button', { name: t('rules.answer'), exact: true }).click();
  await expect(samir.locator('.rule-why')).toContainText(`${t('rules.itGives')}: 90`);
  await samir.locator('select[name="person.child-claimed"]').selectOption('');
  await samir.getByRole('button', { name: t('rules.answer'), exact: true }).click();
  await expect(samir.locator('.rule-why')).toContainText(t('rules.between', { least: '30', most: '90' }));

  // A cell that cannot be read says so and changes nothing; one that can is a sentence at once.
  const text = samir.locator('textarea.rule-text');
  const before = await text.inputValue();
  const cell = samir.getByLabel(t('rules.cell', { column: 'child', row: '2' }), { exact: true });
  await cell.fill('perhaps');
  await cell.blur();
  await expect(samir.getByText(t('rules.cellWrong'))).toBeVisible();
  expect(await text.inputValue()).toBe(before);
  await cell.fill('= false');
  await cell.blur();
  const days = samir.getByLabel(t('rules.cell', { column: t('rules.gives'), row: '2' }), { exact: true });
  await days.fill('45');
  await days.blur();
  await expect(text).toHaveValue(/45/u);
  await expectNoViolations(samir, 'a table, English');
  if (shots !== undefined) await samir.screenshot({ path: `${shots}/rules-table-en.png`, fullPage: true });
  await samir.getByRole('button', { name: t('rules.collect') }).click();
  await samir.getByRole('link', { name: t('rules.back') }).click();
  await expect(samir.getByRole('heading', { name: t('rules.collected') })).toBeVisible();
  await samir.getByRole('link', { name: /E2/ }).click();
  const other = samir.locator('textarea.rule-text');
  await other.fill((await other.inputValue()).replace(': is Yes', ': is No'));
  // The same rule for another program, and back.
  await samir.getByText(t('rules.feel'), { exact: true }).click();
  const feel = samir.getByLabel('FEEL', { exact: true });
  await expect(feel).toHaveValue('trafficking_border_crossed = false');
  await feel.fill('trafficking_border_crossed = perhaps');
  await expect(samir.getByText(t('rules.feelWrong', { at: '30' }))).toBeVisible();
  await feel.fill('trafficking_border_crossed != true');
  await samir.getByRole('button', { name: t('rules.feelTake') }).click();
  await expect(other).toHaveValue(/is not Yes/u);
  await samir.getByRole('button', { name: t('rules.collect') }).click();
  await samir
    .locator('section', { has: samir.locator('#collected') })
    .getByRole('button', { name: /Keep/ })
    .click();
  await samir.goto(`${sojourn.address}/rules?rule=${encodeURIComponent(TABLE)}`);
  await expect(samir.getByText(t('rules.mine'))).toBeVisible();
  await samir.context().close();

  for (const [language, width] of [
    ['ar', 1280],
    ['ar', 320],
    ['en', 320],
  ] as const) {
    const hedi = await personAt(browser, sojourn.address, 'Hedi', language, width);
    await hedi.goto(`${sojourn.address}/rules?rule=${encodeURIComponent(TABLE)}`);
    await hedi.locator('.what-if summary').click();
    await hedi.getByRole('button', { name: word(language, 'rules.whatIf') }).click();
    await expect(hedi.locator('.what-if li').first()).toBeVisible();
    await expectNoViolations(hedi, `a table’s draft, ${language} ${width}`);
    if (shots !== undefined) await hedi.screenshot({ path: `${shots}/rules-table-${language}-${width}.png`, fullPage: true });
    await hedi.context().close();
  }
});

test('the rights of a case are read by the facts, the law and the knowledge of other days', async ({ browser }) => {
  for (const [language, width] of [
    ['en', 1280],
    ['ar', 320],
  ] as const) {
    const amal = await personAt(browser, sojourn.address, 'Amal', language, width);
    await amal.locator('a[href^="/case/"]').first().click();
    const then = amal.locator('details.reveal', { has: amal.getByText(word(language, 'rights.then'), { exact: true }) });
    await then.locator('> summary').click();
    await then.getByLabel(word(language, 'days.law')).fill('1975-06-01');
    await then.getByRole('button', { name: word(language, 'rights.thenShow') }).click();
    await expect(then.locator('.note')).toContainText('1975');
    await expectNoViolations(amal, `rights of other days, ${language} ${width}`);
    if (shots !== undefined) await then.screenshot({ path: `${shots}/rights-then-${language}-${width}.png` });
    await then.getByLabel(word(language, 'days.known')).fill('2001-01-01');
    await then.getByRole('button', { name: word(language, 'rights.thenShow') }).click();
    await expect(then.getByRole('alert')).toContainText(word(language, 'refusal.nothing-known-then'));
    await amal.context().close();
  }
});
