import type { FoldEntry } from '@sojourn/journal';
import type { PersonId, PlainDate } from '@sojourn/kernel';
import { isNeverRecipient, type Relation } from '@sojourn/people';
import type { CaseState, NameRecord, OtherPerson, RelationRecord } from './state.ts';

/** Which sealed fields of an entry are names. */
const nameFields: Readonly<Record<string, readonly string[]>> = {
  'contact-recorded@1': ['name'],
  'name-recorded@1': ['name', 'nickname'],
  'person-related@1': ['name', 'witness-name', 'interpreter-name', 'provider'],
  'person-added@1': ['name', 'informant', 'witness-name', 'interpreter-name', 'provider'],
};

type More = Partial<Pick<NameRecord, 'kind' | 'script' | 'source'>> & {
  readonly language?: string | undefined;
  readonly call?: boolean;
  readonly corrects?: string | undefined;
  readonly transliterates?: string | undefined;
};

/** With the name that an entry brings, if it brings one. On the device that wrote it a name stands before anything is sealed. */
export function namesFrom(
  names: readonly NameRecord[],
  { envelope, sealed }: FoldEntry,
  kind: string,
  subjectId: string,
  on: string,
  { kind: nameKind = 'as-said', script = 'Zyyy', source = envelope.source, language, call, corrects, transliterates }: More = {},
): readonly NameRecord[] {
  const field = sealed.find((one) => one.subjectId === subjectId && nameFields[kind]?.includes(one.field))?.field;
  if (field === undefined && kind !== 'name-recorded@1') return names;
  const { entryId, sequence, authorId } = envelope;
  const name: NameRecord = {
    entryId,
    sequence,
    authorId,
    on: on as PlainDate,
    subjectId: subjectId as PersonId,
    kind: nameKind,
    script,
    source,
    field: field ?? 'name',
    ...(language === undefined ? {} : { language }),
    ...(corrects === undefined ? {} : { corrects: corrects as NameRecord['entryId'] }),
    ...(transliterates === undefined ? {} : { transliterates: transliterates as NameRecord['entryId'] }),
    ...(call === true ? { callSince: sequence } : {}),
  };
  return [...names, name];
}

export function peopleFrom(people: readonly OtherPerson[], personId: string, relation: RelationRecord): readonly OtherPerson[] {
  const known = people.some((person) => person.personId === personId);
  if (!known) return [...people, { personId: personId as PersonId, relations: [relation] }];
  return people.map((person) => (person.personId === personId ? { ...person, relations: [...person.relations, relation] } : person));
}

/** Neither put right nor taken back. Each stands beside the others, in the order they were told. */
export function standingNames(state: CaseState, subjectId: string): readonly NameRecord[] {
  const corrected = new Set(state.names.map((name) => name.corrects));
  return state.names.filter((name) => name.subjectId === subjectId && name.withdrawnOn === undefined && !corrected.has(name.entryId));
}

/** The one to call somebody by: as last said; without a word about it, the first name that was told. */
export function nameToCall(state: CaseState, subjectId: string): NameRecord | undefined {
  const standing = standingNames(state, subjectId);
  const chosen = standing.filter((name) => name.callSince !== undefined).sort((a, b) => (b.callSince ?? 0) - (a.callSince ?? 0))[0];
  return chosen ?? standing[0];
}

export const isInCase = (state: CaseState, subjectId: string): boolean =>
  state.personId === subjectId || state.people.some((person) => person.personId === subjectId);

/** What somebody was ever said to be, also where it was taken back since. */
export function relationsEver(state: CaseState, personId: string): readonly Relation[] {
  return state.people.find((person) => person.personId === personId)?.relations.map(({ relation }) => relation) ?? [];
}

/** Said even once to have done harm, and not taken back by someone who had seen it: receives nothing. */
export function mayNeverReceive(state: CaseState, personId: string): boolean {
  const standing = state.people.find((person) => person.personId === personId)?.relations.filter((one) => one.withdrawnOn === undefined) ?? [];
  return isNeverRecipient(standing.map(({ relation }) => relation));
}
