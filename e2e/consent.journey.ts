import { expect, test } from '@playwright/test';
import { expectNoViolations, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4373);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

for (const language of ['en', 'ar'] as const) {
  const w = (key: Parameters<typeof word>[1]) => word(language, key);
  test(`a clinic reads what was shared until the person takes it back, ${language}`, async ({ browser }) => {
    const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language);
    await amal.getByRole('link', { name: w('nav.new') }).click();
    await amal.getByRole('button', { name: word(language, 'save'), exact: true }).click();
    await expect(amal).toHaveURL(/\/case\//);
    await expect(amal.getByText(w('safe.none'))).toBeVisible();
    // An adult: what a child needs besides is tried elsewhere.
    await amal.evaluate(async () => {
      const caseId = location.pathname.split('/').at(-1);
      const { case: kase } = (await (await fetch(`/api/cases/${caseId}`)).json()) as { readonly case: { readonly personId: string } };
      const facts = [{ subjectId: kase.personId, fact: 'person.birth-date', answer: { is: 'value', value: '1990' } }];
      const sent = { actId: crypto.randomUUID(), caseId, deviceId: crypto.randomUUID(), deviceSequence: 1, basis: 1, recordedAt: Date.now(), input: { facts } };
      await fetch('/api/acts/facts.assert', { method: 'POST', headers: { 'content-type': 'application/json', 'x-sojourn': '1' }, body: JSON.stringify(sent) });
    });
    await amal.reload();

    const consent = await openForm(amal, w('consent.add'));
    await consent.getByLabel(w('consent.purpose')).selectOption('sharing');
    const clinic = `Cedar Street Clinic (${w('recipientKind.health-service')})`;
    await consent.getByLabel(w('cs.recipient')).selectOption({ label: clinic });
    await expect(consent.locator('.side-by-side').first()).toBeVisible();
    await consent.locator('input[name=dataClasses][value=location]').check();
    await consent.locator('input[name=answer][value=given]').check();
    await consent.getByRole('button', { name: w('save') }).click();
    await expect(amal.locator('.consent-grid')).toContainText('Cedar Street Clinic');

    const share = await openForm(amal, w('share.add'));
    await share.locator('select[name=recipientId]').selectOption({ label: clinic });
    await share.locator('input[name=facts][value="place.present-country"]').check();
    await share.getByRole('button', { name: w('share.preview') }).click();
    await expect(share.getByText(w('share.may'))).toBeVisible();
    await share.getByRole('button', { name: w('share.do'), exact: true }).click();
    await amal.getByRole('button', { name: w('share.code') }).click();
    await expect(amal.locator('.code-shown dd').nth(1)).toHaveText(/./);
    const [address, code] = await amal.locator('.code-shown dd').allTextContents();
    await expectNoViolations(amal, 'case with a share');

    const receiver = await (await browser.newContext({ javaScriptEnabled: false, locale: language, viewport: { width: 320, height: 700 } })).newPage();
    await receiver.goto(address ?? '');
    await receiver.locator('#code').fill(code ?? '');
    await receiver.locator('form button').click();
    await expect(receiver.locator('dl')).toContainText(language === 'en' ? 'Lebanon' : 'لبنان');

    await amal
      .locator('#consent ~ ul.log li')
      .getByRole('button', { name: w('consent.withdraw') })
      .click();
    await expect(amal.getByRole('heading', { name: w('recall.title') })).toBeVisible();
    await receiver.goto(address ?? '');
    await receiver.locator('#code').fill(code ?? '');
    const [answer] = await Promise.all([
      receiver.waitForResponse((response) => response.request().method() === 'POST'),
      receiver.locator('form button').click(),
    ]);
    expect(answer.status()).toBe(403);
    await expect(receiver.locator('dl')).toHaveCount(0);
    await Promise.all([amal, receiver].map((page) => page.context().close()));
  });
}
