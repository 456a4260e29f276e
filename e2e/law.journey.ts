import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { expectNoViolations, goTo, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4627);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

for (const language of ['en', 'ar'] as const) {
  for (const width of [1280, 320]) {
    test(`law, ${language}, ${width} px: who is bound, one State, a treaty, a corridor, what joining adds`, async ({ browser }) => {
      const where = `${language} ${width}`;
      const page = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
      await goTo(page, language, 'nav.law');
      await expect(page.getByRole('heading', { level: 1, name: word(language, 'law.title') })).toBeVisible();
      await expect(page.locator('.world-map path.party').first()).toBeVisible();
      await expect(page.locator('table.law-table tbody tr')).toHaveCount(251);
      await expectNoViolations(page, `${where} map`);
      await page.screenshot({ path: `.cache/law-map-${language}-${width}.png`, fullPage: false });

      await page.getByLabel(word(language, 'law.on')).fill('2015-01-01');
      await expect(page).toHaveURL(/on=2015-01-01/);
      const notParty = page.getByRole('button', { name: word(language, 'law.status.not-a-party') });
      await notParty.click();
      await expect(notParty).toHaveAttribute('aria-pressed', 'true');
      const saved = page.waitForEvent('download');
      await page.getByRole('link', { name: 'CSV', exact: true }).click();
      const rows = readFileSync(await (await saved).path(), 'utf8')
        .trim()
        .split('\r\n');
      expect(rows.indexOf('')).toBe(252);
      expect(rows.find((row) => row.startsWith('"PHL"'))).toContain('"party","2003-07-01","untc-2015, 2015-03-14"');
      expect(rows.join('\n')).toContain(word(language, 'law.file.borders'));

      await page.getByRole('link', { name: word(language, 'law.read') }).click();
      await expect(page.locator('ol.articles li').first()).toBeVisible();
      await expectNoViolations(page, `${where} treaty`);

      await page
        .getByRole('navigation', { name: word(language, 'law.title') })
        .getByRole('link', { name: word(language, 'law.state') })
        .click();
      await expect(page.locator('.timeline-chart rect.bar').first()).toBeVisible();
      await expectNoViolations(page, `${where} state`);
      await page.screenshot({ path: `.cache/law-state-${language}-${width}.png` });

      await page
        .getByRole('navigation', { name: word(language, 'law.title') })
        .getByRole('link', { name: word(language, 'law.corridor') })
        .click();
      await page.getByLabel(word(language, 'law.transit')).selectOption('TUR');
      await expect(page.locator('table.law-table thead th')).toHaveCount(4);
      const all = await page.locator('table.law-table tbody tr').count();
      await page.getByLabel(word(language, 'law.onlyChanges')).check();
      expect(await page.locator('table.law-table tbody tr').count()).toBeLessThan(all);
      await expectNoViolations(page, `${where} corridor`);
      await page.screenshot({ path: `.cache/law-corridor-${language}-${width}.png` });

      await page
        .getByRole('navigation', { name: word(language, 'law.title') })
        .getByRole('link', { name: word(language, 'law.joining') })
        .click();
      await expect(page.locator('ul.bars li').first()).toBeVisible();
      await expectNoViolations(page, `${where} joining`);
      await page.screenshot({ path: `.cache/law-joining-${language}-${width}.png` });

      await page
        .getByRole('navigation', { name: word(language, 'law.title') })
        .getByRole('link', { name: word(language, 'law.sources') })
        .click();
      await expect(page.getByRole('heading', { name: word(language, 'law.whole') })).toBeVisible();
      await expectNoViolations(page, `${where} sources`);
      await page.screenshot({ path: `.cache/law-sources-${language}-${width}.png`, fullPage: true });
      await page.getByRole('link', { name: /UN Treaty Collection/ }).click();
      await expect(page.getByRole('heading', { name: word(language, 'law.restsOnIt') })).toBeVisible();
      await expectNoViolations(page, `${where} one source`);
      await page.screenshot({ path: `.cache/law-source-${language}-${width}.png` });

      await page
        .getByRole('navigation', { name: word(language, 'law.title') })
        .getByRole('link', { name: word(language, 'card.all') })
        .click();
      await expect(page.locator('.right-cards li')).toHaveCount(79);
      await expectNoViolations(page, `${where} cards`);
      await page.screenshot({ path: `.cache/law-cards-${language}-${width}.png` });
      await page.locator('.right-cards a[href$="/law/rights/R47"]').click();
      await expect(page.locator('.right-card h2')).toHaveText(
        (['card.means', 'card.ask', 'card.who', 'card.refused'] as const).map((key) => word(language, key)),
      );
      await expectNoViolations(page, `${where} card`);
      await page.screenshot({ path: `.cache/law-card-${language}-${width}.png`, fullPage: true });
      // The card is for whoever it is shown to: another language than the desk's, with its own direction.
      const other = language === 'en' ? 'ar' : 'en';
      await page.getByLabel(word(language, 'card.language')).selectOption(other);
      await expect(page.locator('.right-card')).toHaveAttribute('dir', other === 'ar' ? 'rtl' : 'ltr');
      await expect(page.locator('.right-card h2').first()).toHaveText(word(other, 'card.means'));
      await expect(page).toHaveURL(new RegExp(`/law/rights/R47\\?language=${other}$`));
      const print = page.getByRole('link', { name: word(language, 'card.print') });
      const pdf = await page.request.get(new URL((await print.getAttribute('href')) ?? '', sojourn.address).href);
      expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
      await page.context().close();
    });
  }
}

