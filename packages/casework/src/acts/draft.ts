import type { Answer, DraftEntry, SourceCode } from '@sojourn/journal';
import type { JsonValue, UserId } from '@sojourn/kernel';
import type { DecideContext } from '@sojourn/operations';
import type { PayloadKind } from '../payloads.ts';

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
