import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from './csv.ts';
import { readTables } from './file.ts';
import { htcdsCodes } from './htcds-codes.ts';
import { type Cell, htcdsColumnOf, readHtcds, readHtcdsTables, toCsv, toHtcds } from './index.ts';
import { writeSpreadsheet } from './spreadsheet.ts';

const places = [
  { iso2: 'LB', iso3: 'LBN', english: 'Lebanon' },
  { iso2: 'NA', iso3: 'NAM', english: 'Namibia' },
  { iso2: 'NO', iso3: 'NOR', english: 'Norway' },
  { iso2: 'PH', iso3: 'PHL', english: 'Philippines' },
  { iso2: 'VN', iso3: 'VNM', english: 'Viet Nam' },
];
// Names of the official form, as it writes them; two differ from the standard's own list.
const formNames = `con_Consent prs_Salutation prs_First_Name prs_Second_Name prs_Birthdate prs_Gender prs_Citizenship prs_Title prs_Email prs_HomePhone
  prs_MobilePhone prs_MailingCity prs_MailingCountry prs_MailingState prs_MailingStreet prs_MailingPostalCode vic_MethodOfRecruitment
  vic_LocationOfRecruitment vic_TraffickingStatus vic_TraffickingStatusDecisionMakingOrg vic_Methods_of_Control vic_TypeOfExploitation
  vic_ForcedLabourIndustry vic_TypeOfSexExploitation vic_LocationOfExploitation cas_Status cas_ReferringOrganisation cas_IncomingReferralDate
  cas_ReferringPrimaryCaseWorker cas_ReasonForIncomingReferral cas_IncomingReferralDetails`.split(/\s+/);

async function sheetOf(file: string | Buffer, letters: Parameters<typeof readTables>[1] = 'utf-8') {
  const read = await readTables(typeof file === 'string' ? Buffer.from(file) : file, letters);
  const sheet = read.ok ? readHtcdsTables(read.value, places) : undefined;
  if (sheet === undefined || typeof sheet === 'string') throw new Error(read.ok ? `Not read: ${sheet}` : read.refusal.kind);
  return sheet;
}
const rowsOf = async (file: string | Buffer, letters?: Parameters<typeof readTables>[1]) =>
  (await sheetOf(file, letters)).rows.filter(({ outcome }) => outcome !== 'empty');
type Rows = Awaited<ReturnType<typeof rowsOf>>;
const factsOf = (row: Rows[number] | undefined) => Object.fromEntries(row?.facts.map(({ fact, value }) => [fact, value]) ?? []);
const kindsOf = (row: Rows[number] | undefined) => row?.flags.map(({ kind }) => kind);