test('a translation is read beside its English text and answered for by two people, one after the other', async ({ browser }) => {
  for (const [name, language, width] of [
    ['Rita Nassar', 'en', 1280],
    ['Mehdi Chaari', 'ar', 320],
  ] as const) {
    const page = await personAt(browser, sojourn.address, name, language, width);
    await page.goto(`${sojourn.address}/law/review?shelf=text-ar&key=ar%20rights%20R03`);
    await expect(page.getByRole('heading', { name: 'ar rights R03' })).toBeVisible();
    await expect(page.locator('ol.rule-changes')).toContainText('Freedom from torture');
    await expectNoViolations(page, `${language} ${width} review`);
    await page.screenshot({ path: `.cache/law-review-${language}-${width}.png` });
    await page.getByRole('button', { name: word(language, 'review.mark') }).click();
    await expect(page.getByText(word(language, 'review.mine'))).toBeVisible();
    await expect(page.getByText(word(language, name === 'Rita Nassar' ? 'review.state.first-look' : 'review.state.reviewed')).first()).toBeVisible();
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: word(language, 'review.export') }).click();
    const { reviews } = JSON.parse(readFileSync(await (await saved).path(), 'utf8')) as { readonly reviews: readonly unknown[] };
    expect(reviews).toHaveLength(name === 'Rita Nassar' ? 0 : 1);
    await page.context().close();
  }
});

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const)
  test(`a lawyer reads a treaty in words, says what is wrong and why, and whoever reads that treaty sees it at the article (${language}, ${width} px)`, async ({
    browser,
  }) => {
    const w = (key: Parameters<typeof word>[1]) => word(language, key);
    // One treaty each, so that the two walks do not answer each other.
    const treaty = language === 'en' ? 'untoc' : 'palermo-smuggling';
    const article = language === 'en' ? '24' : '5';
    const says = language === 'en' ? 'It leaves out relatives of the witness.' : 'لا يذكر هذا أن المهرَّب لا يُعاقَب.';
    const lawyer = await personAt(browser, sojourn.address, 'Rita Nassar', language, width);
    await lawyer.goto(`${sojourn.address}/law/review?shelf=instrument&key=${treaty}`);
    await expect(lawyer.getByRole('heading', { level: 2, name: treaty })).toBeVisible();
    // Fields have words; no name of a field in a file is shown.
    await expect(lawyer.locator('ol.rule-changes')).toContainText(`${w('reviewField.article')} ${article}: `);
    await expect(lawyer.locator('ol.rule-changes')).not.toContainText(/entryIntoForce|textChecked|adoptedOn/u);
    await lawyer.getByText(w('review.say'), { exact: true }).click();
    await lawyer.getByLabel(w('review.where')).selectOption(article);
    await lawyer.getByLabel(w('review.isWrong')).check();
    await lawyer.getByLabel(w('review.words')).fill(language === 'en' ? 'Call +961 70 123 456' : 'اتصل على +961 70 123 456');
    await lawyer.getByRole('button', { name: w('review.keep'), exact: true }).click();
    await expect(lawyer.getByText(w('refusal.law-remark-names-somebody'))).toBeVisible();
    // Nothing typed is lost.
    await expect(lawyer.getByLabel(w('review.words'))).not.toHaveValue('');
    await lawyer.getByLabel(w('review.words')).fill(says);
    await lawyer.getByRole('button', { name: w('review.keep'), exact: true }).click();
    await expect(lawyer.locator('.mark.danger', { hasText: w('review.state.disputed') }).first()).toBeVisible();
    await expectNoViolations(lawyer, `${language} ${width} review said`);
    await lawyer.screenshot({ path: `.cache/law-review-said-${language}-${width}.png`, fullPage: true });

    const reader = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    await reader.goto(`${sojourn.address}/law/treaty/${treaty}`);
    const line = reader.locator('ol.articles > li', { has: reader.locator('strong', { hasText: new RegExp(`^${article}$`) }) });
    await expect(line.locator('.wrong-law')).toContainText(says);
    await expect(line.locator('.wrong-law')).toContainText('Rita Nassar');
    await expectNoViolations(reader, `${language} ${width} treaty called wrong`);
    await reader.screenshot({ path: `.cache/law-treaty-wrong-${language}-${width}.png` });
    await reader.context().close();

    await lawyer.getByRole('button', { name: w('review.answer') }).click();
    await lawyer
      .getByLabel(w('review.words'))
      .last()
      .fill(language === 'en' ? 'Relatives stand in the same line.' : 'يرد ذلك في السطر نفسه.');
    await lawyer
      .getByRole('button', { name: w('review.answer') })
      .last()
      .click();
    await expect(lawyer.locator('.mark.danger')).toHaveCount(0);
    await lawyer.getByRole('button', { name: w('review.mark') }).click();
    await expect(lawyer.getByText(w('review.mine'))).toBeVisible();
    const after = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    await after.goto(`${sojourn.address}/law/treaty/${treaty}`);
    await expect(after.locator('.note.reviewed')).toContainText('Rita Nassar');
    await expect(after.getByText(w('rights.unreviewed'))).toHaveCount(0);
    await expectNoViolations(after, `${language} ${width} treaty reviewed`);
    await after.screenshot({ path: `.cache/law-treaty-reviewed-${language}-${width}.png` });
    await after.context().close();
    await lawyer.context().close();
  });
