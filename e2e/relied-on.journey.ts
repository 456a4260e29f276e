import { expect, test } from '@playwright/test';
import { expectNoViolations, goTo, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4668);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

for (const language of ['en', 'ar'] as const)
  for (const width of [1280, 320]) {
    const w = (key: Parameters<typeof word>[1]) => word(language, key);
    test(`the brief, the ways to complain and their risk, and what a closing relied on, ${language}, ${width} px`, async ({ browser }) => {
      const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
      await goTo(amal, language, 'nav.new');
      await amal.getByRole('button', { name: word(language, 'save'), exact: true }).click();
      await expect(amal).toHaveURL(/\/case\//);
      const brief = amal.locator('section[aria-labelledby=rights]');
      await expect(brief.getByText(w('rights.unreviewed'))).toBeVisible();
      await brief.locator('ul.rights > li summary').first().click();
      await expect(brief.locator('.duty').first()).toBeVisible();
      await expectNoViolations(amal, `${language} ${width} brief`);
      await brief.screenshot({ path: `.cache/case-brief-${language}-${width}.png` });

      const office = amal.locator('section[aria-labelledby=remedies] li', { hasText: w('remedies.notKnownHere') }).first();
      await office.locator('summary').click();
      await expect(office).toContainText(w('reviewValue.not-known'));
      await expect(office.locator('.notice')).toBeVisible();
      await expectNoViolations(amal, `${language} ${width} remedies`);
      await office.screenshot({ path: `.cache/case-remedy-${language}-${width}.png` });

      const closing = await openForm(amal, w('closing.close'));
      await closing.locator('select[name=outcome]').selectOption('person-left');
      await closing.getByRole('button', { name: w('save') }).click();
      const relied = amal.locator('ol.timeline > li', { hasText: w('kind.case-closed') }).locator('details', { hasText: w('history.reliedOn') });
      await relied.locator('summary').click();
      await expect(relied.getByText(w('history.archive.sound'))).toBeVisible();
      await expect(relied.locator('cite').first()).toBeVisible();
      await expectNoViolations(amal, `${language} ${width} relied on`);
      await relied.screenshot({ path: `.cache/case-relied-${language}-${width}.png` });
      await amal.context().close();
    });
  }
