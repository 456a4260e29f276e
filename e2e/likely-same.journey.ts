import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoViolations, type Language, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4667);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

async function newContact(page: Page, language: Language, name: string): Promise<string> {
  await page.goto(`${sojourn.address}/new`);
  await page.locator('input[name=name]').fill(name);
  await page.getByRole('button', { name: word(language, 'save') }).click();
  await expect(page.locator('ol.timeline li').first()).toBeVisible();
  return page.url();
}

for (const [language, width, names] of [
  ['en', 1280, ['Qamar Zaytouni', 'قمر زيتوني']],
  ['ar', 320, ['Tamsin Brackley', 'Brackley Tamsin']],
] as const)
  test(`a new contact who may be here already is proposed, and a person decides (${language}, ${width})`, async ({
    browser,
  }: {
    readonly browser: Browser;
  }) => {
    const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    const say = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
    await newContact(amal, language, names[0]);
    await expect(amal.getByRole('heading', { name: say('likely.title') })).toHaveCount(0);
    const second = await newContact(amal, language, names[1]);
    const part = amal.locator('section', { has: amal.getByRole('heading', { name: say('likely.title') }) });
    await expect(part).toContainText(say('likely.possible'));
    await expect(part).toContainText(say(language === 'en' ? 'evidence.name-in-another-script' : 'evidence.name-same'));
    await expect(part).toContainText(say('about.birth'));
    await expectNoViolations(amal, `likely ${language} ${width}`);
    // Side by side, without typing a code.
    await part.getByRole('link', { name: say('likely.compare') }).click();
    await expect(amal.getByRole('heading', { name: say('join.facts') })).toBeVisible();
    await amal.goto(second);
    await part.getByText(say('likely.apart'), { exact: true }).click();
    await part.locator('select[name=ground]').selectOption('both-known-to-staff');
    await part.locator('textarea[name=reason]').fill('Two sisters, I have met both.');
    await part.getByRole('button', { name: say('likely.apartDo') }).click();
    await expect(amal.locator('ol.timeline')).toContainText(say('kind.records-told-apart'));
    await expect(part).toHaveCount(0);
    await amal.reload();
    await expect(amal.locator('ol.timeline')).toContainText(say('kind.records-told-apart'));
    await expect(part).toHaveCount(0);
    await amal.context().close();
  });
