import type { Answer, DraftEntry, SourceCode } from '@sojourn/journal';
import { type JsonValue, ok, type Refusal, type Result, refused, type UserId } from '@sojourn/kernel';
import type { DecideContext } from '@sojourn/operations';
import type { Relation } from '@sojourn/people';
import type { PayloadKind } from '../payloads.ts';
import type { CaseState } from '../state.ts';

/** A statement about a person; `source` is who says so. */
export function asserted(subjectId: string, fact: string, answer: Answer, source: SourceCode): DraftEntry {
  return { kind: 'fact-asserted', version: 2, source, payload: { subjectId, fact, answer, source } };
}

export function assertedByStaff(subjectId: string, fact: string, answer: Answer): DraftEntry {
  return asserted(subjectId, fact, answer, 'caseworker');
}

/** An entry written by the office, with every sealed field the act carried. */
export function written(kind: PayloadKind, payload: JsonValue, sealed: ReadonlyMap<string, unknown>): DraftEntry {
  const [name, version] = kind.split('@');
  return { kind: name ?? kind, version: Number(version), source: 'caseworker', payload, sealedFields: [...sealed.keys()] };
}

/** Requester, approver and payer are three people. Whoever lent the role that is used here counts too: lending it does not make a second person. */
export function isPartyTo({ actor, access }: DecideContext, people: readonly UserId[]): boolean {
  return people.includes(actor.userId) || (access.lentBy !== undefined && people.includes(access.lentBy));
}

/** Fields that another entry of the same act keeps. */
export function without<Held>(sealed: ReadonlyMap<string, Held>, fields: readonly string[]): ReadonlyMap<string, Held> {
  return new Map([...sealed].filter(([field]) => !fields.includes(field)));
}

type PartTaken = { readonly personId: string | undefined; readonly relation: Relation; readonly fields: readonly string[]; readonly on: string };

/**
 * Somebody else who took part in an act, with those of its sealed fields that are about them: added to the case where they
 * are not in it yet. Words about somebody whom the act does not name are refused.
 */
export function someoneElse(
  state: CaseState | undefined,
  { personId, relation, fields, on }: PartTaken,
  sealed: ReadonlyMap<string, unknown>,
): Result<readonly DraftEntry[], Refusal> {
  const sealedFields = fields.filter((field) => sealed.has(field));
  if (personId === undefined) return sealedFields.length === 0 ? ok([]) : refused({ kind: 'person-not-named', where: sealedFields });
  if (personId === state?.personId) return refused({ kind: 'person-is-here-already' });
  const known = state?.people.find((person) => person.personId === personId);
  if (known?.relations.some((one) => one.relation === relation && one.withdrawnOn === undefined) === true && sealedFields.length === 0) return ok([]);
  const payload = { personId, relation, source: 'caseworker', on };
  return ok([{ kind: known === undefined ? 'person-added' : 'person-related', version: 1, source: 'caseworker', payload, sealedFields }]);
}
