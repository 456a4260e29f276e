import { caseworkActs } from '@sojourn/casework/operations';
import { type Server, twoDevices } from '@sojourn/casework/two-devices';
import { demoOrganisations } from '@sojourn/demo';
import type { CaseId, OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import type { Actor, AnyAct, Role } from '@sojourn/operations';
import { type ContextTx, listDeviceActs, readEntries, verifyCase, withContext } from '@sojourn/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from '../src/desk.ts';
import { performAct } from '../src/perform-act.ts';
import { openWorld, type World } from './world.ts';

const first = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['SOJOURN_RUNS'] ?? 15);
let world: World;
beforeAll(async () => {
  world = await openWorld(4750);
});
afterAll(() => world.close());

/** The real server's own steps on the real database; only its clock is the test's. */
function onTheDatabase(desk: Desk): Server {
  const [organisation] = demoOrganisations;
  const withRole = (role: Role): readonly Actor[] =>
    (organisation?.users ?? [])
      .filter((user) => user.roles.includes(role))
      .map((user) => ({
        organisationId: organisation?.organisationId as OrganisationId,
        officeId: user.officeId as OfficeId,
        userId: user.userId as UserId,
        roles: [role],
      }));
  const caseworkers = withRole('caseworker');
  const office = caseworkers[0]?.officeId;
  const [fundManager] = withRole('fund-manager');
  if (fundManager === undefined) throw new Error('The demo has no fund manager');
  const read = <Value>(work: (tx: ContextTx) => Promise<Value>) =>
    withContext(desk.storage, { organisationId: fundManager.organisationId, actorId: fundManager.userId, purpose: 'assistance' }, work);
  return {
    staff: { caseworkers: [...caseworkers, ...withRole('supervisor')].filter((one) => one.officeId === office), fundManager },
    send: (actor, name, request, now, deviceClock) =>
      performAct({ ...desk, clock: { now: () => now } }, actor, caseworkActs[name] as AnyAct, request, deviceClock),
    entries: (caseId: CaseId) => read((tx) => readEntries(tx, caseId)),
    findings: (caseId: CaseId) => read((tx) => verifyCase(tx, caseId)),
    deviceRows: async (deviceIds) => (await read(listDeviceActs)).filter((row) => deviceIds.includes(row.deviceId)),
  };
}

describe(`several devices on two cases that are joined and parted, on the database (${runs} runs from seed ${first}; SOJOURN_SEED, SOJOURN_RUNS)`, () => {
  it('nothing lost, nothing twice, both sides of a conflict kept, and every device sees the same case', async () => {
    const server = onTheDatabase(world.running.desk);
    let [acts, joins] = [0, 0];
    for (let seed = first; seed < first + runs; seed += 1) {
      try {
        const run = await twoDevices(seed, server);
        acts += run.acts;
        joins += run.joins;
      } catch (problem) {
        throw new Error(`seed ${seed}: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
      }
    }
    expect(acts).toBeGreaterThan(runs * 5);
    expect(joins).toBeGreaterThan(0);
  }, 3_600_000);
});

describe('late entry', () => {
  it('what happened months ago, on a day nobody knows exactly, is kept as an interval beside the day it was written down', async () => {
    const amal = await world.as('amal');
    const { body } = await amal.get('/api/cases');
    const caseId = (body['cases'] as readonly { readonly caseId: string }[])[0]?.caseId ?? '';
    const done = await amal.act('service.record', caseId, { service: 'medical' }, { occurredOn: '2026-03' });
    expect(done.status).toBe(200);
    const { body: after } = await amal.get(`/api/cases/${caseId}`);
    const line = (after['history'] as readonly Readonly<Record<string, unknown>>[]).at(-1);
    expect(line).toMatchObject({ kind: 'service-delivered', occurredEarliest: '2026-03-01', occurredLatest: '2026-03-31' });
    expect(new Date(line?.['receivedAt'] as number).toISOString() > '2026-04').toBe(true);
  });
  it('a day that has not come is refused in words, and the same words with a day that has come are taken', async () => {
    const amal = await world.as('amal');
    const { body } = await amal.get('/api/cases');
    const caseId = (body['cases'] as readonly { readonly caseId: string }[])[0]?.caseId ?? '';
    expect(await amal.act('service.record', caseId, { service: 'medical' }, { occurredOn: '2099-01' })).toMatchObject({ body: { kind: 'day-in-the-future' } });
    expect((await amal.act('service.record', caseId, { service: 'medical' }, { occurredOn: '2026-01~' })).status).toBe(200);
  });
});
