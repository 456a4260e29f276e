import { expect, test } from '@playwright/test';
import { expectNoViolations, goTo, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4662);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

const en = (key: Parameters<typeof word>[1]) => word('en', key);
const ar = (key: Parameters<typeof word>[1]) => word('ar', key);

test('a person whom the fund refused appeals; the one who refused cannot decide, a supervisor who is new to it does; a fund manager reads the year', async ({
  browser,
}) => {
  const amal = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
  await amal
    .locator('ul.worklist li', { hasText: en('stage.refused') })
    .first()
    .locator('a')
    .click();
  await expect(amal.locator('#appeals')).toContainText(en('appeal.lead'));
  const address = amal.url();
  const form = await openForm(amal, en('appeal.lodge'));
  await form.getByText(en('appealGround.danger-overlooked'), { exact: true }).click();
  await form.locator('textarea[name=words]').fill('The shelter they named takes no men.');
  await form.getByRole('button', { name: en('save') }).click();
  const owed = en('appeal.owed').split('{')[0]?.trim() ?? '';
  await expect(amal.locator('#appeals li')).toContainText(owed);
  await expectNoViolations(amal, 'en 1280 appeal');
  await amal.context().close();

  const maya = await personAt(browser, sojourn.address, 'Maya Lindqvist', 'en');
  await maya.goto(address);
  await expect(maya.locator('#appeals')).toContainText(en('refusal.somebody-new-must-decide'));
  await goTo(maya, 'en', 'ind.title');
  await expect(maya.getByRole('heading', { level: 1, name: en('ind.title') })).toBeVisible();
  await expect(maya.locator('.indicators')).toContainText(en('ind.approved'));
  await expectNoViolations(maya, 'en 1280 indicators');
  await maya.context().close();

  const samir = await personAt(browser, sojourn.address, 'Samir Khoury', 'ar', 320);
  await expect(samir.getByText(ar('notice.appeal-lodged')).first()).toBeVisible();
  const listed = ar('appeal.owed').split('{')[0]?.trim() ?? '';
  await samir.locator('ul.worklist li', { hasText: listed }).first().locator('a').click();
  const decide = await openForm(samir, ar('appeal.decide'));
  await decide.locator('select[name=outcome]').selectOption('reversed');
  await decide.locator('textarea[name=reason]').fill('No shelter takes him; help is owed.');
  await expectNoViolations(samir, 'ar 320 appeal');
  await decide.getByRole('button', { name: ar('save') }).click();
  await expect(samir.locator('#appeals li')).toContainText(ar('appealOutcome.reversed'));
  await expect(samir.locator('#appeals li')).not.toContainText(listed);
  await goTo(samir, 'ar', 'ind.title');
  await expect(samir.locator('.indicators')).toContainText(ar('ind.identified'));
  await expectNoViolations(samir, 'ar 320 indicators');
  await samir.context().close();
});
