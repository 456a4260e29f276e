import {
  type ActInJournal,
  chained,
  type DeviceRow,
  deviceLink,
  type Entry,
  entryIdOf,
  factsOf,
  findingsOfDevice,
  foldEntries,
  noReplica,
  type Replica,
  rebased,
  received,
  recorded,
} from '@sojourn/journal';
import {
  type ActId,
  type CaseId,
  canonicalJson,
  type DeviceId,
  dateOfInstant,
  derivedId,
  type EntryId,
  type Instant,
  instant,
  type PersonId,
  type Refusal,
  type Result,
} from '@sojourn/kernel';
import { type Actor, type ActReceipt, type ActRequest, runAct } from '@sojourn/operations';
import { type CaseState, caseFold, type Records, standingLinks, standingOf, together } from '../src/index.ts';
import { caseworkActs } from '../src/operations.ts';

type ActName = keyof typeof caseworkActs;

/** A server as the devices of one organisation see it; the one under test, on whatever it keeps its journal. */
export type Server = {
  readonly staff: { readonly caseworkers: readonly Actor[]; readonly fundManager: Actor };
  readonly send: (actor: Actor, name: ActName, request: ActRequest, now: Instant, deviceClock: Instant) => Promise<Result<ActReceipt, Refusal>>;
  readonly entries: (caseId: CaseId) => Promise<readonly Entry[]>;
  readonly findings: (caseId: CaseId) => Promise<readonly unknown[]>;
  readonly deviceRows: (deviceIds: readonly DeviceId[]) => Promise<readonly DeviceRow[]>;
};

type Sent = { readonly actId: ActId; readonly name: ActName; readonly request: ActRequest; readonly fine: boolean; readonly madeAt: Instant };
type Device = {
  readonly deviceId: DeviceId;
  actor: Actor;
  readonly skew: number;
  readonly replicas: Map<CaseId, Replica<Sent>>;
  outbox: Sent[];
  refused: { readonly sent: Sent; readonly kind: string }[];
  count: number;
  link: string;
};

const HOUR = 3_600_000;
const START = Date.UTC(2026, 9, 1, 9);
const facts = { 'place.present-country': ['NGA', 'ETH', 'PHL'], 'safety.danger-tonight': [true, false] } as const;
type Fact = keyof typeof facts;

export function randomFrom(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * n);
  };
}

type Run = { readonly acts: number; readonly refused: number; readonly conflicts: number; readonly joins: number; readonly partings: number };

