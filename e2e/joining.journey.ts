import { randomUUID } from 'node:crypto';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoViolations, type Language, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4627);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];

type Made = { readonly caseId: string; readonly code: string };

async function newContact(page: Page, language: Language, name: string): Promise<Made> {
  await page.goto(`${sojourn.address}/new`);
  await page.locator('textarea[name=name], input[name=name]').fill(name);
  await page.getByRole('button', { name: word(language, 'save') }).click();
  await expect(page).toHaveURL(/\/case\//);
  await expect(page.locator('h1 bdi')).toHaveText(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  return { caseId: page.url().split('/').at(-1) ?? '', code: (await page.locator('h1 bdi').textContent()) ?? '' };
}

const post = async (page: Page, path: string, data: object) => {
  const answer = await page.request.post(`${sojourn.address}${path}`, { data, headers: { 'x-sojourn': '1' } });
  expect(answer.ok()).toBe(true);
  return answer.json();
};

/** What a colleague's device sends meanwhile. Gives the id of the first entry. */
async function send(page: Page, { caseId }: Made, name: string, inputFor: (personId: string) => object): Promise<string> {
  const seen = await (await page.request.get(`${sojourn.address}/api/cases/${caseId}`)).json();
  const [actId, deviceId] = [randomUUID(), randomUUID()];
  const act = { actId, caseId, deviceId, deviceSequence: 1, basis: seen.case.sequence, recordedAt: Date.now(), input: inputFor(seen.case.personId) };
  return (await post(page, `/api/acts/${name}`, act)).entryIds[0];
}
const say = (page: Page, made: Made, fact: string, value: string | boolean = true) =>
  send(page, made, 'facts.assert', (subjectId) => ({ facts: [{ subjectId, fact, answer: { is: 'value', value } }] }));

/** An adult agrees to a clinic, and it is told something; gives the agreement. */
async function shareWithClinic(page: Page, made: Made): Promise<string> {
  await say(page, made, 'person.birth-date', '1990');
  const { recipients } = await (await page.request.get(`${sojourn.address}/api/directory`)).json();
  const recipientId = recipients.find((one: { readonly code: string }) => one.code === 'cedar-clinic').recipientId;
  const to = { purpose: 'sharing', recipient: 'health-service', recipientId, dataClasses: ['demographics'] };
  const agreed = await send(page, made, 'consent.record', (subjectId) => ({ subjectId, ...to, answer: 'given', language: 'ar', method: 'signature' }));
  const chosen = { recipientId, facts: ['person.birth-date'], sealedIds: [] };
  const { fingerprint } = await post(page, `/api/cases/${made.caseId}/referral-preview`, chosen);
  await send(page, made, 'referral.share', (subjectId) => ({ subjectId, reason: 'other', ...chosen, fingerprint }));
  return agreed;
}

const shoot = async (page: Page, name: string) => {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
};

async function journey(browser: Browser, language: Language, width: number): Promise<void> {
  const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
  const at = `${language}-${width}`;
  const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
  const kept = await newContact(amal, language, 'Hana, as she says it');
  const other = await newContact(amal, language, 'Hanna, in another office’s hand');
  await say(amal, other, 'safety.danger-tonight');
  const agreed = await shareWithClinic(amal, other);
  await amal.goto(`${sojourn.address}/case/${kept.caseId}`);
  await amal.getByRole('link', { name: w('join.open') }).click();
  await expect(amal.getByRole('heading', { level: 1, name: w('join.title') })).toBeVisible();

  // A code of nobody, and one of another organisation, get one sentence.
  const code = amal.locator('input[name=otherCode]');
  await code.fill('AAAA2222');
  await amal.getByRole('button', { name: w('join.compare') }).click();
  await expect(amal.locator('.problem').first()).toHaveText(w('refusal.no-such-case'));
  await code.fill(other.code.toLowerCase().replace('-', ' '));
  await amal.getByRole('button', { name: w('join.compare') }).click();
  await expect(amal.getByText(w('join.only-there'))).toBeVisible();
  await expect(amal.getByText('Hana, as she says it')).toHaveCount(0);
  await amal.getByRole('button', { name: w('case.reveal') }).click();
  await expect(amal.getByText('Hana, as she says it')).toBeVisible();
  await expect(amal.getByText('Hanna, in another office’s hand')).toBeVisible();
  await expectNoViolations(amal, `${at} compare`);
  await shoot(amal, `joining-compare-${at}`);
  await amal.getByRole('button', { name: w('case.hide') }).click();
  await amal.locator('textarea[name=reason]').fill('She showed the same card in both places.');
  await amal.getByRole('button', { name: w('join.do') }).click();

  await expect(amal).toHaveURL(new RegExp(`/case/${kept.caseId}$`));
  await expect(amal.locator('.urgent-banner')).toBeVisible();
  const records = (page: Page) => page.locator('section.card', { has: page.locator('#joined') });
  await expect(records(amal)).toContainText(w('joined.unconfirmed'));
  await expect(amal.locator('ol.timeline li .mark', { hasText: other.code }).first()).toBeVisible();
  // Taken back from the record that is kept: the clinic is asked to destroy what it was told from the other, and both say so.
  await send(amal, kept, 'consent.withdraw', () => ({ consentId: agreed }));
  await amal.reload();
  await expect(records(amal)).toContainText(w('joined.recalls', { code: other.code, count: '1' }));
  for (const summary of await records(amal).locator('summary').all()) await summary.click();
  await expectNoViolations(amal, `${at} kept`);
  await shoot(amal, `joining-kept-${at}`);
  await amal.goto(`${sojourn.address}/case/${other.caseId}`);
  await expect(amal.locator('header.case-head .notice')).toContainText(kept.code);
  await expectNoViolations(amal, `${at} joined`);
  await shoot(amal, `joining-joined-${at}`);

  // The fund sees that there are two, and no name: the door is not even drawn.
  const maya = await personAt(browser, sojourn.address, 'Maya Lindqvist', language, width);
  await maya.goto(`${sojourn.address}/case/${kept.caseId}/same-person`);
  await maya.locator('input[name=otherCode]').fill(other.code);
  await maya.getByRole('button', { name: w('join.compare') }).click();
  await expect(maya.getByText(w('join.namesClosed'))).toBeVisible();
  await expect(maya.getByRole('button', { name: w('case.reveal') })).toHaveCount(0);
  await expect(maya.getByRole('button', { name: w('join.do') })).toHaveCount(0);
  await expectNoViolations(maya, `${at} fund`);
  await maya.context().close();

  const samir = await personAt(browser, sojourn.address, 'Samir Khoury', language, width);
  await samir.goto(`${sojourn.address}/case/${kept.caseId}`);
  const confirm = await openForm(samir, w('joined.confirm'));
  await confirm.getByRole('button', { name: w('joined.confirmDo') }).click();
  await expect(records(samir)).toContainText('Samir Khoury');
  await samir.context().close();

  // It was not she: taken apart, each record is alone again, and what was written meanwhile is offered to the other.
  await say(amal, kept, 'safety.medical-emergency');
  await amal.goto(`${sojourn.address}/case/${other.caseId}`);
  const parting = await openForm(amal, w('joined.part'));
  await parting.locator('textarea[name=reason]').fill('Two cousins with one name.');
  await parting.getByRole('button', { name: w('joined.partDo') }).click();
  await expect(records(amal)).toContainText(w('partGround.not-the-same-person'));
  const offered = await openForm(amal, w('parted.there', { code: kept.code }));
  await offered.getByRole('checkbox').first().check();
  await expectNoViolations(amal, `${at} parted`);
  await shoot(amal, `joining-parted-${at}`);
  await offered.getByRole('radio', { name: w('parted.withdraw.yes') }).check();
  await offered.getByRole('button', { name: w('parted.do') }).click();
  await expect(amal.locator('.urgent-banner')).toContainText('·');
  await amal.goto(`${sojourn.address}/case/${kept.caseId}`);
  await expect(records(amal)).toContainText(w('partGround.not-the-same-person'));
  await expect(amal.locator('.urgent-banner')).toHaveCount(0);
  await amal.context().close();
}

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const)
  test(`two records of one person: compared, joined, confirmed, taken apart again (${language}, ${width} px)`, ({ browser }) =>
    journey(browser, language, width));