describe('submissions of the official form', () => {
  it('every name of the form is a column of the standard', async () => {
    const sheet = await sheetOf(`${formNames.join(',')}\n${formNames.map((_, at) => `x${at}`).join(',')}`);
    expect(sheet.headerFlags.map(({ kind }) => kind)).toEqual(['no-label-row']);
    expect(sheet.rows[0]?.sealed).toHaveLength(formNames.length);
    expect(sheet.rows[0]?.name).toBe('x2 x3');
  });

  const asKept = {
    'person.birth-date': '1994-05',
    'person.gender': 'Feminine',
    'person.citizenship': ['PHL'],
    'trafficking.methods-of-control': ['DebtBondage', 'WithholdsDocuments'],
  };
  const koboCsv = [
    '"_id";"person/prs_First_Name";"person/prs_Birthdate";"person/prs_Gender";"person/prs_Citizenship";"vic_Methods_of_Control";"vic_Methods_of_Control/DebtBondage ";"vic_Methods_of_Control/FalsePromises";"vic_Methods_of_Control/WithholdsDocuments";"__version__";"_uuid"',
    '"7";"Maribel";"1994-05-02";"Feminine";"PH";"DebtBondage  WithholdsDocuments";"1";"0";"1";"vSmt";"8e1d2b1c-0000-4000-8000-000000000001"',
  ].join('\r\n');
  const centralCsv = [
    'SubmissionDate,person-prs_First_Name,person-prs_Birthdate,person-prs_Gender,person-prs_Citizenship,vic_Methods_of_Control,KEY,SubmitterName,ReviewState',
    '2026-11-02T10:00:00.000Z,Maribel,1994-05-02,Feminine,PH,DebtBondage WithholdsDocuments,uuid:8e1d2b1c-0000-4000-8000-000000000001,Ines,',
  ].join('\n');
  const koboJson = JSON.stringify({
    count: 1,
    next: null,
    results: [
      {
        _id: 7,
        'formhub/uuid': 'f',
        'person/prs_First_Name': 'Maribel',
        'person/prs_Birthdate': '1994-05-02',
        'person/prs_Gender': 'Feminine',
        'person/prs_Citizenship': 'PH',
        vic_Methods_of_Control: 'DebtBondage WithholdsDocuments',
        'meta/instanceID': 'uuid:8e1d2b1c-0000-4000-8000-000000000001',
        _attachments: [],
        _geolocation: [null, null],
        _uuid: '8e1d2b1c-0000-4000-8000-000000000001',
      },
    ],
  });
  const centralJson = JSON.stringify({
    value: [
      {
        __id: 'uuid:8e1d2b1c-0000-4000-8000-000000000001',
        __system: { submissionDate: '2026-11-02T10:00:00.000Z', submitterName: 'Ines' },
        meta: { instanceID: 'uuid:8e1d2b1c-0000-4000-8000-000000000001' },
        person: { prs_First_Name: 'Maribel', prs_Birthdate: '1994-05-02', prs_Gender: 'Feminine', prs_Citizenship: 'PH' },
        vic_Methods_of_Control: 'DebtBondage WithholdsDocuments',
      },
    ],
    '@odata.context': 'https://example.org/$metadata',
  });
  const koboXlsx = () => writeSpreadsheet(readCsv(koboCsv));

  it.each([
    ['KoboToolbox, CSV with groups and split answers', () => koboCsv],
    ['KoboToolbox, JSON', () => koboJson],
    ['KoboToolbox, XLSX', koboXlsx],
    ['ODK Central, CSV', () => centralCsv],
    ['ODK Central, JSON', () => centralJson],
  ] as const)('%s: the same facts of the same submission, nothing to look at', async (_, file) => {
    const sheet = await sheetOf(await file());
    const [row, ...more] = sheet.rows;
    expect(more).toEqual([]);
    expect(sheet.headerFlags).toEqual([]);
    expect([row?.outcome, row?.name, row?.submission, kindsOf(row)]).toEqual(['new', 'Maribel', '8e1d2b1c-0000-4000-8000-000000000001', []]);
    expect(factsOf(row)).toEqual(asKept);
  });

  it('answers only as ticks are as good as one cell; an answer the standard does not have is told, and so is a tick that is neither', async () => {
    const names = ['prs_First_Name', 'prs_Gender', 'vic_TraffickingStatus'];
    const control = ['vic_Methods_of_Control/DebtBondage', 'vic_Methods_of_Control/Sorcery', 'vic_Methods_of_Control/FalsePromises'];
    const [row, none] = await rowsOf([[...names, ...control].join(','), 'Ana,,,TRUE,True,', 'Bo,,,0,0,maybe'].join('\n'));
    expect(factsOf(row)).toEqual({ 'trafficking.methods-of-control': ['DebtBondage'] });
    expect(row?.flags).toEqual([{ column: 'vic_MethodsOfControl', kind: 'unknown-code', text: 'Sorcery' }]);
    expect([none?.outcome, factsOf(none), kindsOf(none)]).toEqual(['unclear', {}, ['unknown-code']]);
  });

  it('a cell and the ticks beside it that disagree are believed neither', async () => {
    const [row] = await rowsOf(
      'prs_First_Name,prs_Gender,vic_Methods_of_Control,vic_Methods_of_Control/DebtBondage,vic_Methods_of_Control/FalsePromises\nAna,,DebtBondage,0,1',
    );
    expect([row?.outcome, factsOf(row), kindsOf(row)]).toEqual(['unclear', {}, ['choices-disagree']]);
    expect(row?.verbatim).toContain('["vic_Methods_of_Control/FalsePromises","1"]');
  });

  it('exported by its labels: what two columns are called is neither of them', async () => {
    const labels = [
      'First Name',
      'Second Name',
      'Birthdate',
      'Gender',
      'Citizenship',
      'Second Name',
      'Trafficking Status',
      'Methods of Control',
      'Methods of Control/Debt bondage',
    ];
    const sheet = await sheetOf(
      `${labels.join('\t')}\nAna\tReyes\t1994-05-02\tTransgender Feminine \tViet Nam\tMs\tPossible victim of trafficking\tDebt bondage\t1`,
    );
    expect(sheet.headerFlags.map(({ kind }) => kind)).toEqual(['read-by-labels', 'header-repeated', 'header-repeated']);
    expect(sheet.rows[0]?.name).toBe('Ana');
    expect(factsOf(sheet.rows[0])).toEqual({
      'person.birth-date': '1994-05',
      'person.gender': 'TransgenderFeminine',
      'person.citizenship': ['VNM'],
      'trafficking.htcds-status': 'PossibleVictimOfTrafficking',
      'trafficking.methods-of-control': ['DebtBondage'],
    });
  });

  it('an empty submission, all answers unticked, is nobody', async () => {
    const sheet = await sheetOf('prs_First_Name,prs_Gender,cas_Status,vic_TypeOfExploitation/ForcedLabour,_uuid\n,,,0,u-1');
    expect(sheet.rows[0]?.outcome).toBe('empty');
  });
});

