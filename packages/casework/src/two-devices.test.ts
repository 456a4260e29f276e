import { chained, commitmentOf, type DeviceRow, type Entry, foldEntries, occurredDay, verifyChain } from '@sojourn/journal';
import { canonicalJson, dateOfInstant, derivedId, type JsonValue, type OfficeId, type OrganisationId, ok, refused, type UserId } from '@sojourn/kernel';
import { type Actor, type ActReceipt, runAct } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { type Server, twoDevices } from '../contract/two-devices.ts';
import { caseFold, standingOf } from './index.ts';
import { caseworkActs } from './operations.ts';

const first = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['SOJOURN_RUNS'] ?? 300);
/** Seeds that once failed. */
const failedOnce: readonly number[] = [];

/** The server's steps on a list in memory. */
function inMemory(): Server {
  const organisationId = derivedId<OrganisationId>('organisation');
  const officeId = derivedId<OfficeId>('office');
  const person = (name: string, role: Actor['roles'][number]): Actor => ({ organisationId, officeId, userId: derivedId<UserId>(name), roles: [role] });
  const entries: Entry[] = [];
  const receipts = new Map<string, { readonly digest: string; readonly receipt: ActReceipt }>();
  const rows = new Map<string, DeviceRow>();
  return {
    staff: { caseworkers: [person('ada', 'caseworker'), person('ben', 'caseworker'), person('eva', 'supervisor')], fundManager: person('mo', 'fund-manager') },
    entries: (caseId) => Promise.resolve(entries.filter((entry) => entry.envelope.caseId === caseId)),
    deviceRows: (deviceIds) => Promise.resolve([...rows.values()].filter((row) => deviceIds.includes(row.deviceId))),
    findings: (caseId) =>
      Promise.resolve(
        verifyChain(
          entries
            .filter((entry) => entry.envelope.caseId === caseId)
            .map(({ envelope, payload }) => ({ envelope, content: { salt: '00', payload: payload as JsonValue, sealed: [] } })),
        ),
      ),
    send: (actor, name, request, now, deviceClock) => {
      const digest = canonicalJson({ name, userId: actor.userId, request: request as unknown as JsonValue });
      const earlier = receipts.get(request.actId);
      if (earlier !== undefined)
        return Promise.resolve(earlier.digest === digest ? ok({ ...earlier.receipt, replayed: true }) : refused({ kind: 'same-act-other-content' }));
      const { deviceId, deviceSequence, actId, caseId, deviceLink: previous } = request;
      rows.set(actId, { deviceId, deviceSequence, actId, caseId, name, previous });
      const here = entries.filter((entry) => entry.envelope.caseId === caseId);
      const on = occurredDay(request, now, deviceClock);
      const context = {
        actor,
        today: dateOfInstant(now),
        on,
        now,
        standingOf,
        checkFact: () => undefined,
        lookUp: () => undefined,
        random: '0011223344556677',
      };
      const decided = runAct(caseworkActs[name], here.length === 0 ? undefined : foldEntries(caseFold, here), request, context);
      if (!decided.ok) return Promise.resolve(decided);
      let before = here.at(-1)?.envelope;
      const entryIds = decided.value.map((draft, index) => {
        const { organisationId: organisation, userId: authorId } = actor;
        const envelope = chained(draft, {
          organisationId: organisation,
          authorId,
          act: request,
          index,
          before,
          on,
          receivedAt: now,
          bundleHash: 'b',
          salt: '00',
          sealed: [],
        });
        expect(envelope.commitment).toBe(commitmentOf('00', draft.payload, []));
        before = envelope;
        entries.push({ envelope, payload: draft.payload, sealed: [] });
        return envelope.entryId;
      });
      const receipt = { caseId, sequence: before?.sequence ?? 0, entryIds, replayed: false };
      receipts.set(actId, { digest, receipt });
      return Promise.resolve(ok(receipt));
    },
  };
}

describe(`several devices on one case (${runs} runs from seed ${first}; SOJOURN_SEED, SOJOURN_RUNS)`, () => {
  it('nothing lost, nothing twice, both sides of a conflict kept, and every device sees the same case', async () => {
    const seen = { acts: 0, refused: 0, conflicts: 0 };
    for (const seed of [...failedOnce, ...Array.from({ length: runs }, (_, n) => first + n)]) {
      try {
        const run = await twoDevices(seed, inMemory());
        seen.acts += run.acts;
        seen.refused += run.refused;
        seen.conflicts += run.conflicts;
      } catch (problem) {
        throw new Error(`seed ${seed}: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
      }
    }
    // A run in which nothing goes wrong proves nothing.
    expect(seen.acts).toBeGreaterThan(runs * 5);
    expect(seen.refused).toBeGreaterThan(runs / 4);
    expect(seen.conflicts).toBeGreaterThan(runs / 10);
  }, 3_600_000);
});
