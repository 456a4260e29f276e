import { expect, test } from '@playwright/test';
import { expectNoViolations, type Language, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4622);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];

/** Two browsers on one case: one loses the network and goes on; both come together, and a person settles what they disagree on. */
for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const) {
  test(`one caseworker without network, another with; both sides kept and settled (${language}, ${width} px)`, async ({ browser }) => {
    const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language as Language, key, values);
    const field = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    await field.goto(`${sojourn.address}/new`);
    await field.getByRole('button', { name: w('save') }).click();
    await expect(field).toHaveURL(/\/case\//);
    const url = field.url();
    await expect(field.locator('ol.timeline li').first()).toBeVisible();

    await field.context().setOffline(true);
    const service = await openForm(field, w('service.add'));
    await service.locator('select[name=service]').selectOption('medical');
    await service.getByRole('button', { name: w('save') }).click();
    await expect(field.locator('ol.timeline li.waiting')).toHaveCount(1);
    await expect(field.getByText(w('case.away'))).toBeVisible();
    const here = await openForm(field, w('facts.add'));
    await here.locator('select#which-fact').selectOption('person.birth-date');
    await here.locator('fieldset.date').first().getByLabel(w('date.inYear')).fill('1994');
    await here.getByRole('button', { name: w('save') }).click();
    await expect(field.locator('ol.timeline li.waiting')).toHaveCount(2);
    await expect(field.locator('dl.facts')).toContainText('1994');
    await expectNoViolations(field, `${language} away`);
    if (shots !== undefined) await field.screenshot({ path: `${shots}/away-${language}-${width}.png`, fullPage: true });

    const office = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    await office.goto(url);
    const there = await openForm(office, w('facts.add'));
    await there.locator('select#which-fact').selectOption('person.birth-date');
    await there.locator('fieldset.date').first().getByLabel(w('date.inYear')).fill('2009');
    await there.getByRole('button', { name: w('save') }).click();
    await expect(office.locator('dl.facts')).toContainText('2009');

    await field.context().setOffline(false);
    await expect(field.locator('ol.timeline li.waiting')).toHaveCount(0);
    await expect(field.getByText(w('facts.madeApart'))).toBeVisible();
    const conflict = field.locator('dl.facts .disagree');
    await expect(conflict).toContainText('1994');
    await expect(conflict).toContainText('2009');
    // Whose age is in dispute is a child until a person has settled it.
    await expect(field.getByText(w('case.child.yes'))).toBeVisible();
    await field.locator('.disagree details.reveal > summary').click();
    await expectNoViolations(field, `${language} conflict`);
    if (shots !== undefined) await field.screenshot({ path: `${shots}/conflict-${language}-${width}.png`, fullPage: true });
    await conflict.getByLabel('1994').check();
    await conflict.locator('textarea[name=reason]').fill('Read on the passport, in front of me.');
    await conflict.getByRole('button', { name: w('save') }).click();
    await expect(field.locator('dl.facts .disagree')).toHaveCount(0);
    await expect(field.locator('dl.facts')).toContainText('1994');
    await expect(field.locator('ol.timeline')).toContainText('2009');
    await field.context().close();
    await office.context().close();
  });
}

test('an approval is never kept to be sent later: without network it says that nobody knows, and pressed again it happens once', async ({ browser }) => {
  const maya = await personAt(browser, sojourn.address, 'Maya Lindqvist', 'en');
  await maya
    .locator('ul.worklist li', { hasText: word('en', 'stage.submitted') })
    .first()
    .locator('a')
    .click();
  const decide = await openForm(maya, word('en', 'app.decide'));
  await decide.locator('input[name=reasons][value=tests-met]').check();
  await decide.locator('textarea[name=reason]').fill('All five tests are met.');
  // The reply is lost, not the request.
  await maya.route(
    '**/api/acts/application.decide',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await decide.getByRole('button', { name: word('en', 'save') }).click();
  await expect(decide.getByText(word('en', 'act.unsure'))).toBeVisible();
  await expect(maya.getByText(word('en', 'waiting.title'))).toHaveCount(0);
  await decide.getByRole('button', { name: word('en', 'save') }).click();
  await expect(maya.locator('.case-head .mark').first()).toHaveText(word('en', 'stage.plan-pending'));
  await expect(maya.locator('ol.timeline li', { hasText: word('en', 'kind.application-decided') })).toHaveCount(1);
  await maya.context().close();
});