describe('the official spreadsheet, also with its lists of choices', () => {
  it('is read from its own sheet; another is told of, and two with names of the standard are refused', async () => {
    const table = (name: string, cells: readonly (readonly Cell[])[]) => ({ name, cells });
    const own = table('Sheet1', [
      ['', 'prs_FirstName', 'prs_Gender', 'vic_TypeOfExploitation'],
      ['', 'First Name', 'Gender', 'Type of Exploitation'],
      [1, 'Ana', 'Feminine', 'ForcedLabour;DebtBondage'],
    ]);
    const lists = table('validation', [['Feminine'], ['Masculine']]);
    const sheet = readHtcdsTables([own, lists], places);
    if (sheet === undefined || typeof sheet === 'string') throw new Error('Not read');
    expect(sheet.headerFlags).toEqual([{ column: 'validation', kind: 'other-sheet', text: 'validation' }]);
    // A means is not a purpose: DebtBondage is no type of exploitation, and becomes none.
    expect(factsOf(sheet.rows[0])).toEqual({ 'person.gender': 'Feminine', 'trafficking.types-of-exploitation': ['ForcedLabour'] });
    expect(readHtcdsTables([own, own], places)).toBe('more-than-one-sheet');
    expect(readHtcdsTables([lists], places)).toBeUndefined();
  });
});

describe('a cell of odd bytes', () => {
  const header = 'prs_FirstName,prs_Gender,cas_Status\n';
  it('does not lose its row: a NUL is shown, and told', async () => {
    const rows = await rowsOf(`${header}An\0a,Feminine,Active\nBo,Masculine,Active`);
    expect(rows.map(({ name, outcome }) => [name, outcome])).toEqual([
      ['An␀a', 'unclear'],
      ['Bo', 'new'],
    ]);
    expect(kindsOf(rows[0])).toEqual(['odd-bytes']);
    expect(factsOf(rows[0])).toMatchObject({ 'person.gender': 'Feminine' });
  });
  it('of another encoding is kept byte for byte until somebody says which', async () => {
    const western = Buffer.concat([Buffer.from(header), Buffer.from('José,Feminine,Active\n', 'latin1')]);
    const [row] = await rowsOf(western);
    expect([row?.name, kindsOf(row)]).toEqual(['Jos\\xE9', ['odd-bytes']]);
    expect((await rowsOf(western, 'windows-1252'))[0]?.name).toBe('José');
    const arabic = Buffer.concat([Buffer.from(header), Buffer.from([0xe1, 0xed, 0xe1, 0xec]), Buffer.from(',Feminine,Active\n')]);
    expect((await rowsOf(arabic, 'windows-1256'))[0]?.name).toBe('ليلى');
  });
  it('as Excel writes “Unicode text”', async () => {
    const wide = Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(`${header.replaceAll(',', '\t')}سلمى\tFeminine\tActive`, 'utf16le')]);
    expect((await rowsOf(wide))[0]?.name).toBe('سلمى');
  });
  it('whatever bytes a cell holds: as many rows as there are, and the others as they were', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), async (bytes) => {
        const cell = Buffer.from(bytes.filter((byte) => ![0x0a, 0x0d, 0x2c, 0x22].includes(byte)));
        const file = Buffer.concat([Buffer.from(`${header}Ana,Feminine,Active\n`), cell, Buffer.from(',Masculine,Closed\nBo,Masculine,Active\n')]);
        const { rows } = await sheetOf(file);
        expect(rows).toHaveLength(3);
        expect(rows.map((row) => factsOf(row)['case.htcds-status'])).toEqual(['Active', 'Closed', 'Active']);
      }),
    ));
});

