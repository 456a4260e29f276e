import { expect, test } from '@playwright/test';
import { expectNoViolations, personAt, recordImport, word } from './person.ts';
import { Sojourn } from './sojourn.ts';

const sojourn = new Sojourn(4665);
test.beforeAll(() => sojourn.start());
test.afterAll(() => sojourn.stop());

const header =
  '_uuid,person/prs_First_Name,person/prs_Gender,person/prs_Birthdate,prs_Citizenship,vic_Methods_of_Control,prs_MobilePhone,con_Consent,__version__';
const rows = (tag: string) => [
  `${tag}-1,Maribel Santos,Feminine,1994-05-02,PH,DebtBondage WithholdsDocuments,+961 70 000 010,TRUE,v1`,
  `${tag}-2,Joyce,Feminine,03/04/1990,PH,DebtBondage Sorcery,,FALSE,v1`,
  `${tag}-3,Rosa,Feminine,1988,PH,,,,v1`,
];
const file = (tag: string, name: string, more: Buffer = Buffer.alloc(0)) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.concat([Buffer.from(`${[header, ...rows(tag)].join('\n')}\n`), more]),
});

for (const [language, width] of [
  ['en', 1280],
  ['ar', 320],
] as const)
  test(`answers of a form are looked at, one left out, recorded with who sent them (${language}, ${width})`, async ({ browser }) => {
    const amal = await personAt(browser, sojourn.address, 'Amal Haddad', language, width);
    const say = (key: Parameters<typeof word>[1], values?: Readonly<Record<string, string>>) => word(language, key, values);
    await amal.goto(`${sojourn.address}/import`);
    // One more row, with a byte that is no letter in UTF-8.
    const odd = Buffer.concat([Buffer.from(`${language}-4,Jos`), Buffer.from([0xe9]), Buffer.from(',Masculine,1991,VN,,,,v1\n')]);
    await amal.getByLabel(say('import.file'), { exact: true }).setInputFiles(file(language, 'submissions.csv', odd));
    await expect(amal.getByText(say('flag.unknown-code')).first()).toBeVisible();
    await expect(amal.getByText('Maribel')).toHaveCount(0);
    await expectNoViolations(amal, `import ${language} ${width}`);
    await expect(amal.getByText(say('flag.odd-bytes'))).toHaveCount(1);
    await amal.getByLabel(say('import.letters')).selectOption('windows-1252');
    await expect(amal.getByText(say('flag.odd-bytes'))).toHaveCount(0);
    await amal.getByLabel(say('import.leaveOut', { row: '4' })).check();
    // Without who sent it nothing is recorded, and what was done stays.
    await amal.getByRole('button', { name: say('import.commit', { count: '3' }) }).click();
    await expect(amal.getByRole('alert').filter({ hasText: say('import.senderNeeded') })).toBeVisible();
    await expect(amal.getByLabel(say('import.leaveOut', { row: '4' }))).toBeChecked();
    await recordImport(amal, language, '3');
    await expect(amal.getByRole('heading', { name: say('import.recorded') })).toBeVisible();
    await expect(amal.getByText(say('import.skipped', { rows: '4' }))).toBeVisible();
    await expectNoViolations(amal, `recorded ${language} ${width}`);
    // The same file again: the one that was left out is all there is.
    await amal.reload();
    await amal.getByLabel(say('import.file'), { exact: true }).setInputFiles(file(language, 'again.csv'));
    await expect(amal.getByText(say('import.already-here')).first()).toBeVisible();
    await expect(amal.getByRole('button', { name: say('import.commit', { count: '1' }) })).toBeVisible();
    await amal.context().close();
  });

test('a case that came of a file says who sent it, and what stays sealed stays so', async ({ browser }) => {
  const amal = await personAt(browser, sojourn.address, 'Amal Haddad', 'en');
  await amal.goto(`${sojourn.address}/import`);
  await amal.getByLabel('File', { exact: true }).setInputFiles(file('case', 'submissions.csv'));
  await recordImport(amal, 'en', '3');
  await amal
    .locator('section', { has: amal.getByRole('heading', { name: 'What was recorded' }) })
    .getByRole('link')
    .first()
    .click();
  const source = amal.locator('section', { has: amal.getByRole('heading', { name: 'Came from a file' }) });
  await expect(source).toContainText('Sent by Harbour Partner, under: No. 12, 3 March 2026.');
  await expect(source).toContainText('Recorded by Amal Haddad');
  await expect(amal.getByText('Maribel')).toHaveCount(0);
  await expectNoViolations(amal, 'case of a file');
  await amal.context().close();
});
