import { demoOrganisations } from '@sojourn/demo';
import type { CaseId, OrganisationId, PersonId, UserId } from '@sojourn/kernel';
import { withContext } from '@sojourn/storage';
import { Client as Database } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, newId, openWorld, type World } from './world.ts';

let world: World;
let amal: Client;
let samir: Client;
let leila: Client;
let hedi: Client;
let hana: Client;
let noor: Client;
let maya: Client;
let farid: Client;
const idOf = (username: string) => demoOrganisations.flatMap((one) => one.users).find((one) => one.username === username)?.userId ?? '';

beforeAll(async () => {
  world = await openWorld(4351);
  [amal, samir, leila, hedi, hana, noor, maya, farid] = (await Promise.all(
    ['amal', 'samir', 'leila', 'hedi', 'hana', 'noor', 'maya', 'farid'].map((name) => world.as(name)),
  )) as [Client, Client, Client, Client, Client, Client, Client, Client];
}, 120_000);
afterAll(() => world?.close());

type Opened = { readonly caseId: string; readonly personId: string };
async function opened(by: Client): Promise<Opened> {
  const [caseId, personId] = [newId<CaseId>(), newId<PersonId>()];
  expect(await by.act('contact.record', caseId, { personId, presentCountry: 'LBN' })).toMatchObject({ status: 200 });
  return { caseId, personId };
}
const view = async (by: Client, { caseId }: Opened) => (await by.get(`/api/cases/${caseId}`)).body['case'] as Readonly<Record<string, unknown>>;
const standing = async (by: Client, one: Opened) =>
  (await view(by, one))['standing'] as {
    readonly restricted: boolean;
    readonly team: readonly { readonly userId: string; readonly as: string }[];
    readonly emergencies: readonly { readonly entryId: string; readonly by: string; readonly review?: object }[];
  };
const because = (text: string, personId: string, field = 'reason') => ({ sealed: [{ field, subjectId: personId, text }] });
const breakGlass = (by: Client, { caseId, personId }: Opened) =>
  by.act('glass.break', caseId, { reason: 'person-at-the-door', hours: 2 }, because('He stands at our door tonight.', personId, 'words'));
const noticesOf = async (by: Client) =>
  (await by.get('/api/notices')).body['notices'] as readonly {
    readonly noticeId: string;
    readonly kind: string;
    readonly caseId: string;
    readonly caseCode?: string;
  }[];