describe('separated values', () => {
  it('are read as spreadsheet programs of any country write them; a quotation mark that is never closed swallows nothing', () => {
    expect(readCsv('a;b\n"x;1";"say ""no"""\n')).toEqual([
      ['a', 'b'],
      ['x;1', 'say "no"'],
    ]);
    expect(readCsv('sep=|\r\na|b\r\n"two\nlines"|')).toEqual([
      ['a', 'b'],
      ['two\nlines', ''],
    ]);
    expect(readCsv('a,b\n"open,1\nnext,2')).toEqual([
      ['a', 'b'],
      ['"open', '1'],
      ['next', '2'],
    ]);
  });
  it('that we write are read back, cell for cell', () =>
    fc.assert(
      // Lone surrogates are no text; and what a spreadsheet would take for a formula gets an apostrophe on purpose.
      fc.property(
        fc.array(
          fc.array(
            fc.string({ unit: 'grapheme' }).filter((text) => !/^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text)),
            { minLength: 2, maxLength: 4 },
          ),
          { minLength: 1, maxLength: 6 },
        ),
        (rows) => {
          expect(readCsv(toCsv(rows))).toEqual(rows);
        },
      ),
    ));
});

describe('a full export, read again', () => {
  const several = (list: { readonly codes: readonly string[] }) => fc.uniqueArray(fc.constantFrom(...list.codes), { minLength: 1, maxLength: 5 });
  const one = (list: { readonly codes: readonly string[] }) => fc.constantFrom(...list.codes);
  const year = fc.integer({ min: 1920, max: 2025 }).map(String);
  const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`);
  const birth = fc.oneof(
    year,
    month,
    fc.tuple(fc.oneof(year, month), fc.constantFrom('~', '?', '%')).map((parts) => parts.join('')),
    year.map((text) => `${text.slice(0, 3)}X`),
    fc.tuple(month, month).map((both) => both.sort().join('/')),
  );
  const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
  const facts = {
    'person.birth-date': birth,
    'person.gender': one(htcdsCodes.gender),
    'person.citizenship': fc.oneof(fc.constant(['stateless']), fc.uniqueArray(fc.constantFrom(...places.map(({ iso3 }) => iso3)), { minLength: 1 })),
    'trafficking.htcds-status': one(htcdsCodes.status),
    'trafficking.htcds-decider': one(htcdsCodes.decider),
    'trafficking.method-of-recruitment': several(htcdsCodes.recruitment),
    'trafficking.methods-of-control': several(htcdsCodes.control),
    'trafficking.types-of-exploitation': several(htcdsCodes.exploitation),
    'trafficking.forced-labour-industry': several(htcdsCodes.industry),
    'trafficking.sexual-exploitation-types': several(htcdsCodes.sexual),
    'case.htcds-status': one(htcdsCodes.caseStatus),
    'referral.received-on': day,
    'referral.sent-on': day,
  };
  const record = fc.record(facts, { requiredKeys: ['person.gender'] });
  const names = Object.keys(facts);

  it('gives the same assertions, as CSV and as a spreadsheet, with nothing to look at', () =>
    fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 8 }), fc.boolean(), async (records, asCsv) => {
        const held = records.map((values, at) => ({ caseCode: `CASE-${at}`, facts: new Map(Object.entries(values)) }));
        const table = toHtcds(names, held, places);
        const sheet = await sheetOf(asCsv ? toCsv(table) : await writeSpreadsheet(table));
        expect(sheet.headerFlags).toEqual([]);
        expect(sheet.rows.map((row) => factsOf(row))).toEqual(records.map((values) => ({ ...values })));
        expect(new Set(sheet.rows.flatMap((row) => kindsOf(row) ?? []))).toEqual(new Set(['consent-needs-own-record']));
      }),
      { numRuns: 60 },
    ));
  it('has a column for each fact the standard has, and none of a fact it has not', () => {
    expect(names.map(htcdsColumnOf).filter((name) => name === undefined)).toEqual([]);
    expect(toHtcds(['safety.alone', 'person.gender'], [], places)[0]).toEqual(['', 'sojourn_case', 'con_Consent', 'prs_Gender']);
    // However few: our own column says whose format it is.
    expect(readHtcds(toHtcds(['person.gender'], [], places), places)).toEqual({ headerFlags: [], rows: [] });
  });
});
