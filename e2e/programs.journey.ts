import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { Decrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { expectNoViolations, goTo, type Language, openForm, openMenu, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

test.describe.configure({ mode: 'serial' });
const sojourn = new Sojourn(24_900);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];
const clinic = '0192b000-0000-7000-8000-00000000c111';

/** As the page itself asks, from inside it. */
async function post(page: Page, path: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
  const answer = await page.evaluate(
    async ([to, what]) => {
      const sent = await fetch(to, { method: 'POST', headers: { 'content-type': 'application/json', 'x-sojourn': '1' }, body: what });
      return { status: sent.status, body: (await sent.json()) as Record<string, unknown> };
    },
    [path, JSON.stringify(body)] as const,
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

let acts = 0;
async function act(page: Page, name: string, caseId: string, input: unknown): Promise<void> {
  acts += 1;
  const envelope = { actId: crypto.randomUUID(), caseId, deviceId: '0192b000-0000-7000-8000-00000000d111', deviceSequence: acts, basis: acts - 1 };
  await post(page, `/api/acts/${name}`, { ...envelope, recordedAt: Date.now(), input });
}

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const) {
  const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
  const at = (browser: Parameters<typeof personAt>[0], name: string) => personAt(browser, sojourn.address, name, language as Language, width);
  const look = async (page: Page, what: string) => {
    await expectNoViolations(page, `${language} ${width} ${what}`);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/programs-${what}-${language}-${width}.png`, fullPage: true });
  };
  const part = (page: Page, id: string) => page.locator('section.card', { has: page.locator(`#${id}`) });

  test(`a program is let in by a narrow token, and an administrator ends it (${language}, ${width} px)`, async ({ browser }) => {
    const label = `helpline ${language}`;
    const amal = await at(browser, 'Amal Haddad');
    await openMenu(amal);
    await amal.getByRole('link', { name: 'Amal Haddad' }).click();
    await amal.getByRole('link', { name: w('programs.title') }).click();
    await expect(amal.getByRole('heading', { level: 1, name: w('programs.title') })).toBeVisible();
    await expect(part(amal, 'tokens')).toContainText(language === 'en' ? w('programs.noTokens') : '');
    const form = await openForm(amal, w('programs.make'));
    await form.getByLabel(w('programs.label')).fill(label);
    // Nothing is chosen for anyone; what shows names to people is not offered to programs.
    await expect(form.locator('input:checked')).toHaveCount(0);
    await expect(form.locator('input[value="identity.reveal"]')).toHaveCount(0);
    await form.getByLabel(w('chosen.find')).fill('cases.list');
    await form.getByRole('checkbox', { name: 'cases.list' }).check();
    await look(amal, 'token-form');
    await form.getByRole('button', { name: w('programs.makeIt') }).click();
    const shown = amal.locator('.once');
    await expect(shown).toBeVisible();
    const token = (await shown.locator('code').textContent()) ?? '';
    await expect(shown.getByRole('heading')).toBeFocused();
    await look(amal, 'token-shown');
    await shown.getByRole('button', { name: w('once.have') }).click();
    await expect(amal.getByText(token)).toHaveCount(0);
    await expect(part(amal, 'tokens').locator('li', { hasText: label })).toContainText(w('programs.neverUsed'));

    // The program itself, without anyone's session.
    const asked = async (path: string) => (await fetch(`${sojourn.address}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    expect([await asked('/api/cases'), await asked('/api/directory')]).toEqual([200, 403]);

    const noor = await at(browser, 'Noor Aziz');
    await goTo(noor, language, 'programs.title');
    const line = part(noor, 'tokens').locator('ul.programs > li', { hasText: label });
    await expect(line).toContainText('Amal Haddad');
    await expect(line).toContainText('cases.list');
    await expect(line).not.toContainText(w('programs.neverUsed'));
    await look(noor, 'tokens-of-all');
    await line.getByRole('button', { name: w('programs.endNamed', { label }) }).click();
    await expect(line.locator('.mark')).toBeVisible();
    expect(await asked('/api/cases')).toBe(401);
    for (const page of [amal, noor]) await page.context().close();
  });

  test(`a program is told that something happened, and is stopped (${language}, ${width} px)`, async ({ browser }) => {
    // No such place: what is told does not arrive, and waits to be sent again.
    const address = `https://helpline-${language}.invalid/told`;
    const amal = await at(browser, 'Amal Haddad');
    await amal.goto(`${sojourn.address}/programs`);
    const form = await openForm(amal, w('hooks.add'));
    await form.getByLabel(w('hooks.address')).fill(address);
    await form.locator('input[value="contact-recorded"]').check();
    await form.getByRole('button', { name: w('hooks.addIt') }).click();
    const shown = amal.locator('.once');
    await expect(shown.locator('code')).not.toBeEmpty();
    const secret = (await shown.locator('code').textContent()) ?? '';
    await look(amal, 'secret');
    await shown.getByRole('button', { name: w('once.have') }).click();
    // Someone may have read over her shoulder: a new one, shown once as well.
    await amal.getByRole('button', { name: w('hooks.renewOf', { address }) }).click();
    await expect(shown.locator('code')).not.toBeEmpty();
    const renewed = (await shown.locator('code').textContent()) ?? '';
    expect([renewed === secret, renewed.length === secret.length]).toEqual([false, true]);
    await look(amal, 'new-secret');
    await shown.getByRole('button', { name: w('once.have') }).click();
    await expect(amal.getByText(renewed)).toHaveCount(0);
    await goTo(amal, language, 'nav.new');
    await amal.getByRole('button', { name: w('save') }).click();
    await expect(amal.locator('#team')).toBeVisible();
    await amal.goto(`${sojourn.address}/programs`);
    await amal.getByRole('button', { name: w('hooks.deliveriesOf', { address }) }).click();
    const told = part(amal, 'webhooks').locator('ul.programs > li', { hasText: address });
    await expect(told.locator('ul.log > li').first()).toContainText(w('kind.contact-recorded'));
    await expect(told.locator('ul.log > li').first()).toContainText(/[A-Z]{5,}/, { timeout: 30_000 });
    await look(amal, 'deliveries');
    // As in a page that was open since yesterday, when it had been given up: the server refuses to send again what waits already, and the page says so.
    await amal.route('**/deliveries*', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replaceAll('"waiting"', '"given-up"') });
    });
    const sendAgain = told.getByRole('button', { name: w('hooks.again') }).first();
    await sendAgain.click();
    await expect(told.locator('ul.log').getByRole('alert')).toHaveText(w('refusal.no-such-delivery'));
    await look(amal, 'not-sent-again');
    await amal.route('**/send-again*', (route) => route.abort());
    await sendAgain.click();
    await expect(told.locator('ul.log').getByRole('alert')).toHaveText(w('away'));
    await amal.unrouteAll({ behavior: 'wait' });
    await told.getByRole('button', { name: w('hooks.stopOf', { address }) }).click();
    await expect(told.locator('.mark').first()).toBeVisible();
    await expect(told.getByRole('button', { name: w('hooks.stopOf', { address }) })).toHaveCount(0);
    await amal.context().close();
  });

  test(`what leaves in bulk is looked at, let leave by another person, and opens for its recipient alone (${language}, ${width} px)`, async ({ browser }) => {
    const identity = await generateIdentity();
    const samir = await at(browser, 'Samir Khoury');
    if (language === 'en') {
      const agreement = { agreementId: 'clinic-2026', expiresOn: '2027-12-31' };
      await post(samir, '/api/directory', {
        recipientId: clinic,
        kind: 'health-service',
        code: 'harbour-clinic',
        name: 'Harbour Clinic',
        agreement,
        retired: false,
      });
      const [caseId, personId] = ['0192b000-0000-7000-8000-00000000ca5e', '0192b000-0000-7000-8000-0000000000a1'];
      await act(samir, 'contact.record', caseId, { personId, presentCountry: 'LBN' });
      const said = (fact: string, value: unknown) => ({ subjectId: personId, fact, answer: { is: 'value', value }, source: 'person' });
      await act(samir, 'facts.assert', caseId, { facts: [said('person.citizenship', ['ETH']), said('person.birth-date', '1991-04')] });
      const consent = { subjectId: personId, purpose: 'sharing', recipient: 'health-service', recipientId: clinic, answer: 'given', language: 'ar' };
      await act(samir, 'consent.record', caseId, { ...consent, method: 'thumbprint', dataClasses: ['demographics'] });
    }
    await samir.goto(`${sojourn.address}/exports`);
    await expect(samir.getByRole('heading', { level: 1, name: w('exports.title') })).toBeVisible();
    const ask = part(samir, 'ask-export');
    // Neither for whom nor what is chosen for anyone.
    await expect(ask.getByLabel(w('exports.to'))).toHaveValue('');
    await ask.getByLabel(w('exports.to')).selectOption(clinic);
    await ask.locator('input[value="person.citizenship"]').check();
    await ask.getByRole('button', { name: w('exports.look') }).click();
    const leaves = samir.locator('.leaves');
    await expect(leaves).toContainText('Harbour Clinic');
    await leaves.getByLabel(w('exports.key')).fill(await identityToRecipient(identity));
    await look(samir, 'leaves');
    await leaves.getByRole('button', { name: w('exports.askIt') }).click();
    const mine = part(samir, 'asked').locator('ul.exports > li').first();
    await expect(mine).toContainText(w('exportState.asked'));
    // Whoever asked does not decide.
    await expect(mine.getByRole('button')).toHaveCount(0);

    const hana = await at(browser, 'Hana Sabbagh');
    await goTo(hana, language, 'exports.title');
    const theirs = part(hana, 'asked').locator('ul.exports > li').first();
    await expect(theirs).toContainText('Samir Khoury');
    // Who decides can compare the key with what the recipient says.
    await expect(theirs).toContainText(await identityToRecipient(identity));
    await expect(hana.locator('#ask-export')).toHaveCount(0);
    await look(hana, 'decide');
    await theirs.getByRole('button', { name: w('exports.letLeave') }).click();
    await expect(theirs).toContainText(w('exportState.approved'));

    // The next one is turned down: it stays here, and whoever asked sees that.
    await samir.reload();
    await ask.getByLabel(w('exports.to')).selectOption(clinic);
    await ask.locator('input[value="person.citizenship"]').check();
    await ask.getByRole('button', { name: w('exports.look') }).click();
    await leaves.getByLabel(w('exports.key')).fill(await identityToRecipient(identity));
    await leaves.getByRole('button', { name: w('exports.askIt') }).click();
    await expect(mine).toContainText(w('exportState.asked'));
    await hana.reload();
    await theirs.getByRole('button', { name: w('exports.turnDown') }).click();
    await expect(theirs).toContainText(w('exportState.turned-down'));
    await look(hana, 'turned-down');
    await samir.reload();
    await expect(mine).toContainText(w('exportState.turned-down'));
    await expect(mine.getByRole('button')).toHaveCount(0);
    const approved = part(samir, 'asked')
      .locator('ul.exports > li', { hasText: w('exportState.approved') })
      .first();
    const [saved] = await Promise.all([samir.waitForEvent('download'), approved.getByRole('button', { name: w('exports.take') }).click()]);
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    const text = Buffer.from(await decrypter.decrypt(new Uint8Array(readFileSync(await saved.path())))).toString('utf8');
    expect(text).toMatch(/^\ufeff"case","person\.citizenship"\r\n"[A-Z2-9]{4}-[A-Z2-9]{4}","ETH"\r\n$/);
    expect(saved.suggestedFilename()).toMatch(/^export-[0-9a-f]{6}\.csv\.age$/);
    await expect(
      part(samir, 'asked')
        .locator('ul.exports > li', { hasText: w('exportState.taken') })
        .first(),
    ).toBeVisible();
    await look(samir, 'taken');
    for (const page of [samir, hana]) await page.context().close();
  });
}
