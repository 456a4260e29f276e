// How fast every case is folded again from its journal, and how much of that is PostgreSQL handing over the rows (the floor).
// On a machine that others use the clock measures them too; so beside it stands what was spent in CPU seconds, and what two cores to oneself would give.
// node bench/rebuild.ts [cases]
import { randomBytes, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { caseFold } from '@sojourn/casework';
import { chained, type DraftEntry, type Entry } from '@sojourn/journal';
import { type ActId, type CaseId, canonicalJson, type DeviceId, derivedId, instant, mintId, type PersonId, plainDate } from '@sojourn/kernel';
import { rebuildSnapshots } from '@sojourn/storage';
import { as, asSuperuser, openWorld } from '@sojourn/storage/test-world';

const chance = { bytes: (count: number) => randomBytes(count) };
const cases = Number(process.argv[2] ?? 30_000);
const world = await openWorld();
const { organisationId, officeId, userId } = world.harbour;
const drafts = (personId: PersonId): readonly DraftEntry[] => {
  const stated = (fact: string, value: unknown): DraftEntry => ({
    kind: 'fact-asserted',
    version: 2,
    source: 'person',
    payload: { subjectId: personId, fact, answer: { is: 'value', value }, source: 'person' } as never,
  });
  return [
    { kind: 'contact-recorded', version: 1, source: 'caseworker', payload: { personId, officeId, caseCode: 'AAAA-AAAA', source: 'hotline' } },
    stated('place.present-country', 'LBN'),
    stated('person.birth-date', '1994-03'),
    stated('person.citizenship', ['ETH']),
    { kind: 'alternative-tried', version: 1, source: 'caseworker', payload: { scope: 'local', answer: 'cannot-help', reasons: ['sex'], on: '2026-11-01' } },
    { kind: 'service-delivered', version: 1, source: 'caseworker', payload: { service: 'medical', quantity: 1, received: 'yes', on: '2026-11-02' } },
  ];
};
console.log(`writing ${cases} cases of 6 entries…`);
await asSuperuser(world, async (client) => {
  await client.query('set session_replication_role = replica; set synchronous_commit = off');
  for (let from = 0; from < cases; from += 1_000) {
    const rows: Entry[] = [];
    for (let n = from; n < Math.min(from + 1_000, cases); n += 1) {
      const caseId = derivedId<CaseId>('bench case', String(n));
      const act = {
        actId: mintId<ActId>(chance, instant(1_795_000_000_000 + n * 50)),
        caseId,
        deviceId: randomUUID() as DeviceId,
        deviceSequence: 1,
        basis: 0,
        recordedAt: instant(1_795_000_000_000),
      };
      let before: Entry['envelope'] | undefined;
      for (const [index, draft] of drafts(derivedId<PersonId>('bench person', String(n))).entries()) {
        const place = { organisationId, authorId: userId, act, index, before, on: plainDate('2026-11-24'), receivedAt: act.recordedAt, bundleHash: 'b' };
        before = chained(draft, { ...place, salt: '00112233445566778899aabbccddeeff', sealed: [] });
        rows.push({ envelope: before, payload: draft.payload, sealed: [] });
      }
    }
    const entries = rows.map(({ envelope: e }) => ({
      organisation_id: e.organisationId,
      case_id: e.caseId,
      sequence: e.sequence,
      entry_id: e.entryId,
      act_id: e.actId,
      kind: e.kind,
      version: e.version,
      author_id: e.authorId,
      device_id: e.deviceId,
      device_sequence: e.deviceSequence,
      basis: e.basis,
      occurred_earliest: e.occurredEarliest,
      occurred_latest: e.occurredLatest,
      recorded_at: e.recordedAt,
      received_at: e.receivedAt,
      source: e.source,
      bundle_hash: e.bundleHash,
      commitment: e.commitment,
      previous_hash: e.previousHash,
      hash: e.hash,
    }));
    await client.query('insert into sojourn.entry select * from jsonb_populate_recordset(null::sojourn.entry, $1)', [JSON.stringify(entries)]);
    await client.query('insert into sojourn.entry_payload select * from jsonb_populate_recordset(null::sojourn.entry_payload, $1)', [
      JSON.stringify(rows.map(({ envelope, payload }) => ({ organisation_id: organisationId, entry_id: envelope.entryId, salt: '00', payload }))),
    ]);
    await client.query(
      `insert into sojourn.case_snapshot (organisation_id, case_id, office_id, case_code, sequence, head_hash, fold_version, state)
       select organisation_id, case_id, $1, left(case_id::text, 13), sequence, hash, 0, '{}' from jsonb_populate_recordset(null::sojourn.entry, $2) where sequence = 6`,
      [officeId, JSON.stringify(entries)],
    );
  }
  await client.query('analyze');
});
/** Of a process: its parent, the seconds of CPU it has used, and those of its children that have ended. Linux only. */
function processOf(pid: string): { readonly parent: string; readonly own: number; readonly ended: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const seconds = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) / 100;
    return { parent: fields[1] ?? '', own: seconds(11), ended: seconds(13) };
  } catch {
    return undefined;
  }
}
const [backend] = await as(world, world.harbour, (tx) => tx.rows<{ pid: number }>('select pg_backend_pid() as pid'));
const postmaster = processOf(String(backend?.pid))?.parent;
/** Seconds of CPU that PostgreSQL has used, all its processes together; undefined where it runs elsewhere. */
function databaseSpent(): number | undefined {
  const server = postmaster === undefined ? undefined : processOf(postmaster);
  if (server === undefined) return undefined;
  const children = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? (processOf(pid) ?? []) : []));
  return server.own + server.ended + children.filter((one) => one.parent === postmaster).reduce((sum, one) => sum + one.own, 0);
}
const timed = async (name: string, work: () => Promise<unknown>): Promise<number> => {
  const [cpu, before, begun] = [process.cpuUsage(), databaseSpent(), performance.now()];
  await work();
  const perSecond = Math.round(cases / ((performance.now() - begun) / 1_000));
  const { user, system } = process.cpuUsage(cpu);
  const [node, database] = [(user + system) / 1_000_000, (databaseSpent() ?? Number.NaN) - (before ?? Number.NaN)];
  const alone = Math.round(cases / Math.max(node, (node + database) / 2));
  console.log(
    `${name}: ${perSecond} cases/s; CPU seconds: ${node.toFixed(2)} here, ${database.toFixed(2)} in PostgreSQL; with two cores to itself at most ${alone} cases/s`,
  );
  return perSecond;
};
const who = { organisationId, actorId: userId, purpose: 'administration' as const };
const floor = await timed('floor: the same rows read and the same snapshots written, folding nothing', () =>
  as(world, world.harbour, async (tx) => {
    for (let from = 0; from < cases; from += 500) {
      const ids = Array.from({ length: Math.min(500, cases - from) }, (_, n) => derivedId<CaseId>('bench case', String(from + n)));
      const rows = await tx.rows(
        'select e.*, p.salt, p.payload, p.expunged_under from sojourn.entry e left join sojourn.entry_payload p on p.organisation_id = e.organisation_id and p.entry_id = e.entry_id where e.organisation_id = $1 and e.case_id = any($2)',
        [organisationId, ids],
      );
      if (rows.length === 0) throw new Error('nothing was read');
    }
  }),
);
const first = await timed('rebuild, every snapshot stale', () => rebuildSnapshots(world.storage, who, caseFold));
const again = await timed('rebuild, nothing stale (a check)', () => rebuildSnapshots(world.storage, who, caseFold));
console.log(canonicalJson({ cases, floor, first, again, ratio: Number((floor / first).toFixed(2)) }));
await world.close();
