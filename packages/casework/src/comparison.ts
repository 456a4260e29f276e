import { type FactState, factsOf } from '@sojourn/journal';
import type { PlainDate } from '@sojourn/kernel';
import { canonicalJson } from '@sojourn/kernel';
import { z } from 'zod';
import { joinedRecordSchema } from './joined-view.ts';
import { answer } from './payloads.ts';
import { type CaseState, stageOf } from './state.ts';

const held = z.union([answer, z.object({ is: z.literal('disagree') })]);

const sideSchema = joinedRecordSchema.pick({ caseId: true, caseCode: true, personId: true, stage: true, sequence: true, holds: true, sealed: true }).extend({
  openedOn: z.string(),
  applications: z.number(),
  helpGiven: z.number(),
  consents: z.array(z.object({ purpose: z.string(), recipient: z.string(), answer: z.enum(['given', 'refused', 'withdrawn']) })),
});

/** Two records beside each other, without their people. */
export const comparisonSchema = z.object({
  here: sideSchema,
  there: sideSchema,
  /** Whether names are this colleague's to open: where not, none are listed, which does not mean that none were recorded. */
  mayOpenNames: z.boolean(),
  facts: z.array(z.object({ fact: z.string(), is: z.enum(['agree', 'differ', 'only-here', 'only-there']), here: held.optional(), there: held.optional() })),
  /** Why they cannot be joined, by which of them would be kept; absent where they can. */
  against: z.object({ this: z.string().optional(), other: z.string().optional() }),
});
export type Comparison = z.output<typeof comparisonSchema>;
export type ComparedFact = Comparison['facts'][number];

/** What each record holds to be so today. A question nobody asked or that was not answered is no difference. */
export function comparedFacts(here: CaseState, there: CaseState, today: PlainDate): readonly ComparedFact[] {
  const [ours, theirs] = [factsHeld(here, today), factsHeld(there, today)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().map((fact): ComparedFact => {
    const [a, b] = [ours.get(fact), theirs.get(fact)];
    if (a === undefined || b === undefined) return { fact, is: a === undefined ? 'only-there' : 'only-here', ...(a && { here: a }), ...(b && { there: b }) };
    const [said, saidThere] = [a.is === 'value' || a.is === 'disagree', b.is === 'value' || b.is === 'disagree'];
    if (said && saidThere)
      return { fact, is: a.is === 'value' && b.is === 'value' && canonicalJson(a.value) === canonicalJson(b.value) ? 'agree' : 'differ', here: a, there: b };
    return { fact, is: said ? 'only-here' : saidThere ? 'only-there' : 'agree', here: a, there: b };
  });
}

function factsHeld(state: CaseState, today: PlainDate): ReadonlyMap<string, z.output<typeof held>> {
  const mine = state.assertions.filter((one) => one.subjectId === state.personId);
  return new Map([...factsOf(mine, today)].map(([fact, one]) => [fact, withoutSources(one)]));
}

const withoutSources = (state: FactState): z.output<typeof held> =>
  state.is === 'value' ? { is: 'value', value: state.value as Extract<z.output<typeof answer>, { is: 'value' }>['value'] } : { is: state.is };

export function sideOf(state: CaseState, opened: readonly CaseState['sealed'][number][]): Comparison['here'] {
  const { caseId, caseCode, personId, sequence, openedOn } = state;
  return {
    caseId,
    caseCode,
    personId,
    sequence,
    openedOn,
    stage: stageOf(state),
    holds: state.holds.filter((hold) => hold.liftedOn === undefined).length,
    applications: state.applications.length,
    helpGiven: state.deliveries.length,
    consents: state.ledger.consents.map(({ purpose, recipient, answer: said, withdrawnOn }) => ({
      purpose,
      recipient,
      answer: withdrawnOn === undefined ? said : 'withdrawn',
    })),
    sealed: opened.map(({ sealedId, subjectId, field, entryId, kind, sequence: at }) => ({ sealedId, subjectId, field, entryId, kind, sequence: at })),
  };
}
