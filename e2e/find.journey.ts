import { expect, type Page, test } from '@playwright/test';
import { expectNoViolations, goTo, type Language, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4628);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];

for (const [language, width, here, elsewhere, written] of [
  ['en', 1280, 'Philippa Rosenqvist', 'Rosamund Heatherington', 'Rosamund Hetherington'],
  ['ar', 320, 'فيروز الباجي', 'نفيسة قرطاج', 'Nafissa Kartaj'],
] as const) {
  const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
  const at = (browser: Parameters<typeof personAt>[0], name: string) => personAt(browser, sojourn.address, name, language as Language, width);
  const go = async (page: Page, nav: Parameters<typeof word>[1], title: Parameters<typeof word>[1]) => {
    await goTo(page, language as Language, nav);
    await expect(page.getByRole('heading', { level: 1, name: w(title) })).toBeVisible();
  };
  const look = async (page: Page, what: string) => {
    await expectNoViolations(page, `${language} ${width} ${what}`);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/find-${what}-${language}-${width}.png`, fullPage: true });
  };
  const newPerson = async (page: Page, name: string) => {
    await go(page, 'nav.new', 'new.title');
    await page.locator('input[name=name]').fill(name);
    await page.getByRole('button', { name: w('save') }).click();
    await expect(page.locator('#team')).toBeVisible();
    return (await page.locator('h1 bdi').textContent()) ?? '';
  };

  test(`a person is found by name with the keyboard; another office is asked, decides and gets in touch (${language}, ${width} px)`, async ({ browser }) => {
    const leila = await at(browser, 'Leila Trabelsi');
    const theirs = await newPerson(leila, elsewhere);
    const amal = await at(browser, 'Amal Haddad');
    const ours = await newPerson(amal, here);

    await go(amal, 'nav.find', 'find.title');
    await look(amal, 'empty');
    await amal.getByLabel(w('find.words')).focus();
    await amal.keyboard.type(here);
    await amal.keyboard.press('Enter');
    const found = amal.locator('section.card', { has: amal.locator('#found') });
    await expect(found.getByRole('link', { name: ours })).toBeVisible();
    await look(amal, 'found');

    await amal.getByLabel(w('find.words')).fill(written);
    await amal
      .getByRole('group', { name: w('find.beyond') })
      .getByText(`${w('find.beyondYes')}: ${w('searchReason.danger')}`)
      .click();
    await amal.getByRole('button', { name: w('find.button'), exact: true }).click();
    await expect(found).toContainText(w('find.none'));
    await expect(found).toContainText(w('find.asked'));
    await expect(found).not.toContainText(theirs);
    const mine = amal.locator('section.card', { has: amal.locator('#mine') });
    await expect(mine.locator('li').first()).toContainText(w('searchReason.danger'));
    await look(amal, 'asked');
    expect(amal.url()).not.toContain(encodeURIComponent(written.split(' ')[0] ?? ''));
    expect(await amal.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain(written);

    const hedi = await at(browser, 'Hedi Mansour');
    await go(hedi, 'nav.find', 'find.title');
    await hedi.getByRole('button', { name: w('find.reviewsShow') }).click();
    const asked = hedi.locator('article.asked', { hasText: written });
    await expect(asked.getByRole('link', { name: theirs })).toBeVisible();
    await look(hedi, 'review');
    await asked.getByRole('button', { name: w('find.contact') }).click();
    await expect(asked).toHaveCount(0);

    await go(amal, 'nav.cases', 'list.title');
    await go(amal, 'nav.find', 'find.title');
    await expect(mine.locator('li').first()).toContainText('Hedi Mansour');
    await look(amal, 'answered');
  });

  test(`who is here now is looked for, and asked for elsewhere, before anything is written down (${language}, ${width} px)`, async ({ browser }) => {
    const [unknown] = language === 'en' ? ['Ottoline Fairweather'] : ['ليلى الزرقاء'];
    const amal = await at(browser, 'Amal Haddad');
    await go(amal, 'nav.new', 'new.title');
    const known = await openForm(amal, w('newKnown.title'));
    await known.getByLabel(w('find.words')).fill(unknown);
    await known
      .getByRole('group', { name: w('find.beyond') })
      .getByText(`${w('find.beyondYes')}: ${w('searchReason.new-contact')}`)
      .click();
    await known.getByRole('button', { name: w('find.button'), exact: true }).click();
    const found = amal.locator('section.card', { has: amal.locator('#found') });
    await expect(found).toContainText(w('find.none'));
    await expect(found).toContainText(w('find.asked'));
    await look(amal, 'at-contact');
    await go(amal, 'nav.find', 'find.title');
    await expect(
      amal
        .locator('section.card', { has: amal.locator('#mine') })
        .locator('li')
        .first(),
    ).toContainText(w('searchReason.new-contact'));
  });
}

// Afterwards: what is switched off is made anew in its own time.
for (const [language, width, here] of [
  ['en', 1280, 'Philippa Rosenqvist'],
  ['ar', 320, 'فيروز الباجي'],
] as const) {
  const w = (key: Parameters<typeof word>[1]) => word(language, key);
  const seen = async (page: Page, what: string) => {
    await expectNoViolations(page, `${language} ${width} ${what}`);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/find-${what}-${language}-${width}.png`, fullPage: true });
  };
  test(`whoever answers for data protection switches finding people off and on again (${language}, ${width} px)`, async ({ browser }) => {
    const [hana, amal] = [
      await personAt(browser, sojourn.address, 'Hana Sabbagh', language, width),
      await personAt(browser, sojourn.address, 'Amal Haddad', language, width),
    ];
    await goTo(hana, language, 'nav.find');
    // She finds nobody herself.
    await expect(hana.getByLabel(w('find.words'))).toHaveCount(0);
    const part = hana.locator('section.card', { has: hana.locator('#switch') });
    await part.getByRole('button', { name: w('find.switchOff') }).click();
    await expect(part).toContainText(w('find.isOff'));
    await expect(part).toContainText('Hana Sabbagh');
    await seen(hana, 'switched-off');
    await goTo(amal, language, 'nav.find');
    await amal.getByLabel(w('find.words')).fill(here);
    await amal.getByRole('button', { name: w('find.button'), exact: true }).click();
    await expect(amal.getByRole('alert').filter({ hasText: w('refusal.search-switched-off') })).toBeVisible();
    await seen(amal, 'off');
    await part.getByRole('button', { name: w('find.switchOn') }).click();
    await expect(part).toContainText(w('find.isOn'));
  });
}
