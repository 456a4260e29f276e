import { demoPeople, firstPeople } from '@sojourn/demo';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadFurtherPeople } from '../src/demo.ts';
import { newId, openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(4880);
}, 120_000);
afterAll(() => world.close());

const everyCase = async (username: string) =>
  (await (await world.as(username)).get('/api/cases?limit=200')).body['cases'] as readonly { readonly caseId: string }[];
const entries = () => world.database(async (client) => (await client.query('select count(*)::int as n from sojourn.entry')).rows[0]?.n as number);

describe('a demonstration', () => {
  it('takes no file that looks as if it were about real people, and records nothing of it', async () => {
    const amal = await world.as('amal');
    const before = await entries();
    const sheet = async (words: string) => {
      const book = new ExcelJS.Workbook();
      const page = book.addWorksheet('HTCDS');
      page.addRow(['prs_FirstName', 'prs_SecondName', 'prs_Email', 'prs_Gender', 'prs_Citizenship', 'prs_Birthdate', 'vic_TypeOfExploitation', 'cas_Status']);
      page.addRow(['Ana', 'Invented', words, 'Feminine']);
      return Buffer.from(await book.xlsx.writeBuffer()).toString('base64');
    };
    const send = async (operation: string, words: string) =>
      amal.post(`/api/imports/${operation}`, {
        format: 'htcds',
        file: await sheet(words),
        ...(operation === 'commit' ? { sender: 'A shelter', agreement: 'No. 1', lawfulBasis: 'consent', deviceId: newId(), presentCountry: 'LBN' } : {}),
      });
    for (const operation of ['preview', 'commit'])
      for (const words of ['+961 71 482 913', 'ana@gmail.com'])
        expect(await send(operation, words)).toMatchObject({ status: 422, body: { kind: 'demo-takes-invented-only' } });
    expect(await entries()).toBe(before);
    expect((await send('preview', '+961 70 000 001, ana@example.org')).status).toBe(200);
  });
});

describe('the further invented people', () => {
  it('come after the first ones, each step accepted as it would be from a person, and once', async () => {
    const refused: unknown[] = [];
    const early = loadFurtherPeople(world.running.desk, (problem) => refused.push(problem));
    await early.stop();
    // Stopped early or killed: the next start goes on.
    await loadFurtherPeople(world.running.desk, (problem) => refused.push(problem)).done;
    expect(refused).toEqual([]);
    const count = await world.database(async (client) => (await client.query('select count(*)::int as n from sojourn.case_snapshot')).rows[0]?.n as number);
    expect(count).toBe(demoPeople.length);
    expect(demoPeople.length - firstPeople.length).toBeGreaterThanOrEqual(44);
    const before = await entries();
    await loadFurtherPeople(world.running.desk, (problem) => refused.push(problem)).done;
    expect([await entries(), refused]).toEqual([before, []]);
  }, 240_000);

  it('a restricted case and a relative’s are seen by those who may', async () => {
    const [amal, samir] = [await everyCase('amal'), await everyCase('samir')];
    const [maya, farid] = [await everyCase('maya'), await everyCase('farid')];
    expect(samir.length).toBe(amal.length + 1);
    expect(farid.length).toBe(maya.length - 1);
  });
});
