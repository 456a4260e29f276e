import { expect, test } from '@playwright/test';
import { expectNoViolations, goTo, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4661);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

for (const language of ['en', 'ar'] as const) {
  const w = (key: Parameters<typeof word>[1]) => word(language, key);
  test(`a right is read to the person, and prepared as a message only once they agreed to a way, ${language}`, async ({ browser }) => {
    const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, 320);
    await goTo(amal, language, 'nav.new');
    await amal.getByRole('button', { name: word(language, 'save'), exact: true }).click();
    await expect(amal).toHaveURL(/\/case\//);
    const right = amal.locator('ul.rights > li').first();
    await right.locator('summary').first().click();
    await expect(right).toContainText(w('card.refused'));
    await expect(right.getByText(w('card.prepare'))).toHaveCount(0);

    const way = await openForm(amal, w('safe.add'));
    await way.locator('select[name=channel]').selectOption('sms');
    for (const day of ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']) await way.locator(`input[name=days][value=${day}]`).check();
    await way.locator('input[name=number]').fill('+961 70 123 456');
    await way.locator('input[name=mayNameMatter][value=yes]').check();
    await way.getByRole('button', { name: w('save') }).click();
    await expect(amal.locator('ul.ways li')).toHaveCount(1);

    if ((await right.locator('details').first().getAttribute('open')) === null) await right.locator('summary').first().click();
    await right.getByText(w('card.prepare')).click();
    const words = right.locator('textarea[name=words]');
    await expect(words).not.toHaveValue('');
    await expectNoViolations(amal, `${language} card in the case`);
    await amal.screenshot({ path: `.cache/case-card-${language}-320.png` });
    await right.locator('select[name=channel]').selectOption('sms');
    await right.getByRole('button', { name: w('save') }).click();
    await expect(amal.getByText(`${w('safe.outbox')} (1)`)).toBeVisible();

    // Its page says nothing of the case it was opened from.
    await right.getByRole('link', { name: w('card.one') }).click();
    await expect(amal).toHaveURL(new RegExp(`/law/rights/R[0-9]+\\?language=${language}$`));
    await amal.context().close();
  });
}