describe('a case team', () => {
  it('begins with whoever opened the case, who hands it over; the new owner is told, and reaches it from another office', async () => {
    const one = await opened(amal);
    expect((await standing(amal, one)).team).toEqual([{ userId: idOf('amal'), as: 'owner' }]);
    expect((await leila.get(`/api/cases/${one.caseId}`)).status).toBe(404);
    expect(await amal.act('team.leave', one.caseId, { userId: idOf('amal') })).toMatchObject({ body: { kind: 'owner-must-hand-over' } });
    expect(await amal.act('team.join', one.caseId, { userId: idOf('wanjiru'), as: 'owner' })).toMatchObject({ body: { kind: 'no-such-colleague' } });
    expect((await amal.act('team.join', one.caseId, { userId: idOf('leila'), as: 'owner' })).status).toBe(200);
    expect((await standing(leila, one)).team).toEqual([
      { userId: idOf('amal'), as: 'member' },
      { userId: idOf('leila'), as: 'owner' },
    ]);
    expect((await noticesOf(leila)).some((notice) => notice.kind === 'case-yours' && notice.caseId === one.caseId)).toBe(true);
    const list = (await leila.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
    expect(list.some((row) => row.caseId === one.caseId)).toBe(true);
  });

  it('restricts its case: supervisor, fund and finance find nothing there, until they are named', async () => {
    const one = await opened(amal);
    expect(await samir.act('case.restrict', one.caseId, {})).toMatchObject({ body: { kind: 'join-the-team-first' } });
    expect((await amal.act('case.restrict', one.caseId, {})).status).toBe(200);
    for (const other of [samir, maya, farid, leila]) {
      expect(await other.get(`/api/cases/${one.caseId}`)).toMatchObject({ status: 404, body: { kind: 'no-such-case' } });
      const list = (await other.get('/api/cases')).body['cases'] as readonly { readonly caseId: string }[];
      expect(list.some((row) => row.caseId === one.caseId)).toBe(false);
    }
    expect((await amal.act('team.join', one.caseId, { userId: idOf('maya'), as: 'named' })).status).toBe(200);
    expect((await maya.get(`/api/cases/${one.caseId}`)).status).toBe(200);
    expect((await amal.act('case.unrestrict', one.caseId, {})).status).toBe(200);
    expect((await samir.get(`/api/cases/${one.caseId}`)).status).toBe(200);
  });
});

describe('a conflict of interest', () => {
  it('makes the case cease to exist for that person, whatever their role and even after breaking the glass', async () => {
    const one = await opened(amal);
    expect(await amal.act('conflict.declare', one.caseId, { userId: idOf('samir'), kind: 'relative' })).toMatchObject({ status: 403 });
    expect((await samir.act('conflict.declare', one.caseId, { userId: idOf('amal'), kind: 'relative' }, because('Her cousin.', one.personId))).status).toBe(
      200,
    );
    expect((await amal.get(`/api/cases/${one.caseId}`)).status).toBe(404);
    expect(await breakGlass(amal, one)).toMatchObject({ status: 404, body: { kind: 'no-such-case' } });
    expect(await samir.act('team.join', one.caseId, { userId: idOf('amal'), as: 'member' })).toMatchObject({ body: { kind: 'cannot-join' } });
    // One's own, too.
    expect((await samir.act('conflict.declare', one.caseId, { userId: idOf('samir'), kind: 'friend' })).status).toBe(200);
    expect((await samir.get(`/api/cases/${one.caseId}`)).status).toBe(404);
  });
});

describe('breaking the glass', () => {
  it('needs a reason in words, opens one case for some hours, tells owner, supervisor and data protection at once, and another person reviews it', async () => {
    const one = await opened(leila);
    const code = String((await view(leila, one))['caseCode']);
    expect(await amal.post('/api/emergencies/find', { caseCode: 'ZZZZ-ZZZZ' })).toMatchObject({ status: 404 });
    expect(await amal.post('/api/emergencies/find', { caseCode: code })).toMatchObject({ status: 200, body: { caseId: one.caseId, personId: one.personId } });
    expect((await noor.post('/api/emergencies/find', { caseCode: code })).status).toBe(403);
    expect(await amal.act('glass.break', one.caseId, { reason: 'medical', hours: 2 })).toMatchObject({ body: { kind: 'text-needed' } });
    for (const hours of [0, 13])
      expect((await amal.act('glass.break', one.caseId, { reason: 'medical', hours }, because('x', one.personId, 'words'))).status).toBe(400);
    expect((await breakGlass(amal, one)).status).toBe(200);
    expect((await amal.get(`/api/cases/${one.caseId}`)).status).toBe(200);
    expect(
      (await amal.act('facts.assert', one.caseId, { facts: [{ subjectId: one.personId, fact: 'safety.alone', answer: { is: 'declined' } }] })).status,
    ).toBe(200);
    // Not what can wait for its own people.
    expect((await amal.act('case.close', one.caseId, { outcome: 'other' })).status).toBe(404);
    for (const told of [leila, hedi, hana])
      expect((await noticesOf(told)).filter((notice) => notice.kind === 'glass-broken' && notice.caseId === one.caseId)).toMatchObject([{ caseCode: code }]);
    expect((await noticesOf(samir)).filter((notice) => notice.caseId === one.caseId)).toEqual([]);

    const glassId = (await standing(leila, one)).emergencies[0]?.entryId ?? '';
    expect(await hana.post(`/api/cases/${one.caseId}/emergency-reason`, { glassId })).toMatchObject({ body: { text: 'He stands at our door tonight.' } });
    expect((await hana.get(`/api/cases/${one.caseId}`)).status).toBe(403);
    const waiting = (await hana.get('/api/emergencies')).body['emergencies'] as readonly {
      readonly glassId: string;
      readonly reviewDueAt: number;
      readonly at: number;
    }[];
    expect(waiting.filter((line) => line.glassId === glassId).map((line) => line.reviewDueAt - line.at)).toEqual([24 * 3_600_000]);
    expect((await hedi.act('glass.review', one.caseId, { glassId, finding: 'not-justified' })).status).toBe(200);
    expect((await amal.get(`/api/cases/${one.caseId}`)).status).toBe(404);
    expect((await noticesOf(amal)).some((notice) => notice.kind === 'glass-reviewed')).toBe(true);
    const seen = (await hedi.get(`/api/cases/${one.caseId}/access`)).body['lines'] as readonly { readonly person: string; readonly operation: string }[];
    expect(seen.some((line) => line.person === 'Amal Haddad' && line.operation === 'glass.break')).toBe(true);
  });

  it('nobody reviews their own', async () => {
    const one = await opened(leila);
    expect((await breakGlass(samir, one)).status).toBe(200);
    const glassId = (await standing(leila, one)).emergencies[0]?.entryId ?? '';
    expect((await samir.act('glass.review', one.caseId, { glassId, finding: 'justified' })).status).toBe(404);
    expect((await amal.act('glass.review', one.caseId, { glassId, finding: 'justified' })).status).toBe(403);
  });
});

describe('a lent role', () => {
  const lend = (by: Client, to: string, role: string, hours = 12) => by.post('/api/lendings', { to: idOf(to), role, untilAt: Date.now() + hours * 3_600_000 });

  it('reaches as far as its lender’s, ends when taken back, and what was lent is not lent on', async () => {
    const one = await opened(amal);
    expect((await hedi.act('hold.place', one.caseId, { ground: 'court' })).status).toBe(404);
    expect(await lend(samir, 'samir', 'supervisor')).toMatchObject({ body: { kind: 'not-to-oneself' } });
    expect(await lend(samir, 'leila', 'finance')).toMatchObject({ body: { kind: 'not-yours-to-lend' } });
    expect(await lend(samir, 'leila', 'supervisor', 32 * 24)).toMatchObject({ body: { kind: 'lending-too-long' } });
    expect((await lend(noor, 'amal', 'administrator')).status).toBe(400);
    const lent = await lend(samir, 'leila', 'supervisor');
    expect(lent.status).toBe(200);
    expect((await leila.act('hold.place', one.caseId, { ground: 'court' })).status).toBe(200);
    expect(await lend(leila, 'amal', 'supervisor')).toMatchObject({ body: { kind: 'not-yours-to-lend' } });
    expect((await samir.post('/api/lendings/end', { lendingId: lent.body['lendingId'] })).status).toBe(200);
    expect((await leila.act('hold.place', one.caseId, { ground: 'court' })).status).toBe(403);
    expect((await amal.post('/api/lendings/end', { lendingId: lent.body['lendingId'] })).body).toMatchObject({ kind: 'no-such-lending' });
  });

  it('never makes one person out of two: nobody approves and pays, and who applied does not decide with a lent role', async () => {
    expect(await lend(farid, 'maya', 'finance')).toMatchObject({ body: { kind: 'both-halves' } });
    const one = await opened(amal);
    const { caseId, personId } = one;
    const sealed = [{ field: 'summary', subjectId: personId, text: 'Danger now.' }];
    expect((await amal.act('application.submit', caseId, { programme: 'gaf-2013', urgency: 'emergency' }, { sealed })).status).toBe(200);
    const application = ((await view(amal, one))['applications'] as readonly { readonly entryId: string }[])[0]?.entryId;
    const lent = await lend(maya, 'amal', 'fund-manager');
    expect(lent.status).toBe(200);
    const decision = { applicationId: application, decision: 'eligible', reasons: ['tests-met'] };
    expect(await amal.act('application.decide', caseId, decision, because('Yes.', personId))).toMatchObject({
      status: 403,
      body: { kind: 'another-person-must-decide' },
    });
    expect((await maya.post('/api/lendings/end', { lendingId: lent.body['lendingId'] })).status).toBe(200);
  });
});

describe('not there and not yours', () => {
  /** Every statement the server sends while it answers; parameters aside. */
  async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
    const seen: string[] = [];
    const prototype = Database.prototype as unknown as { query: (...words: readonly unknown[]) => unknown };
    const original = prototype.query;
    prototype.query = function query(this: unknown, ...words: readonly unknown[]) {
      const [first] = words;
      seen.push(typeof first === 'string' ? first : String((first as { readonly text?: string }).text));
      return original.apply(this, [...words]);
    };
    try {
      await work();
    } finally {
      prototype.query = original;
    }
    return seen.filter(
      (text) => !text.includes('last_seen_at = ') && !text.includes('access_batch') && !text.includes('jobs.') && !text.includes('pg_try_advisory'),
    );
  }

  it('are the same status, the same bytes and the same statements, for reading, revealing, printing and writing', async () => {
    const other = await opened(leila);
    const restricted = await opened(leila);
    expect((await leila.act('case.restrict', restricted.caseId, {})).status).toBe(200);
    const barred = await opened(samir);
    expect((await samir.act('conflict.declare', barred.caseId, { userId: idOf('amal'), kind: 'relative' })).status).toBe(200);
    const asked: Readonly<Record<string, (caseId: string) => Promise<{ readonly status: number; readonly text: string }>>> = {
      read: (caseId) => amal.bytes('GET', `/api/cases/${caseId}`),
      reveal: (caseId) => amal.bytes('POST', `/api/cases/${caseId}/reveal`, { sealedIds: [newId<CaseId>()] }),
      print: (caseId) => amal.bytes('GET', `/api/cases/${caseId}/summary.pdf`),
      write: (caseId) => amal.bytes('POST', '/api/acts/facts.assert', amal.request(caseId, { facts: [] })),
      join: (caseId) => amal.bytes('POST', '/api/acts/team.join', amal.request(caseId, { userId: idOf('amal'), as: 'member' })),
    };
    for (const [name, ask] of Object.entries(asked)) {
      const look = async (caseId: string) => {
        let answer: unknown;
        const statements = await statementsOf(async () => {
          answer = await ask(caseId);
        });
        return { answer, statements };
      };
      await look(newId<CaseId>());
      const nowhere = await look(newId<CaseId>());
      expect(nowhere.statements.length, name).toBeGreaterThan(5);
      expect(nowhere.answer, name).toMatchObject({ status: 404 });
      for (const { caseId } of [other, restricted, barred]) expect(await look(caseId), name).toEqual(nowhere);
      // The same look sees a difference where there is one.
      const mine = await opened(amal);
      if (name === 'read') expect((await look(mine.caseId)).statements).not.toEqual(nowhere.statements);
    }
  });
});

