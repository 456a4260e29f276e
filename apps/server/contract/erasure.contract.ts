import { copyFileSync, rmSync } from 'node:fs';
import { caseFold } from '@sojourn/casework';
import type { CaseId, OrganisationId, UserId } from '@sojourn/kernel';
import { forErasing, listOrganisations, readCase, withContext } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erasureLedger } from '../src/erasing.ts';
import { backup, backupKeys } from '../src/maintenance/backup.ts';
import { erase } from '../src/maintenance/erase.ts';
import { restore } from '../src/maintenance/restore.ts';
import { verify } from '../src/maintenance/verify.ts';
import { atMachine, forRealPeople, machine, path, removeMachines, run, superuser, whileServed } from './machines.ts';
import type { Sender } from './served.ts';
import { newId } from './world.ts';

const name = 'Tsehay Worku, in her own words';
const people = { erased: newId() as string, whole: newId() as string };
const cases = { erased: newId() as string, whole: newId() as string };
const codes: Record<keyof typeof cases, string> = { erased: '', whole: '' };
const here = () => machine('machine', '4770');
const asked = ['--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'samir'];

async function record(amal: Sender, caseId: string, personId: string): Promise<string> {
  const common = { caseId, deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now() };
  const sealed = ['name', 'note'].map((field) => ({ field, subjectId: personId, text: name }));
  await amal.post('/api/acts/contact.record', { ...common, actId: newId(), input: { personId, presentCountry: 'LBN', source: 'hotline' }, sealed });
  const facts = [{ subjectId: personId, fact: 'trafficking.border-crossed', answer: { is: 'value', value: true }, source: 'person' }];
  await amal.post('/api/acts/facts.assert', { ...common, actId: newId(), deviceSequence: 2, input: { facts }, sealed: sealed.slice(1) });
  return String(((await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly caseCode: string }).caseCode);
}
const revealed = async (amal: Sender, caseId: string) => {
  const { body } = await amal.get(`/api/cases/${caseId}`);
  const sealed = (body['case'] as { readonly sealed: readonly { readonly sealedId: string }[] }).sealed;
  return JSON.stringify((await amal.post(`/api/cases/${caseId}/reveal`, { sealedIds: sealed.map((one) => one.sealedId) })).body);
};
const factsByCode = async (environment: Readonly<Record<string, string>>) =>
  superuser(
    environment,
    "select payload->>'fact' as fact, payload->'answer' as answer, count(*)::int as n from sojourn.entry_payload where payload ? 'fact' group by 1, 2 order by 1, 2::text",
  );
const ciphertexts = async (environment: Readonly<Record<string, string>>, caseId: string) =>
  superuser(environment, `select count(ciphertext)::int as n from sojourn.sealed_value where case_id = '${caseId}'`);

beforeAll(async () => {
  process.env['SOJOURN_BACKUP_PASSPHRASE'] = 'four words of ours';
  const environment = await here();
  await whileServed(environment, async (amal) => {
    codes.erased = await record(amal, cases.erased, people.erased);
    codes.whole = await record(amal, cases.whole, people.whole);
    expect(await revealed(amal, cases.erased)).toContain(name);
  });
  await run(environment, backup, path('yesterday'));
  await run(environment, backupKeys, path('yesterday’s keys'));
}, 120_000);
afterAll(removeMachines);

describe('erasing a person', () => {
  it('is asked by one and approved by another who may; first it only says what would go', async () => {
    const environment = await here();
    const dry = await run(environment, erase, codes.erased, '--reach', 'identity', ...asked);
    expect(dry.said).toMatch(/3 sealed values, 0 entries, the keys of 1 people[\s\S]*Nothing was changed/);
    const refusals: readonly (readonly [readonly string[], RegExp])[] = [
      [['--reason', 'person-asked', '--requested-by', 'samir', '--approved-by', 'samir'], /Another person must approve/],
      [['--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'leila'], /supervisor or an administrator/],
      [['--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'peter'], /same|belong to the organisation/],
      [['--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'nobody'], /Name two people/],
      [['--reason', 'because', '--requested-by', 'amal', '--approved-by', 'samir'], /erase CASE-CODE/],
    ];
    for (const [words, sentence] of refusals)
      await expect(run(environment, erase, codes.erased, '--reach', 'identity', ...words, '--do')).rejects.toThrow(sentence);
    await expect(run(environment, erase, 'AAAA-2222', '--reach', 'identity', ...asked)).rejects.toThrow(/no such case/);
    expect(await ciphertexts(environment, cases.erased)).toEqual([{ n: 3 }]);
  });

  it('makes names and words unreadable, and leaves the register’s figures and every chain as they were', async () => {
    const environment = await here();
    const before = await factsByCode(environment);
    const done = await run(environment, erase, codes.erased, '--reach', 'identity', ...asked, '--do');
    expect(done.said).toMatch(/Certificate [0-9a-f-]{36}: unreadable here from today[\s\S]*unreadable in backups from \d{4}-\d{2}-\d{2}/);
    expect(await factsByCode(environment)).toEqual(before);
    expect(await ciphertexts(environment, cases.erased)).toEqual([{ n: 0 }]);
    expect(await run(environment, verify)).toMatchObject({ code: 0 });
    await whileServed(environment, async (amal) => {
      const text = await revealed(amal, cases.erased);
      expect(text).not.toContain(name);
      expect(text).toContain('"erased":true');
      expect(await revealed(amal, cases.whole)).toContain(name);
    });
    const [certificate] = (await superuser(environment, 'select * from sojourn.erasure_certificate')) as readonly Readonly<Record<string, unknown>>[];
    expect(certificate).toMatchObject({ reach: 'identity', sealed_values: 3, subjects: 1 });
    expect(JSON.stringify(certificate)).not.toContain('Tsehay');
  }, 60_000);

  it('as a whole leaves envelopes that say under which certificate, never "edited"', async () => {
    const environment = await here();
    await run(environment, erase, codes.whole, '--reach', 'whole', ...asked, '--do');
    expect(await run(environment, verify)).toMatchObject({ code: 0 });
    const left = await superuser(
      environment,
      `select e.sequence, p.payload is null as gone, p.expunged_under is not null as named from sojourn.entry e join sojourn.entry_payload p using (organisation_id, entry_id) where case_id = '${cases.whole}' order by 1`,
    );
    expect(left).toEqual([
      { sequence: 1, gone: false, named: false },
      { sequence: 2, gone: true, named: true },
      { sequence: 3, gone: true, named: true },
    ]);
    await whileServed(environment, async (amal) => {
      const { status, body } = await amal.get(`/api/cases/${cases.whole}`);
      expect(status).toBe(200);
      expect((body['case'] as { readonly facts: readonly unknown[] }).facts).toEqual([]);
    });
  }, 60_000);

  it('can be of one person of a case alone: the others stay readable, and the other way round', async () => {
    const environment = await here();
    const [theirs, witnessed] = [newId() as string, newId() as string];
    const [uncle, person, friend, other] = [newId() as string, newId() as string, newId() as string, newId() as string];
    const about = (personId: string, words: string) => ['name', 'note'].map((field) => ({ field, subjectId: personId, text: `${words} ${field}` }));
    const caseCode: Record<string, string> = {};
    await whileServed(environment, async (amal) => {
      let deviceSequence = 0;
      const act = async (name: string, caseId: string, input: object, sealed: object) => {
        deviceSequence += 1;
        const body = { actId: newId(), caseId, deviceId: newId(), deviceSequence, basis: 0, recordedAt: Date.now(), input, sealed };
        expect(await amal.post(`/api/acts/${name}`, body)).toMatchObject({ status: 200 });
      };
      for (const [caseId, whose, else_] of [
        [theirs, person, uncle],
        [witnessed, other, friend],
      ] as const) {
        await act('contact.record', caseId, { personId: whose, presentCountry: 'LBN' }, about(whose, 'The person'));
        await act('person.add', caseId, { personId: else_, relation: 'relative' }, about(else_, 'The uncle'));
        const { body } = await amal.get(`/api/cases/${caseId}`);
        caseCode[caseId] = (body['case'] as { readonly caseCode: string }).caseCode;
      }
      // The friend is spoken of in both cases.
      await act('person.add', theirs, { personId: friend, relation: 'friend' }, about(friend, 'The friend'));
    });
    const code = (caseId: string) => caseCode[caseId] ?? '';
    const only = (who: string) => ['--reach', 'identity', '--only', who, ...asked];
    expect((await run(environment, erase, code(theirs), '--reach', 'identity', ...asked)).said).toContain(`${uncle}  relative`);
    await expect(run(environment, erase, code(theirs), ...only(other), '--do')).rejects.toThrow(/nobody of this case/);
    await expect(run(environment, erase, code(theirs), ...only(friend), '--do')).rejects.toThrow(/another case/);
    await expect(run(environment, erase, code(theirs), '--reach', 'whole', '--only', uncle, ...asked)).rejects.toThrow(/--reach identity/);
    expect((await run(environment, erase, code(theirs), ...only(uncle), '--do')).said).toMatch(/2 sealed values, 0 entries, the keys of 1 people/);
    await run(environment, erase, code(witnessed), ...only(other), '--do');
    expect(await run(environment, verify)).toMatchObject({ code: 0 });
    await whileServed(environment, async (amal) => {
      const first = await revealed(amal, theirs);
      expect(first).not.toContain('The uncle');
      for (const word of ['The person name', 'The person note', 'The friend name']) expect(first).toContain(word);
      const second = await revealed(amal, witnessed);
      expect(second).not.toContain('The person');
      expect(second).toContain('The uncle name');
      const { body } = await amal.get(`/api/cases/${theirs}`);
      expect(body['certificates']).toMatchObject([{ reach: 'identity', sealedValues: 2, aboutOne: true }]);
      // What they are stays in the codes, and nothing more can be sealed about them.
      expect((body['case'] as { readonly people: readonly unknown[] }).people).toHaveLength(2);
      const late = { actId: newId(), caseId: theirs, deviceId: newId(), deviceSequence: 99, basis: 0, recordedAt: Date.now() };
      const again = { ...late, input: { subjectId: uncle }, sealed: [{ field: 'name', subjectId: uncle, text: 'The uncle again' }] };
      expect(await amal.post('/api/acts/name.record', again)).toMatchObject({ status: 422, body: { kind: 'person-erased' } });
    });
    // The next start reads the ledger: nobody else goes with them.
    await atMachine(environment, async () => undefined);
    await whileServed(environment, async (amal) => expect(await revealed(amal, theirs)).toContain('The person name'));
  }, 120_000);

  it('holds when yesterday’s backup comes back: with today’s keys, or with the ledger kept beside', async () => {
    const environment = await here();
    await run(environment, backupKeys, path('today’s keys'));
    const withKeys = await machine('with today’s keys', '4771');
    await run(withKeys, restore, path('yesterday'), '--keys', path('today’s keys'));
    const withLedger = await machine('with the ledger', '4772');
    await run(withLedger, restore, path('yesterday'), '--keys', path('yesterday’s keys'));
    copyFileSync(erasureLedger(environment['SOJOURN_DATA'] ?? ''), erasureLedger(withLedger['SOJOURN_DATA'] ?? ''));
    for (const restored of [withKeys, withLedger]) {
      // Opening is before anyone can sign in.
      await atMachine(restored, async () => undefined);
      expect(await ciphertexts(restored, cases.erased)).toEqual([{ n: 0 }]);
      expect(await run(restored, verify)).toMatchObject({ code: 0 });
      await whileServed(forRealPeople(restored), async (amal) => {
        expect(await revealed(amal, cases.erased)).not.toContain(name);
        expect(await revealed(amal, cases.whole)).not.toContain(name);
      });
    }
    // And where both came back from yesterday with nothing kept beside, nobody can know: that is what the second date says.
    const withNothing = await machine('with nothing beside', '4773');
    await run(withNothing, restore, path('yesterday'), '--keys', path('yesterday’s keys'));
    rmSync(erasureLedger(withNothing['SOJOURN_DATA'] ?? ''), { force: true });
    expect(await ciphertexts(withNothing, cases.erased)).toEqual([{ n: 3 }]);
  }, 180_000);

  it('broken off after it was written down, is finished at the next start', async () => {
    const half = await machine('half done', '4774');
    await run(half, restore, path('yesterday'), '--keys', path('yesterday’s keys'));
    copyFileSync(erasureLedger((await here())['SOJOURN_DATA'] ?? ''), erasureLedger(half['SOJOURN_DATA'] ?? ''));
    const state = await atMachine(half, async (house) => {
      const [harbour] = (await listOrganisations(house.addresses.setUp)).filter((one) => one.name.startsWith('Harbour'));
      const who = { organisationId: harbour?.organisationId as OrganisationId, actorId: harbour?.userId as UserId, purpose: 'administration' as const };
      return withContext(house.desk.storage, who, (tx) => readCase(tx, caseFold, cases.whole as CaseId));
    });
    expect(JSON.stringify(state)).not.toContain('border-crossed');
    expect(await superuser(half, 'select count(*)::int as n from sojourn.erasure_certificate')).toEqual([{ n: 2 }]);
  }, 60_000);
});

describe('the login that erases', () => {
  it('may take content away and nothing else', async () => {
    await atMachine(await here(), async (house) => {
      const [harbour] = (await listOrganisations(house.addresses.setUp)).filter((one) => one.name.startsWith('Harbour'));
      const who = { organisationId: harbour?.organisationId as OrganisationId, actorId: harbour?.userId as UserId, purpose: 'administration' as const };
      const attempt = (sql: string) => withContext(forErasing(house.desk.storage), who, (tx) => tx.rows(sql));
      for (const statement of [
        'update sojourn.entry set kind = kind',
        'delete from sojourn.entry',
        'truncate sojourn.entry',
        'delete from sojourn.sealed_value',
        'truncate sojourn.entry_payload',
        'select * from sojourn.app_user',
      ])
        await expect(attempt(statement), statement).rejects.toThrow(/permission denied/);
      await expect(attempt(`update sojourn.entry_payload set payload = '{}', salt = 'x'`)).rejects.toThrow(/never changed/);
      await expect(attempt(`update sojourn.sealed_value set ciphertext = 'x'`)).rejects.toThrow(/only erased/);
      expect(await attempt(`select organisation_id from sojourn.entry where organisation_id <> '${who.organisationId}'`)).toEqual([]);
      for (const statement of [
        'update sojourn.entry_payload set payload = null, salt = null, expunged_under = entry_id',
        'update sojourn.sealed_value set ciphertext = null',
        'delete from sojourn.import_row',
      ])
        await expect(
          withContext(house.desk.storage, who, (tx) => tx.rows(statement)),
          statement,
        ).rejects.toThrow(/permission denied/);
    });
  });
});
