import { expect, type Locator, test } from '@playwright/test';
import { expectNoViolations, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4658);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const) {
  const w = (key: Parameters<typeof word>[1]) => word(language, key);

  test(`somebody at the door is on the way to hospital in at most twelve touches, and assessed afterwards (${language}, ${width} px)`, async ({ browser }) => {
    const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    let touches = 0;
    const touch = async (what: Locator) => {
      await what.click();
      touches += 1;
    };
    await amal.goto(`${sojourn.address}/new`);
    touches += 2;
    await touch(amal.getByRole('button', { name: w('save'), exact: true }));
    await expect(amal).toHaveURL(/\/case\//);
    const contact = touches;
    const now = amal.locator('details.reveal', { has: amal.getByText(w('danger.hospital'), { exact: true }) });
    await touch(now.locator('> summary'));
    await touch(now.getByText(w('dangerReason.childbirth'), { exact: true }));
    await expectNoViolations(amal, `${language} ${width} danger`);
    await touch(now.getByRole('button', { name: w('danger.go') }));
    await expect(amal.locator('#danger ~ .departure .urgent-banner')).toContainText(w('way.hospital'));
    expect(touches - contact).toBe(3);
    expect(touches).toBeLessThanOrEqual(12);

    await amal.goto(sojourn.address);
    const owed = w('danger.owed').split('{')[0] ?? '';
    await expect(amal.locator('ul.worklist li.urgent', { hasText: owed.trim() }).first()).toBeVisible();
    await expectNoViolations(amal, `${language} ${width} list`);
    await amal.locator('ul.worklist li.urgent', { hasText: owed.trim() }).first().locator('a').click();
    const assess = await openForm(amal, w('danger.assess'));
    await assess
      .getByRole('group', { name: w('danger.placeSafe') })
      .getByText(w('answer.yes'), { exact: true })
      .click();
    await assess.locator('textarea[name=assessment]').fill('In the maternity ward; a colleague stays.');
    await assess.getByRole('button', { name: w('save') }).click();
    await expect(amal.locator('#danger ~ .departure ul.log li')).toHaveCount(1);
    await expect(amal.locator('#danger ~ .departure .urgent-banner')).toHaveCount(0);
    await expectNoViolations(amal, `${language} ${width} assessed`);
    await amal.context().close();
  });
}
