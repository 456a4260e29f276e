import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { erase } from '../src/maintenance/erase.ts';
import { retention } from '../src/maintenance/retention.ts';
import { verify } from '../src/maintenance/verify.ts';
import { machine, removeMachines, run, superuser, whileServed } from './machines.ts';
import { type Sender, serve, signIn } from './served.ts';
import { newId } from './world.ts';

const name = 'Tsehay Worku, in her own words';
const here = () => machine('retention', '4790');
const approved = ['--do', '--unreviewed-periods', '--requested-by', 'amal', '--approved-by', 'samir'];
const cases: Record<'long ago' | 'lately' | 'held', string> = { 'long ago': newId(), lately: newId(), held: newId() };
let heldCode = '';
let holdId = '';
let erasedPerson = '';
let heldPerson = '';

const act = (who: Sender, act_: string, caseId: string, input: unknown, more: object = {}) =>
  who.post(`/api/acts/${act_}`, { actId: newId(), caseId, deviceId: newId(), deviceSequence: 1, basis: 0, recordedAt: Date.now(), input, ...more });

const figures = async () =>
  superuser(
    await here(),
    "select payload->>'fact' as fact, payload->'answer' as answer, count(*)::int as n from sojourn.entry_payload where payload ? 'fact' group by 1, 2 order by 1, 2::text",
  );

beforeAll(async () => {
  const environment = await here();
  const served = await serve(environment);
  const [amal, samir] = [await signIn(served.address, 'amal'), await signIn(served.address, 'samir')];
  for (const [which, caseId] of Object.entries(cases)) {
    const personId = newId();
    if (which === 'long ago') erasedPerson = personId;
    if (which === 'held') heldPerson = personId;
    const sealed = [{ field: 'name', subjectId: personId, text: name }];
    const reason = [{ field: 'reason', subjectId: personId, text: 'The journey is over.' }];
    const occurredOn = which === 'lately' ? '2026-10-01' : '2019-03-01';
    expect((await act(amal, 'contact.record', caseId, { personId, presentCountry: 'LBN' }, { sealed, occurredOn })).status).toBe(200);
    expect((await act(amal, 'case.close', caseId, { outcome: 'goals-reached' }, { sealed: reason, occurredOn })).status).toBe(200);
    if (which === 'held') {
      const placed = await act(samir, 'hold.place', caseId, { ground: 'court' }, { sealed: reason });
      expect(placed.status).toBe(200);
      holdId = String((placed.body['entryIds'] as readonly string[])[0]);
      heldCode = String(((await amal.get(`/api/cases/${caseId}`)).body['case'] as { readonly caseCode: string }).caseCode);
    }
  }
  served.process.kill('SIGTERM');
  await new Promise((ended) => served.process.once('exit', ended));
}, 120_000);
afterAll(removeMachines);

const readable = async (caseId: string) =>
  (await superuser(await here(), `select count(ciphertext)::int as n from sojourn.sealed_value where case_id = '${caseId}'`))[0];

describe('what is kept longer than it may be', () => {
  it('is only listed first: the case closed long ago, not the one closed lately, and one that a hold keeps', async () => {
    const dry = await run(await here(), retention);
    expect(dry.said).toMatch(/identity is over its 60 months since 2019-03-01/);
    expect(dry.said).toMatch(/1 cases are over a period; 1 more would be, but a legal hold stands; 0 erased/);
    expect(dry.said).toContain('Nothing was changed');
    expect(await readable(cases['long ago'])).toEqual({ n: 2 });
  });

  it('a legal hold stops erasing, whoever asks', async () => {
    const words = [heldCode, '--reach', 'identity', '--reason', 'person-asked', '--requested-by', 'amal', '--approved-by', 'samir', '--do'];
    await expect(run(await here(), erase, ...words)).rejects.toThrow('A legal hold stands on this case');
    expect(await readable(cases.held)).toEqual({ n: 3 });
  });

  it('goes under a certificate that the desk shows; figures over the coded facts stay what they were', async () => {
    const environment = await here();
    const before = await figures();
    await expect(run(environment, retention, '--do')).rejects.toThrow('Name two people');
    await expect(run(environment, retention, '--do', '--requested-by', 'samir', '--approved-by', 'samir')).rejects.toThrow('Another person');
    expect((await run(environment, retention, ...approved.filter((word) => word !== '--unreviewed-periods'))).said).toMatch(
      /nobody has reviewed this period[\s\S]*0 erased/,
    );
    expect((await run(environment, retention, ...approved)).said).toMatch(/1 more would be.*1 erased/);
    expect(await readable(cases['long ago'])).toEqual({ n: 0 });
    expect(await readable(cases.lately)).toEqual({ n: 2 });
    expect(await readable(cases.held)).toEqual({ n: 3 });
    expect(await figures()).toEqual(before);
    expect((await run(environment, verify)).code).toBe(0);
    await whileServed(environment, async (amal) => {
      const { body } = await amal.get(`/api/cases/${cases['long ago']}`);
      expect(body['certificates']).toMatchObject([{ reach: 'identity', reason: 'retention-period-over', sealedValues: 2 }]);
      expect(body['case']).toMatchObject({ stage: 'closed' });
      const sister = newId();
      // What is written down after an erasure, about somebody else, is not of it, and stays through the next start.
      expect(
        (
          await act(
            amal,
            'person.add',
            cases['long ago'],
            { personId: sister, relation: 'sibling' },
            { sealed: [{ field: 'note', subjectId: sister, text: name }] },
          )
        ).status,
      ).toBe(200);
    });
    await whileServed(environment, async (amal) => {
      expect((await amal.get(`/api/cases/${cases['long ago']}`)).status).toBe(200);
      // About the person who was erased no words can be kept any more: said calmly, and codes still can.
      const about = [{ field: 'note', subjectId: erasedPerson, text: name }];
      expect(await act(amal, 'service.record', cases['long ago'], { service: 'medical' }, { sealed: about })).toMatchObject({
        status: 422,
        body: { kind: 'person-erased' },
      });
      expect((await act(amal, 'service.record', cases['long ago'], { service: 'medical' })).status).toBe(200);
    });
    expect(await readable(cases['long ago'])).toEqual({ n: 1 });
    expect((await run(environment, retention)).said).toMatch(/0 cases are over a period/);
  });

  it('when the hold is lifted, the period that was over counts', async () => {
    const environment = await here();
    const served = await serve(environment);
    const [amal, samir] = [await signIn(served.address, 'amal'), await signIn(served.address, 'samir')];
    const sealed = [{ field: 'reason', subjectId: heldPerson, text: 'The court has decided.' }];
    expect((await act(amal, 'hold.lift', cases.held, { holdId }, { sealed })).body['kind']).toBe('not-allowed');
    expect((await act(samir, 'hold.lift', cases.held, { holdId }, { sealed })).status).toBe(200);
    served.process.kill('SIGTERM');
    await new Promise((ended) => served.process.once('exit', ended));
    expect((await run(environment, retention)).said).toMatch(/1 cases are over a period; 0 more/);
  });
});
