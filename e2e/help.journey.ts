import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Language, openForm, personAt, recordImport, spreadsheet, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4620);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

/** Import → brief → eligibility → other help → application → approval by another → plan → payment by a third → service → PDF. */
async function journey(browser: Browser, language: Language, kill: boolean): Promise<void> {
  const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
  const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language);

  await amal.getByRole('link', { name: w('nav.import') }).click();
  await amal.getByLabel(w('import.file'), { exact: true }).setInputFiles(spreadsheet);
  await expect(amal.getByText(w('flag.unknown-code')).first()).toBeVisible();
  await expect(amal.getByText('Mensah')).toHaveCount(0);
  const commit = amal.getByRole('button', { name: w('import.commit', { count: '5' }) });
  if (await commit.isVisible()) await recordImport(amal, language, '5');
  await expect(amal.getByText(w('import.nothing'))).toBeVisible();

  const caseUrl = await newTrafficked(amal, language);
  await expect(amal.getByRole('heading', { name: w('rights.title') })).toBeVisible();
  await amal.locator('ul.rights summary').first().click();
  await expect(amal.locator('.duty').first()).toContainText(language === 'en' ? 'Lebanon' : 'لبنان');
  await expect(amal.getByText(w('fund.unknown'))).toBeVisible();

  const identification = await openForm(amal, w('ident.add'));
  await identification.locator('select[name=conclusion]').selectOption('victim-of-trafficking');
  await identification.locator('textarea[name=reason]').fill('Papers held, debt, no pay.');
  await identification.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('#identification ~ ul.log li')).toHaveCount(1);

  const other = await openForm(amal, w('alt.add'));
  await other.locator('input[name=provider]').fill('Town shelter');
  await other.locator('input[name=reasons][value=sex]').check();
  await other.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('#alternatives ~ ul.log li')).toHaveCount(1);

  const consent = await openForm(amal, w('consent.add'));
  await consent.locator('input[name=answer][value=given]').check();
  await consent.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('#consent ~ ul.log li')).toHaveCount(1);
  await expect(amal.getByText(w('fund.yes'))).toBeVisible();

  if (kill) {
    await sojourn.kill();
    await sojourn.start();
  }
  const apply = await openForm(amal, w('app.add'));
  await apply.locator('textarea[name=summary]').fill('A man the only shelter will not take.');
  await apply.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('.case-head .mark').first()).toHaveText(w('stage.submitted'));

  await refusedToTheApplicant(amal, caseUrl);
  const maya = await personAt(browser, sojourn.address, 'Maya Lindqvist', language);
  await maya.goto(caseUrl);
  const decide = await openForm(maya, w('app.decide'));
  await decide.locator('input[name=reasons][value=tests-met]').check();
  await decide.locator('textarea[name=reason]').fill('All five tests are met.');
  await decide.getByRole('button', { name: w('save') }).click();
  await expect(maya.locator('.case-head .mark').first()).toHaveText(w('stage.plan-pending'));

  await amal.reload();
  await expect(amal.getByText(w('app.decide'))).toHaveCount(0);
  const plan = await openForm(amal, w('plan.add'));
  await plan.locator('input[name=quantity]').fill('10');
  await plan.locator('input[name=unitCost]').fill('32.50');
  await plan.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('.plan-line')).toHaveCount(1);
  await expect(amal.getByRole('button', { name: w('plan.approve') })).toHaveCount(0);

  await maya.reload();
  await maya.getByRole('button', { name: w('plan.approve') }).click();
  await expect(maya.locator('.case-head .mark').first()).toHaveText(w('stage.funded'));

  if (kill) {
    await sojourn.kill();
    await sojourn.start();
  }
  const farid = await personAt(browser, sojourn.address, 'Farid Benali', language);
  await farid.goto(caseUrl);
  await expect(farid.getByRole('button', { name: w('case.reveal') })).toHaveCount(0);
  const pay = await openForm(farid, w('plan.pay'));
  await pay.locator('input[name=amount]').fill('325.01');
  await pay.getByRole('button', { name: w('save') }).click();
  await expect(pay.getByRole('alert')).toHaveText(w('refusal.more-than-approved'));
  await pay.locator('input[name=amount]').fill('325');
  await pay.getByRole('button', { name: w('save') }).click();
  await expect(farid.locator('.case-head .mark').first()).toHaveText(w('stage.active'));

  await amal.reload();
  const service = await openForm(amal, w('service.add'));
  await service.getByRole('button', { name: w('save') }).click();
  await expect(amal.locator('#services ~ ul.log li')).toHaveCount(1);

  await amal.getByRole('button', { name: w('case.reveal') }).click();
  await expect(amal.locator('.identity').first()).toContainText('Journey Testname');
  expect(`${amal.url()} ${await amal.title()} ${sojourn.log}`).not.toContain('Testname');

  const pdf = await amal.request.get(`${sojourn.address}/api/cases/${caseUrl.split('/').at(-1)}/summary.pdf?language=${language}`);
  expect([pdf.status(), pdf.headers()['content-type'], (await pdf.body()).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  // Whatever was acknowledged before a kill is there after it.
  const view = (await (await amal.request.get(`${sojourn.address}/api/cases/${caseUrl.split('/').at(-1)}`)).json()) as {
    readonly history: readonly { readonly kind: string }[];
  };
  const kinds = view.history.map((line) => line.kind).filter((kind) => kind !== 'fact-asserted');
  expect(kinds).toEqual([
    'contact-recorded',
    'name-recorded',
    'identification-concluded',
    'alternative-tried',
    'consent-recorded',
    'application-submitted',
    'application-decided',
    'plan-line-added',
    'plan-approved',
    'payment-recorded',
    'service-delivered',
  ]);
  await expect(amal.locator('ol.timeline > li')).toHaveCount(view.history.length);
  await Promise.all([amal, maya, farid].map((page) => page.context().close()));
}

async function newTrafficked(page: Page, language: Language): Promise<string> {
  const w = (key: Parameters<typeof word>[1]) => word(language, key);
  await page.getByRole('link', { name: w('nav.new') }).click();
  await page
    .getByRole('group', { name: w('new.danger') })
    .getByText(w('answer.no'), { exact: true })
    .click();
  await page.locator('input[name=name]').fill('Journey Testname');
  await page.getByRole('button', { name: w('save') }).click();
  await expect(page).toHaveURL(/\/case\//);
  const url = page.url();
  await page.getByRole('link', { name: w('case.interview') }).click();
  // The interview asks safety first; then what would change the answer. Everything can be skipped.
  const texts = (await (await page.request.get(`${sojourn.address}/api/texts/${language}`)).json()) as {
    readonly facts: Readonly<Record<string, { readonly question: string }>>;
  };
  const question = page.locator('.question h2');
  const done = page.getByText(w('interview.done'));
  for (let count = 0; count < 20; count += 1) {
    await expect(question.or(done)).toBeVisible();
    if (await done.isVisible()) break;
    const asked = (await question.textContent()) ?? '';
    const fact = Object.entries(texts.facts).find(([, words]) => words.question === asked)?.[0] ?? '';
    await answer(page, language, fact);
    await expect(question.filter({ hasText: asked })).toHaveCount(0);
  }
  await expect(page.getByText(w('interview.done'))).toBeVisible();
  await page.getByRole('link', { name: w('interview.stop') }).click();
  await expect(page.getByRole('heading', { name: w('facts.title') })).toBeVisible();
  return url;
}

const told: Readonly<Record<string, string>> = {
  'person.birth-date': '1990',
  'person.citizenship': 'BGD',
  'trafficking.exploitation-country': 'LBN',
  'trafficking.border-crossed': 'yes',
  'person.migrant-worker': 'yes',
  'person.detained': 'no',
  'fund.double-funded': 'no',
  'person.seeks-asylum': 'declined',
};

/** What this invented person says; what is not listed is skipped. */
async function answer(page: Page, language: Language, fact: string): Promise<void> {
  const w = (key: Parameters<typeof word>[1]) => word(language, key);
  const form = page.locator('.question form').first();
  const value = told[fact];
  if (value === undefined) return page.getByRole('button', { name: w('interview.skip') }).click();
  if (value === 'declined') return page.getByRole('button', { name: w('answer.declined') }).click();
  if (value === 'yes' || value === 'no') await form.getByText(w(value === 'yes' ? 'answer.yes' : 'answer.no'), { exact: true }).click();
  else if (/^[A-Z]{3}$/.test(value)) await form.locator('select').selectOption(value);
  else if (fact === 'person.birth-date') {
    // A year that she is not sure of, in her own calendar and digits.
    await form.locator('select[data-date=calendar]').selectOption('ethiopic');
    await form.getByLabel(w('date.inYear')).fill('١٩٨٢');
    await form.getByLabel(w('date.about')).check();
    await expect(form.locator('dl.says')).toContainText(w('calendar.persian'));
  } else await form.locator('input[type=text]').fill(value);
  return form.getByRole('button', { name: w('save') }).click();
}

/** Not only hidden on the screen: the API refuses it too. */
async function refusedToTheApplicant(page: Page, caseUrl: string): Promise<void> {
  const caseId = caseUrl.split('/').at(-1) ?? '';
  const view = (await (await page.request.get(`${sojourn.address}/api/cases/${caseId}`)).json()) as {
    readonly case: { readonly personId: string; readonly applications: readonly { readonly entryId: string }[] };
  };
  const data = {
    actId: crypto.randomUUID(),
    caseId,
    deviceId: crypto.randomUUID(),
    deviceSequence: 1,
    basis: 1,
    recordedAt: Date.now(),
    input: { applicationId: view.case.applications[0]?.entryId, decision: 'eligible', reasons: ['tests-met'] },
    sealed: [{ field: 'reason', subjectId: view.case.personId, text: 'mine' }],
  };
  const answer = await page.request.post(`${sojourn.address}/api/acts/application.decide`, { data, headers: { 'x-sojourn': '1' } });
  expect(answer.status()).toBe(403);
}

test('three people help one person, in English', ({ browser }) => journey(browser, 'en', false));
test('three people help one person, in Arabic, while the server is killed twice', ({ browser }) => journey(browser, 'ar', true));
