import type { DataClass } from '@sojourn/consent';
import { type Assertion, factsOf } from '@sojourn/journal';
import { canonicalJson, type JsonValue, ok, type PlainDate, type Refusal, type Result, refused, sha256Hex } from '@sojourn/kernel';
import type { CaseState } from '../state.ts';
import { classOfFactId, classOfSealedField } from './data-class-of.ts';

type Line = { readonly dataClass: DataClass };
export type SharePackage = {
  readonly facts: readonly (Line & { readonly fact: string; readonly is: 'value' | 'declined' | 'not-known' | 'disagree'; readonly value?: JsonValue })[];
  readonly sealed: readonly (Line & { readonly sealedId: string; readonly field: string })[];
  readonly dataClasses: readonly DataClass[];
  /** Of exactly these values for this recipient: what was previewed is what leaves. */
  readonly fingerprint: string;
};
export type Chosen = { readonly recipientId: string; readonly subjectId: string; readonly facts: readonly string[]; readonly sealedIds: readonly string[] };

/** What stands in another record of the same person is shared from there: a package is the same whatever is joined later. */
const isOwn = (one: Assertion, state: CaseState): boolean => one.journal === undefined || one.journal === state.caseId;

/** What a package of these fields holds, as the case stood after one entry. Refuses a field whose class nobody named, and one that is not there. */
export function packageOf(state: CaseState, chosen: Chosen, day: PlainDate, upTo: number = state.sequence): Result<SharePackage, Refusal> {
  const held = factsOf(
    state.assertions.filter((one) => one.subjectId === chosen.subjectId && one.sequence <= upTo && isOwn(one, state)),
    day,
  );
  const facts: SharePackage['facts'][number][] = [];
  for (const fact of [...new Set(chosen.facts)].sort()) {
    const found = held.get(fact);
    const dataClass = classOfFactId(fact);
    if (found === undefined || found.is === 'not-asked') return refused({ kind: 'no-such-fact-here', fact });
    if (dataClass === undefined) return refused({ kind: 'not-for-sharing', fact });
    facts.push({ fact, dataClass, is: found.is, ...(found.is === 'value' ? { value: found.value } : {}) });
  }
  const sealed: SharePackage['sealed'][number][] = [];
  for (const sealedId of [...new Set(chosen.sealedIds)].sort()) {
    const found = state.sealed.find((one) => one.sealedId === sealedId && one.sequence <= upTo && one.subjectId === chosen.subjectId);
    if (found === undefined) return refused({ kind: 'no-such-words-here' });
    const dataClass = classOfSealedField(found.field);
    if (dataClass === undefined) return refused({ kind: 'not-for-sharing', fact: found.field });
    sealed.push({ sealedId, field: found.field, dataClass });
  }
  if (facts.length + sealed.length === 0) return refused({ kind: 'nothing-chosen' });
  const dataClasses = [...new Set([...facts, ...sealed].map((one) => one.dataClass))].sort();
  const content = { recipientId: chosen.recipientId, subjectId: chosen.subjectId, facts, sealed } as unknown as JsonValue;
  return ok({ facts, sealed, dataClasses, fingerprint: sha256Hex(canonicalJson(content)) });
}
