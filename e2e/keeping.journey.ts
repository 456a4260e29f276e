import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { expectNoViolations, openForm, personAt, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4623);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());
const shots = process.env['SOJOURN_SHOTS'];
const atTheMachine = (...words: readonly string[]) =>
  execFileSync(process.execPath, [join(import.meta.dirname, '..', 'apps/server/src/maintain.ts'), ...words], {
    env: { ...process.env, SOJOURN_DATA: sojourn.folder },
    encoding: 'utf8',
  });

for (const [language, width, stage] of [
  ['en', 1280, 'stage.active'],
  ['ar', 320, 'stage.submitted'],
] as const) {
  test(`a supervisor holds, lifts, closes, opens again, and sees what was erased and who has seen it (${language}, ${width} px)`, async ({ browser }) => {
    const w = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
    const page = await personAt(browser, sojourn.address, 'Samir Khoury', language, width);
    await page
      .locator('ul.worklist li', { hasText: w(stage) })
      .first()
      .locator('a')
      .click();
    const part = page.locator('section.card', { has: page.locator('#closing') });
    await expect(part).toContainText(w('closing.open'));
    const save = async (label: string, reason: string) => {
      const form = await openForm(page, label);
      await form.locator('textarea[name=reason]').fill(reason);
      await form.getByRole('button', { name: w('save') }).click();
    };
    await save(w('hold.place'), 'A court asked for the record.');
    await expect(part.locator('.notice')).toBeVisible();
    await expectNoViolations(page, `${language} hold`);
    await save(w('hold.lift'), 'The court has decided.');
    await expect(part.locator('.notice')).toHaveCount(0);
    await save(w('closing.close'), 'She has a home and work.');
    await expect(page.locator('.case-head .mark').first()).toHaveText(w('stage.closed'));

    const code = (await page.locator('h1 bdi').textContent()) ?? '';
    atTheMachine('erase', code, '--reach', 'identity', '--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'samir', '--do');
    await page.reload();
    await expect(part).toContainText(w('erased.person-asked'));
    const seen = page.locator('section.card', { has: page.locator('#access') });
    await expect(seen.locator('li').first()).toContainText('Samir Khoury');
    await expectNoViolations(page, `${language} closed`);
    if (shots !== undefined) await page.screenshot({ path: `${shots}/keeping-${language}-${width}.png`, fullPage: true });
    // About someone who was erased no words can be kept any more; opening again needs none.
    const reopen = await openForm(page, w('closing.reopen'));
    await reopen.getByRole('button', { name: w('save') }).click();
    await expect(page.locator('.case-head .mark').first()).not.toHaveText(w('stage.closed'));
    await expect(page.locator('ol.timeline li.waiting')).toHaveCount(0);
    await page.context().close();
  });
}
