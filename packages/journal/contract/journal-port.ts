import { type CaseId, canonicalJson, instant, type JsonValue, type OrganisationId, type PersonId, plainDate, type UserId } from '@sojourn/kernel';
import { chained, type FoldEntry, type JournalPort } from '../src/index.ts';

/** A journal for one of two people who must not see each other's cases, and a source of ids. */
export type PortWorld = {
  readonly port: Port;
  readonly another: Port;
  readonly organisationId: OrganisationId;
  readonly authorId: UserId;
  readonly newId: () => string;
};
type Port = Pick<JournalPort, 'read'> & Pick<JournalPort<PortEntry>, 'append'>;
/** An entry with all that a server needs to keep it; a device keeps what it is given. */
export type PortEntry = ReturnType<typeof entriesFor>[number];

/** Some entries of a new case, chained. */
function entriesFor({ organisationId, authorId, newId }: PortWorld, caseId: CaseId, count: number) {
  const subjectId = newId() as PersonId;
  let before: ReturnType<typeof chained> | undefined;
  return Array.from({ length: count }, (_, index) => {
    const act = {
      actId: newId() as never,
      caseId,
      deviceId: newId() as never,
      deviceSequence: index + 1,
      basis: index,
      recordedAt: instant(1_795_000_000_000),
    };
    const payload: JsonValue = { fact: 'safety.alone', answer: { is: 'value', value: index % 2 === 0 }, n: index, subjectId };
    const draft = { kind: 'note', version: 1, payload, source: 'person' as const };
    const salt = '00112233445566778899aabbccddeeff';
    before = chained(draft, {
      organisationId,
      authorId,
      act,
      index: 0,
      before,
      on: plainDate('2026-11-24'),
      receivedAt: act.recordedAt,
      bundleHash: 'b',
      salt,
      sealed: [],
    });
    return { envelope: before, payload, sealed: [], salt } satisfies FoldEntry & { readonly salt: string };
  });
}

const said = (entries: readonly FoldEntry[]) =>
  canonicalJson(
    entries.map(({ envelope, payload, sealed }) => ({
      id: envelope.entryId,
      n: envelope.sequence,
      kind: envelope.kind,
      by: envelope.authorId,
      on: envelope.occurredEarliest,
      payload,
      sealed,
    })) as unknown as JsonValue,
  );

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** What every JournalPort holds to. Each throws a sentence when it does not; no test library, so that a browser can run them. */
export const journalPortContract: Readonly<Record<string, (world: PortWorld) => Promise<void>>> = {
  'what was appended is read back, in its order and whole': async (world) => {
    const caseId = world.newId() as CaseId;
    const entries = entriesFor(world, caseId, 5);
    must((await world.port.append(caseId, entries)) === 'appended', 'five entries of a new case were not appended');
    must(said(await world.port.read(caseId)) === said(entries), 'what was read is not what was appended');
    must(said(await world.port.read(caseId, 3)) === said(entries.slice(3)), 'what comes after the third is not the last two');
    must((await world.port.read(caseId, 5)).length === 0, 'something comes after the last');
  },
  'a case that is not there has no entries': async (world) => {
    must((await world.port.read(world.newId() as CaseId)).length === 0, 'there were entries of no case');
  },
  'the same entries again, in another order, are there once': async (world) => {
    const caseId = world.newId() as CaseId;
    const entries = entriesFor(world, caseId, 4);
    await world.port.append(caseId, entries.slice(0, 2));
    must((await world.port.append(caseId, [...entries].reverse())) === 'appended', 'what was partly there was not appended');
    must((await world.port.append(caseId, entries)) === 'appended', 'what was there already was refused');
    must(said(await world.port.read(caseId)) === said(entries), 'they are not there once and in order');
  },
  'an entry whose predecessor is missing is not kept': async (world) => {
    const caseId = world.newId() as CaseId;
    const entries = entriesFor(world, caseId, 4);
    await world.port.append(caseId, entries.slice(0, 1));
    must((await world.port.append(caseId, entries.slice(2))) === 'gap', 'a gap was not noticed');
    must(said(await world.port.read(caseId)) === said(entries.slice(0, 1)), 'something was written all the same');
  },
  'nothing is overwritten: another entry at a taken place is refused, and nothing beside it is written': async (world) => {
    const caseId = world.newId() as CaseId;
    const [mine, other] = [entriesFor(world, caseId, 2), entriesFor(world, caseId, 3)];
    await world.port.append(caseId, mine);
    must((await world.port.append(caseId, other)) === 'other-entry', 'another entry was let in');
    must(said(await world.port.read(caseId)) === said(mine), 'the first entries are not as they were');
  },
  'of two who write the next entry at one moment, one comes first and the other is told': async (world) => {
    const caseId = world.newId() as CaseId;
    const [mine, other] = [entriesFor(world, caseId, 1), entriesFor(world, caseId, 1)];
    const done = await Promise.all([world.port.append(caseId, mine), world.port.append(caseId, other)]);
    must([...done].sort().join() === 'appended,other-entry', `both were told ${done.join()}`);
    must((await world.port.read(caseId)).length === 1, 'both stand there');
  },
  'two cases, and two people, stay apart': async (world) => {
    const [one, two] = [world.newId() as CaseId, world.newId() as CaseId];
    await world.port.append(one, entriesFor(world, one, 2));
    await world.port.append(two, entriesFor(world, two, 3));
    must((await world.port.read(one)).length === 2 && (await world.port.read(two)).length === 3, 'cases were mixed');
    must((await world.another.read(one)).length === 0, 'someone else was shown the case');
  },
};