function insist(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

/**
 * One run: some devices, two cases that may be joined and parted, acts made with and without the network, requests and replies that are lost or doubled,
 * clocks that are wrong, roles that are taken away. At the end the devices come home, and what the journal says is compared
 * with a model that only ever looked at who had really seen what. Throws, in words, where they differ.
 */
export async function twoDevices(seed: number, server: Server): Promise<Run> {
  const random = randomFrom(seed);
  const pick = <One>(list: readonly One[]): One => list[random(list.length)] as One;
  const chance = (percent: number) => random(100) < percent;
  const caseIds = ['case', 'second case'].map((name) => derivedId<CaseId>(name, String(seed)));
  const persons = new Map(caseIds.map((caseId) => [caseId, derivedId<PersonId>('person', caseId)]));
  const personOf = (caseId: CaseId) => persons.get(caseId) as PersonId;
  const otherThan = (caseId: CaseId) => caseIds.find((one) => one !== caseId) as CaseId;
  let now = instant(START);
  const devices: Device[] = Array.from({ length: 2 + random(3) }, (_, n) => ({
    deviceId: derivedId<DeviceId>('device', String(seed), String(n)),
    actor: n === 0 || chance(75) ? pick(server.staff.caseworkers) : server.staff.fundManager,
    // One clock in three is wrong, by up to four years; none is wrong by so much that it shows 2019.
    skew: chance(33) ? (random(35_000) - 17_500) * HOUR : 0,
    replicas: new Map(caseIds.map((caseId) => [caseId, noReplica])),
    outbox: [],
    refused: [],
    count: 0,
    link: '',
  }));
  /** The model: entries each act's author had really seen when the act was made. */
  const saw = new Map<ActId, ReadonlySet<EntryId>>();
  /** And those of the server alone, without what waited on the device. */
  const knew = new Map<ActId, ReadonlySet<EntryId>>();
  const all: Sent[] = [];
  let acts = 0;

  const replicaOf = (device: Device, caseId: CaseId) => device.replicas.get(caseId) as Replica<Sent>;
  /** A case and, as far as the device holds it, the other. */
  const recordsOf = (device: Device, caseId: CaseId, held: CaseState): Records => {
    const other = otherThan(caseId);
    const { known } = replicaOf(device, other);
    return new Map([...(known.length === 0 ? [] : [[other, foldEntries(caseFold, known)] as const]), [caseId, held]]);
  };
  const decide =
    (device: Device) =>
    (held: CaseState | undefined, { name, request, madeAt }: Sent) => {
      const records: Records = held === undefined ? new Map() : recordsOf(device, request.caseId, held);
      return runAct(caseworkActs[name], held === undefined ? undefined : together(request.caseId, records), request, {
        records,
        actor: device.actor,
        today: dateOfInstant(madeAt),
        on: dateOfInstant(madeAt),
        now: madeAt,
        standingOf,
        checkFact: () => undefined,
        lookUp: () => undefined,
        random: '0011223344556677',
      });
    };
  const viewAlone = (device: Device, caseId: CaseId) =>
    rebased(replicaOf(device, caseId), caseFold, decide(device), (act, draft, index, sequence) => ({
      envelope: {
        ...chained(draft, {
          organisationId: device.actor.organisationId,
          authorId: device.actor.userId,
          act: act.request as ActInJournal,
          index,
          before: undefined,
          on: dateOfInstant(act.madeAt),
          receivedAt: act.madeAt,
          bundleHash: '',
          salt: '',
          sealed: [],
        }),
        sequence,
      },
      payload: draft.payload,
      sealed: [],
    }));

  /** As the device shows it: read together with the other, where the two are joined. */
  const view = (device: Device, caseId: CaseId): CaseState | undefined => {
    const { state } = viewAlone(device, caseId);
    return state === undefined ? undefined : together(caseId, recordsOf(device, caseId, state));
  };

  const make = (device: Device, caseId: CaseId, name: ActName, input: unknown, sealed: readonly string[] = []) => {
    const personId = personOf(caseId);
    acts += 1;
    const actId = derivedId<ActId>('act', String(seed), String(acts));
    device.count += 1;
    const basis = replicaOf(device, caseId).known.length;
    const other = otherThan(caseId);
    const counted = { deviceId: device.deviceId, deviceSequence: device.count };
    const request: ActRequest = {
      actId,
      caseId,
      ...counted,
      deviceLink: device.link,
      basis,
      recordedAt: instant(now + device.skew),
      input,
      ...(name.startsWith('records.') ? { also: [{ caseId: other, basis: replicaOf(device, other).known.length }] } : {}),
      ...(sealed.length === 0 ? {} : { sealed: sealed.map((field) => ({ field, subjectId: personId, text: `words ${acts}` })) }),
    };
    const before = viewAlone(device, caseId).state;
    const probe: Sent = { actId, name, request, fine: false, madeAt: now };
    const fine = decide(device)(before, probe).ok;
    const sent: Sent = { ...probe, fine };
    const own = all.filter((one) => one.request.deviceId === device.deviceId).flatMap((one) => Array.from({ length: 8 }, (_, n) => entryIdOf(one.actId, n)));
    const known = caseIds.flatMap((one) => replicaOf(device, one).known.map((entry) => entry.envelope.entryId));
    knew.set(actId, new Set(known));
    saw.set(actId, new Set([...known, ...own]));
    device.link = deviceLink({ ...counted, actId, caseId, name, previous: device.link });
    all.push(sent);
    device.outbox.push(sent);
    device.replicas.set(caseId, recorded(replicaOf(device, caseId), sent));
    if (fine && name === 'facts.assert') {
      const { fact } = (input as { readonly facts: readonly { readonly fact: string }[] }).facts[0] ?? { fact: '' };
      const mine = view(device, caseId)?.assertions.some((a) => a.fact === fact && a.entryId === entryIdOf(actId, 0));
      insist(mine === true, `what was just recorded about ${fact} is not in the device's own view`);
    }
  };

  const something = (device: Device) => {
    const caseId = pick(caseIds);
    const personId = personOf(caseId);
    const state = view(device, caseId);
    if (state === undefined) return;
    const fact = pick(Object.keys(facts) as Fact[]);
    const said = state.assertions.filter((a) => a.fact === fact);
    const one = { subjectId: personId, fact, source: pick(['person', 'person', 'caseworker', 'document'] as const) };
    const answer = chance(80) ? { is: 'value', value: pick<string | boolean>(facts[fact]) } : { is: pick(['declined', 'not-known'] as const) };
    const say = () => make(device, caseId, 'facts.assert', { facts: [{ ...one, answer }] });
    const choices: readonly (() => void)[] = [
      say,
      say,
      say,
      say,
      say,
      () => make(device, caseId, 'facts.assert', { facts: [{ ...one, answer }] }, ['note']),
      () => (said.length === 0 ? undefined : make(device, caseId, 'facts.assert', { facts: [{ ...one, answer, corrects: pick(said).entryId }] })),
      () => (said.length === 0 ? undefined : make(device, caseId, 'facts.assert', { facts: [{ ...one, withdraws: pick(said).entryId }] })),
      () =>
        said.length < 2
          ? undefined
          : make(device, caseId, 'disagreement.settle', { subjectId: personId, fact, answer, weighed: said.slice(-2).map((a) => a.entryId) }, ['reason']),
      () => make(device, caseId, 'alternative.try', { scope: 'national', answer: 'cannot-help', reasons: ['sex'] }, ['provider']),
      () => make(device, caseId, 'service.record', { service: 'medical' }),
      () =>
        make(device, caseId, 'consent.record', {
          subjectId: personId,
          purpose: 'assistance',
          answer: pick(['given', 'refused']),
          language: 'ar',
          method: 'signature',
        }),
      ...Array.from(
        state.ledger.consents,
        ({ entryId }) =>
          () =>
            make(device, caseId, 'consent.withdraw', { consentId: entryId }),
      ),
      () =>
        make(
          device,
          caseId,
          'identification.conclude',
          { act: 'present', means: 'unclear', purpose: pick(['present', 'unclear']), conclusion: 'presumed-more-time' },
          ['reason'],
        ),
      () => make(device, caseId, 'application.submit', { programme: 'gaf-2013', urgency: 'emergency' }, ['summary']),
      () =>
        make(
          device,
          caseId,
          'application.decide',
          { applicationId: state.applications.at(-1)?.entryId ?? entryIdOf(derivedId<ActId>('none'), 0), decision: 'eligible', reasons: ['tests-met'] },
          ['reason'],
        ),
      () => make(device, caseId, 'plan.add-line', { service: 'food', quantity: 1, unit: 'day', unitCost: { minor: 500, currency: 'USD' } }),
      () => make(device, caseId, 'service.record', { service: 'a-service-nobody-knows' }),
      () => make(device, caseId, 'records.join', { kept: pick(['this', 'other']), ground: 'person-says-so' }, ['reason']),
      () => make(device, caseId, 'records.join', { kept: 'this', ground: 'same-document' }, ['reason']),
      () => make(device, caseId, 'records.confirm', {}),
      () => make(device, caseId, 'records.part', { ground: 'not-the-same-person' }, ['reason']),
    ];
    pick(choices)();
  };

  const send = async (device: Device, perfect: boolean) => {
    for (const sent of [...device.outbox]) {
      if (!perfect && chance(15)) return;
      const clock = instant(now + device.skew);
      const outcome = await server.send(device.actor, sent.name, sent.request, now, clock);
      if (!perfect && chance(15)) return;
      if (outcome.ok && chance(25)) {
        const again = await server.send(device.actor, sent.name, sent.request, now, clock);
        insist(
          again.ok && again.value.replayed && canonicalJson([...again.value.entryIds]) === canonicalJson([...outcome.value.entryIds]),
          'sent twice, answered twice differently',
        );
        const other = await server.send(device.actor, sent.name, { ...sent.request, recordedAt: instant(sent.request.recordedAt + 1) }, now, clock);
        insist(!other.ok && other.refusal.kind === 'same-act-other-content', 'other content under the same id was not refused');
      }
      device.outbox = device.outbox.filter((one) => one.actId !== sent.actId);
      if (outcome.ok) continue;
      device.refused.push({ sent, kind: outcome.refusal.kind });
      const replica = replicaOf(device, sent.request.caseId);
      device.replicas.set(sent.request.caseId, { ...replica, pending: replica.pending.filter((one) => one.actId !== sent.actId) });
    }
  };

  const fetchNews = async (device: Device, perfect: boolean) => {
    for (const caseId of caseIds) if (perfect || chance(80)) await fetchCase(device, caseId, perfect);
    // What names an entry of the other record is written there alone: its own case will never bring it.
    for (const caseId of caseIds) {
      const replica = replicaOf(device, caseId);
      const elsewhere = new Set(replicaOf(device, otherThan(caseId)).known.map((entry) => entry.envelope.actId));
      device.replicas.set(caseId, { ...replica, pending: replica.pending.filter((one) => one.name.startsWith('records.') || !elsewhere.has(one.actId)) });
    }
  };
  const fetchCase = async (device: Device, caseId: CaseId, perfect: boolean) => {
    const entries = [...(await server.entries(caseId))];
    if (perfect) {
      device.replicas.set(caseId, received(replicaOf(device, caseId), entries));
      return;
    }
    const some = entries.filter(() => chance(80));
    for (let n = some.length - 1; n > 0; n -= 1) {
      const m = random(n + 1);
      [some[n], some[m]] = [some[m] as Entry, some[n] as Entry];
    }
    device.replicas.set(caseId, received(replicaOf(device, caseId), [...some, ...some.slice(0, random(3))]));
  };

  const [first] = devices;
  insist(first !== undefined, 'no device');
  for (const caseId of caseIds) make(first, caseId, 'contact.record', { personId: personOf(caseId), presentCountry: 'LBN' }, ['name']);
  await send(first, true);
  for (const device of devices) await fetchNews(device, true);
  for (let step = 0; step < 25 + random(25); step += 1) {
    now = instant(now + random(30) * HOUR);
    const device = pick(devices);
    const what = random(10);
    if (what < 5) something(device);
    else if (what < 7) await send(device, false);
    else if (what < 9) await fetchNews(device, false);
    else if (chance(15) && device.actor !== server.staff.fundManager) device.actor = { ...device.actor, roles: [] };
  }
  now = instant(now + HOUR);
  for (const device of devices) await send(device, true);
  for (const device of devices) await fetchNews(device, true);

  const journals = new Map<CaseId, readonly Entry[]>();
  for (const caseId of caseIds) journals.set(caseId, await server.entries(caseId));
  const entries = [...journals.values()].flat();
  const byAct = Map.groupBy(entries, (entry) => entry.envelope.actId);
  for (const sent of all) {
    const device = devices.find((one) => one.deviceId === sent.request.deviceId);
    const refusals = device?.refused.filter((one) => one.sent.actId === sent.actId) ?? [];
    const there = (byAct.get(sent.actId) ?? []).toSorted((a, b) => indexOf(sent.actId, a) - indexOf(sent.actId, b));
    insist(there.length > 0 !== (refusals.length === 1), `${sent.name} is in the journal ${there.length} times and refused ${refusals.length} times`);
    insist(
      refusals.length === 0 || sent.name === 'service.record' || !sent.fine || lawful(sent, refusals[0]?.kind) || takesBackRefused(sent, device?.refused ?? []),
      `${sent.name} was fine on its device and refused: ${refusals[0]?.kind}`,
    );
    there.forEach((entry, n) => {
      insist(entry.envelope.entryId === entryIdOf(sent.actId, n), `${sent.name} stands in the journal twice or under an id its device does not know`);
      insist(
        entry.envelope.occurredLatest === dateOfInstant(sent.madeAt),
        `${sent.name} was made on ${dateOfInstant(sent.madeAt)}, the journal says ${entry.envelope.occurredLatest}`,
      );
    });
  }
  insist(new Set(entries.map((entry) => entry.envelope.entryId)).size === entries.length, 'two entries under one id');
  insist(entries.length === all.reduce((sum, sent) => sum + (byAct.get(sent.actId)?.length ?? 0), 0), 'an entry of an act nobody made');
  for (const { deviceId } of devices)
    for (const here of journals.values()) {
      const order = here.filter((entry) => entry.envelope.deviceId === deviceId).map((entry) => entry.envelope.deviceSequence);
      insist(
        order.every((n, at) => at === 0 || n >= (order[at - 1] ?? 0)),
        'the acts of one device stand in another order than it made them',
      );
    }
  for (const caseId of caseIds) insist((await server.findings(caseId)).length === 0, 'the chain does not hold');
  for (const [actId, written] of byAct) {
    const joining = written.filter((entry) => entry.envelope.kind.startsWith('records-'));
    insist(
      joining.length === 0 || (joining.length === 2 && new Set(joining.map((entry) => entry.envelope.caseId)).size === 2),
      `${all.find((one) => one.actId === actId)?.name} was written in one of two records`,
    );
  }
  const records: Records = new Map([...journals].map(([caseId, here]) => [caseId, foldEntries(caseFold, here)]));
  for (const { payload, envelope } of entries) {
    if (envelope.kind !== 'consent-withdrawn') continue;
    const { consentId } = payload as { readonly consentId: string };
    const stands = records.get(envelope.caseId)?.ledger.consents.find((one) => one.entryId === consentId);
    insist(stands?.withdrawnOn !== undefined, 'what was taken back is not taken back where it stands');
  }
  const rows = await server.deviceRows(devices.map((one) => one.deviceId));
  for (const device of devices) {
    insist(findingsOfDevice(rows.filter((row) => row.deviceId === device.deviceId)).length === 0, 'an act of a device is missed that arrived');
    for (const caseId of caseIds) {
      const { pending, early } = replicaOf(device, caseId);
      insist(pending.length === 0 && early.length === 0, 'a device still waits for something');
      insist(canonicalJson(view(device, caseId) as never) === canonicalJson(together(caseId, records) as never), 'a device sees another case than the server');
    }
  }
  const placeOf = new Map(entries.map((entry) => [entry.envelope.entryId, entry.envelope]));
  const [link] = standingLinks(records.get(caseIds[0] as CaseId) as CaseState);
  const joinIn = (caseId: CaseId | undefined) =>
    link === undefined ? undefined : journals.get(caseId as CaseId)?.find((entry) => entry.envelope.actId === link.joinId)?.envelope;
  /** In one record: they had it before their eyes. Across two: they had the join before their eyes, and it stood there when they were joined. */
  const hadSeen = (later: EntryId, earlier: EntryId): boolean => {
    const [after, before] = [placeOf.get(later), placeOf.get(earlier)];
    const actId = after?.actId as ActId;
    if (after?.caseId === before?.caseId) return saw.get(actId)?.has(earlier) === true;
    const [here, there] = [joinIn(after?.caseId), joinIn(before?.caseId)];
    return here !== undefined && there !== undefined && knew.get(actId)?.has(here.entryId) === true && (before?.sequence ?? 0) <= there.sequence;
  };
  let conflicts = 0;
  for (const caseId of caseIds)
    for (const fact of Object.keys(facts)) {
      const state = together(caseId, records);
      const found = factsOf(
        state.assertions.filter((one) => one.subjectId === state.personId),
        dateOfInstant(now),
      ).get(fact);
      const expected = asWitnessed(state, fact, hadSeen);
      const given = found?.is === 'value' ? [canonicalJson(found.value)] : found?.is === 'disagree' ? [...new Set(found.from.map(saidBy))] : [];
      insist(
        canonicalJson([...given].sort()) === canonicalJson([...expected].sort()),
        `${fact}: the journal says ${given.join(' and ') || 'nothing'}, the witnesses ${expected.join(' and ') || 'nothing'}`,
      );
      if (expected.length > 1) conflicts += 1;
    }
  const joins = entries.filter((entry) => entry.envelope.kind === 'records-joined').length / 2;
  const partings = entries.filter((entry) => entry.envelope.kind === 'records-parted').length / 2;
  return { acts, refused: devices.reduce((sum, device) => sum + device.refused.length, 0), conflicts, joins, partings };
}

const indexOf = (actId: ActId, { envelope }: Entry) => Array.from({ length: 40 }, (_, n) => entryIdOf(actId, n)).indexOf(envelope.entryId);
const saidBy = ({ answer }: CaseState['assertions'][number]) => (answer.is === 'value' ? canonicalJson(answer.value) : '');

/** What happened in the world is never refused for what others did meanwhile; only a role that was taken away refuses it. */
function lawful({ name }: Sent, kind: string | undefined): boolean {
  return kind === 'not-allowed' || caseworkActs[name].offline !== 'record';
}

/** It takes back what the same device meant to write and what was refused: nothing of it is anywhere, so nothing is lost. */
function takesBackRefused({ request }: Sent, refused: readonly { readonly sent: Sent }[]): boolean {
  const { facts = [] } = request.input as { readonly facts?: readonly { readonly withdraws?: string }[] };
  return facts.some(({ withdraws }) => refused.some(({ sent }) => [0, 1, 2, 3].some((n) => withdraws === entryIdOf(sent.actId, n))));
}

/** The values that stand when every author is asked what they had before their eyes. */
function asWitnessed(state: CaseState, fact: string, hadSeen: (later: EntryId, earlier: EntryId) => boolean): readonly string[] {
  const said = state.assertions.filter((a) => a.fact === fact);
  const takenBack = said.flatMap((a) => [a.corrects, a.withdraws, ...(a.settles ?? [])]);
  const left = said.filter((a) => a.withdraws === undefined && !takenBack.includes(a.entryId));
  const standing = left.filter((a) => !left.some((b) => b !== a && b.source === a.source && hadSeen(b.entryId, a.entryId)));
  return [...new Set(standing.filter((a) => a.answer.is === 'value').map(saidBy))];
}