describe('a complaint', () => {
  const harbour = demoOrganisations[0]?.organisationId as OrganisationId;
  const list = async (by: Client) => (await by.bytes('GET', '/api/complaints')).text;

  it('reaches only reviewers of other offices than those it is about, and its maker by a code; anonymous is written nowhere', async () => {
    const [idris, salma] = await Promise.all([world.as('idris'), world.as('salma')]);
    const one = await opened(amal);
    const before = { idris: await list(idris), access: await samir.bytes('GET', `/api/cases/${one.caseId}/access`) };
    const filed = await amal.post('/api/complaints', {
      category: 'sexual-exploitation-or-abuse',
      named: [idOf('samir')],
      caseId: one.caseId,
      words: 'Quillfeather: he asks women for favours.',
      sayWhoIAm: false,
    });
    expect(filed).toMatchObject({ status: 200, body: { reviewersHere: true } });
    expect(Number(filed.body['acknowledgedBy']) - Date.now()).toBeGreaterThan(47 * 3_600_000);
    // Idris works in the office of the accused: to the byte as before. Salma, in Tunis, has it.
    expect(await list(idris)).toBe(before.idris);
    const [found] = (await salma.get('/api/complaints')).body['complaints'] as readonly { readonly complaintId: string; readonly stage: string }[];
    expect(found).toMatchObject({ stage: 'received', category: 'sexual-exploitation-or-abuse' });
    const complaintId = found?.complaintId ?? '';
    const nothing = await idris.bytes('POST', '/api/complaints/read', { complaintId: newId<CaseId>() });
    expect(await idris.bytes('POST', '/api/complaints/read', { complaintId })).toEqual(nothing);
    expect(nothing.status).toBe(404);
    const read = await salma.post('/api/complaints/read', { complaintId });
    expect(read.body).toMatchObject({
      named: ['Samir Khoury'],
      words: 'Quillfeather: he asks women for favours.',
      readBy: [{ person: 'Salma Ferchichi', what: 'read' }],
    });
    expect(read.body['from']).toBeUndefined();
    // Nor does the access log of the case change, and the case goes on.
    expect((await samir.bytes('GET', `/api/cases/${one.caseId}/access`)).text.replace(/\{[^{}]*case\.access[^{}]*\},?/g, '')).toBe(
      before.access.text.replace(/\{[^{}]*case\.access[^{}]*\},?/g, ''),
    );
    expect((await amal.act('service.record', one.caseId, { service: 'food' })).status).toBe(200);

    // The steps, with a clock, and what its maker sees.
    expect(await salma.post('/api/complaints/move', { complaintId, stage: 'closed', outcome: 'upheld' })).toMatchObject({ body: { kind: 'not-from-here' } });
    expect((await salma.post('/api/complaints/move', { complaintId, stage: 'acknowledged', reply: 'We have it. You are safe to write again.' })).status).toBe(
      200,
    );
    expect(await salma.post('/api/complaints/move', { complaintId, stage: 'closed' })).toMatchObject({ body: { kind: 'outcome-needed' } });
    const followed = await amal.post('/api/complaints/follow', { code: filed.body['code'] });
    expect(followed.body).toMatchObject({ steps: [{ stage: 'acknowledged', reply: 'We have it. You are safe to write again.' }] });
    expect((await amal.post('/api/complaints/follow', { code: 'AAAA-AAAA-AAAA-AAAA' })).status).toBe(404);
  });

  it('the accused cannot find that it exists: not as supervisor, administrator or by a broken glass, not in a size or a count', async () => {
    const clients = { samir, noor, amal, hana };
    const accused = ['samir', 'noor', 'amal', 'hana'] as const;
    const looks = async () =>
      Promise.all(
        accused.flatMap((name) =>
          ['/api/complaints', '/api/notices', '/api/emergencies', '/api/lendings', '/api/colleagues'].map(
            async (path) => `${name} ${path} ${JSON.stringify(await clients[name].bytes('GET', path))}`,
          ),
        ),
      );
    const before = await looks();
    for (const name of accused)
      expect((await leila.post('/api/complaints', { category: 'treatment', named: [idOf(name)], words: 'Plainly unkind.', sayWhoIAm: true })).status).toBe(200);
    expect(await looks()).toEqual(before);
    expect((await samir.get('/api/complaints')).status).toBe(403);
    expect((await noor.get('/api/complaints')).status).toBe(403);
  });

  it('the database shows it to no other purpose, holds no word and no name of it in the clear, and does not say who filed it', async () => {
    const asked = (purpose: 'administration' | 'supervision' | 'oversight' | 'complaint-review') =>
      withContext(world.running.desk.storage, { organisationId: harbour, actorId: idOf('noor') as UserId, purpose }, (tx) =>
        tx.rows<{ n: number }>('select count(*) as n from sojourn.complaint'),
      );
    for (const purpose of ['administration', 'supervision', 'oversight'] as const) expect(await asked(purpose)).toEqual([{ n: 0 }]);
    expect((await asked('complaint-review'))[0]?.n).toBeGreaterThan(4);
    const url = new URL(world.running.superuserUrl);
    url.pathname = '/sojourn';
    const database = new Database({ connectionString: url.href });
    await database.connect();
    try {
      const rows = JSON.stringify(
        (await database.query('select * from sojourn.complaint')).rows.map((row) => ({ ...row, sealed: row.sealed.toString('latin1') })),
      );
      for (const text of ['Quillfeather', idOf('samir'), idOf('amal'), idOf('leila')]) expect(rows).not.toContain(text);
      const log = await database.query("select 1 from sojourn.access_log where operation like 'complaint%'");
      expect(log.rows).toEqual([]);
    } finally {
      await database.end();
    }
  });

  it('about every office’s reviewers says so, and is kept', async () => {
    const filed = await amal.post('/api/complaints', { category: 'other', named: [idOf('idris'), idOf('salma')], words: 'Both of them.', sayWhoIAm: false });
    expect(filed).toMatchObject({ status: 200, body: { reviewersHere: false } });
    expect((await amal.post('/api/complaints/follow', { code: filed.body['code'] })).status).toBe(200);
  });
});
