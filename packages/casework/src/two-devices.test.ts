import { chained, commitmentOf, type DeviceRow, type Entry, foldEntries, occurredDay, verifyChain } from '@sojourn/journal';
import {
  type CaseId,
  canonicalJson,
  dateOfInstant,
  derivedId,
  type JsonValue,
  type OfficeId,
  type OrganisationId,
  ok,
  refused,
  type UserId,
} from '@sojourn/kernel';
import { type Actor, type ActReceipt, runAct } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { type Server, twoDevices } from '../contract/two-devices.ts';
import { caseFold, type Records, standingOf, together } from './index.ts';
import { caseworkActs } from './operations.ts';

const first = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const runs = Number(process.env['SOJOURN_RUNS'] ?? 300);
/** Seeds that once failed. */
const failedOnce: readonly number[] = [1_425, 2_041, 505_890];

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
      const journalOf = (id: CaseId) => entries.filter((entry) => entry.envelope.caseId === id);
      const here = journalOf(caseId);
      const records: Records = new Map([...new Set(entries.map((entry) => entry.envelope.caseId))].map((id) => [id, foldEntries(caseFold, journalOf(id))]));
      const on = occurredDay(request, now, deviceClock);
      const context = {
        actor,
        today: dateOfInstant(now),
        on,
        now,
        standingOf,
        records,
        checkFact: () => undefined,
        lookUp: () => undefined,
        random: '0011223344556677',
      };
      const decided = runAct(caseworkActs[name], here.length === 0 ? undefined : together(caseId, records), request, context);
      if (!decided.ok) return Promise.resolve(decided);
      const ends = new Map([...records.keys(), caseId].map((id) => [id, journalOf(id).at(-1)?.envelope]));
      const entryIds = decided.value.map((draft, index) => {
        const { organisationId: organisation, userId: authorId } = actor;
        const place = draft.caseId ?? caseId;
        const basis = place === caseId ? request.basis : (request.also?.find((one) => one.caseId === place)?.basis ?? 0);
        const envelope = chained(draft, {
          organisationId: organisation,
          authorId,
          act: { ...request, caseId: place, basis },
          index,
          before: ends.get(place),
          on,
          receivedAt: now,
          bundleHash: 'b',
          salt: '00',
          sealed: [],
        });
        expect(envelope.commitment).toBe(commitmentOf('00', draft.payload, []));
        ends.set(place, envelope);
        entries.push({ envelope, payload: draft.payload, sealed: [] });
        return envelope.entryId;
      });
      const receipt = { caseId, sequence: ends.get(caseId)?.sequence ?? 0, entryIds, replayed: false };
      receipts.set(actId, { digest, receipt });
      return Promise.resolve(ok(receipt));
    },
  };
}

describe(`several devices on two cases that are joined and parted (${runs} runs from seed ${first}; SOJOURN_SEED, SOJOURN_RUNS)`, () => {
  it('nothing lost, nothing twice, both sides of a conflict kept, and every device sees the same case', async () => {
    const seen = { acts: 0, refused: 0, conflicts: 0, joins: 0, partings: 0 };
    for (const seed of [...failedOnce, ...Array.from({ length: runs }, (_, n) => first + n)]) {
      try {
        const run = await twoDevices(seed, inMemory());
        seen.acts += run.acts;
        seen.refused += run.refused;
        seen.conflicts += run.conflicts;
        seen.joins += run.joins;
        seen.partings += run.partings;
      } catch (problem) {
        throw new Error(`seed ${seed}: ${problem instanceof Error ? problem.message : String(problem)}`, { cause: problem });
      }
    }
    // A run in which nothing goes wrong proves nothing.
    expect(seen.acts).toBeGreaterThan(runs * 5);
    expect(seen.refused).toBeGreaterThan(runs / 4);
    expect(seen.conflicts).toBeGreaterThan(runs / 10);
    expect(seen.joins).toBeGreaterThan(runs / 4);
    expect(seen.partings).toBeGreaterThan(runs / 20);
  }, 3_600_000);
});
