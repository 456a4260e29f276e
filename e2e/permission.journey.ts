import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations, goTo, type Language, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4625);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const) {
  const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
  const at = (browser: Parameters<typeof personAt>[0], name: string) => personAt(browser, sojourn.address, name, language as Language, width);
  const go = async (page: Page, nav: Parameters<typeof word>[1], title: Parameters<typeof word>[1]) => {
    await goTo(page, language as Language, nav);
    await expect(page.getByRole('heading', { level: 1, name: w(title) })).toBeVisible();
  };
  const look = async (page: Page, what: string) => {
    await expectNoViolations(page, `${language} ${width} ${what}`);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/permission-${what}-${language}-${width}.png`, fullPage: true });
  };

  test(`a case that cannot wait is reached from another office, seen by its owner at once, and reviewed (${language}, ${width} px)`, async ({ browser }) => {
    const leila = await at(browser, 'Leila Trabelsi');
    await go(leila, 'nav.new', 'new.title');
    await leila.getByRole('button', { name: w('save') }).click();
    await expect(leila.locator('#team')).toBeVisible();
    const code = (await leila.locator('h1 bdi').textContent()) ?? '';

    const amal = await at(browser, 'Amal Haddad');
    await go(amal, 'nav.emergency', 'emergency.title');
    await amal.getByLabel(w('emergency.code')).fill(code);
    await look(amal, 'emergency');
    await amal.getByRole('button', { name: w('emergency.find') }).click();
    await amal.getByLabel(w('emergency.words')).fill('She stands at our door.');
    await look(amal, 'emergency-found');
    await amal.getByRole('button', { name: w('emergency.open') }).click();
    await expect(amal.locator('h1 bdi')).toHaveText(code);

    await goTo(leila, language as Language, 'nav.cases');
    const notices = leila.locator('section.card', { has: leila.locator('#notices') });
    await expect(notices).toContainText(w('notice.glass-broken'));
    await look(leila, 'notice');

    const hana = await at(browser, 'Hana Sabbagh');
    await go(hana, 'nav.emergency', 'emergency.title');
    const line = hana.locator('li', { hasText: code });
    await line.getByRole('button', { name: w('emergency.show') }).click();
    await expect(line).toContainText('She stands at our door.');
    await line.locator('summary').click();
    await look(hana, 'review');
    await line.locator('select[name=finding]').selectOption('justified');
    await line.getByRole('button', { name: w('save') }).click();
    await expect(line).toContainText(w('finding.justified'));
    for (const page of [leila, amal, hana]) await page.context().close();
  });

  test(`a case is restricted to its team, and a conflict of interest declared (${language}, ${width} px)`, async ({ browser }) => {
    const amal = await at(browser, 'Amal Haddad');
    await go(amal, 'nav.new', 'new.title');
    await amal.getByRole('button', { name: w('save') }).click();
    const part = amal.locator('section.card', { has: amal.locator('#team') });
    await expect(part).toContainText('Amal Haddad');
    const restrict = await openForm(amal, w('team.restrict'));
    await restrict.getByRole('button', { name: w('save') }).click();
    await expect(part).toContainText(w('team.restricted'));
    for (const summary of await part.locator('summary').all()) await summary.click();
    await look(amal, 'team');
    const address = amal.url();
    const samir = await at(browser, 'Samir Khoury');
    await samir.goto(address);
    await expect(samir.getByText(w('notFound'))).toBeVisible();
    // Her own conflict: from then on she finds nothing there.
    const form = amal.locator('details.reveal', { has: amal.getByText(w('team.conflict'), { exact: true }) });
    await form.locator('select[name=userId]').selectOption({ label: 'Amal Haddad (Beirut)' });
    await form.getByRole('button', { name: w('save') }).click();
    await expect(amal.getByText(w('notFound'))).toBeVisible();
    for (const page of [amal, samir]) await page.context().close();
  });

  test(`a role is lent for a night and taken back (${language}, ${width} px)`, async ({ browser }) => {
    const samir = await at(browser, 'Samir Khoury');
    await go(samir, 'nav.lending', 'lending.title');
    await samir.getByLabel(w('lending.to')).selectOption({ label: 'Leila Trabelsi (Tunis)' });
    await samir.getByRole('button', { name: w('lending.lend'), exact: true }).click();
    await samir
      .getByRole('button', { name: w('lending.end') })
      .first()
      .waitFor();
    await look(samir, 'lending');
    await samir
      .getByRole('button', { name: w('lending.end') })
      .first()
      .click();
    await expect(samir.locator('li', { hasText: w('lending.over') }).first()).toBeVisible();
    await go(samir, 'nav.permissions', 'permissions.title');
    await samir.getByLabel(w('permissions.role')).selectOption('finance');
    await look(samir, 'permissions');
    await samir.getByLabel(w('permissions.find')).fill('payment');
    await expect(samir.locator('tbody tr')).toHaveCount(1);
    await samir.context().close();
  });

  test(`a complaint goes to reviewers of another office, and its maker follows it by a code (${language}, ${width} px)`, async ({ browser }) => {
    const leila = await at(browser, 'Leila Trabelsi');
    await go(leila, 'nav.complaint', 'complaint.title');
    await leila.getByLabel('Samir Khoury (Beirut)').check();
    await leila.getByLabel(w('complaint.words')).fill('He asked her for favours.');
    await look(leila, 'complaint');
    await leila.getByRole('button', { name: w('complaint.send') }).click();
    const code = (await leila.locator('p.code').textContent()) ?? '';
    expect(code).toMatch(/^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$/);
    await look(leila, 'complaint-sent');

    const salma = await at(browser, 'Salma Ferchichi');
    await go(salma, 'nav.complaints', 'complaints.title');
    const one = salma.locator('section.card').first();
    await one.getByRole('button', { name: w('complaints.read') }).click();
    await expect(one).toContainText('He asked her for favours.');
    await expect(one).toContainText(w('complaints.anonymous'));
    await one.locator('summary').click();
    await look(salma, 'complaint-review');
    await one.getByLabel(w('complaints.reply')).fill('We have it.');
    await one.getByRole('button', { name: w('save') }).click();
    await expect(one).toContainText(w('complaintStage.acknowledged'));

    const idris = await at(browser, 'Idris Okoye');
    await go(idris, 'nav.complaints', 'complaints.title');
    await expect(idris.getByText(w('complaints.none'))).toBeVisible();

    const follow = leila.locator('section.card', { has: leila.locator('#follow') });
    await follow.getByLabel(w('complaint.followCode')).fill(code);
    await follow.getByRole('button', { name: w('complaint.follow') }).click();
    await expect(follow).toContainText('We have it.');
    for (const page of [leila, salma, idris]) await page.context().close();
  });
}
