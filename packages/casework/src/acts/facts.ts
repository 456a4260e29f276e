import type { DraftEntry } from '@sojourn/journal';
import { sourceCodes } from '@sojourn/journal';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import type { CaseState } from '../state.ts';
import { asserted, written } from './draft.ts';
import { answer, conclusions_, day, element, id } from './inputs.ts';

const one = z.strictObject({
  subjectId: id,
  fact: z.string().max(80),
  answer: answer.optional(),
  source: z.enum(sourceCodes).default('person'),
  holdsFrom: day.optional(),
  holdsTo: day.optional(),
  corrects: id.optional(),
  withdraws: id.optional(),
});

/** What someone said or saw. Every question may be answered by not asked, declined, not known. */
export const assertFacts = declareAct({
  name: 'facts.assert',
  summary: 'Record what is said or seen about a person',
  input: z.strictObject({ facts: z.array(one).min(1).max(60) }),
  sealed: { note: { maxLength: 8_000 } },
  who: ['caseworker', 'supervisor'],
  purpose: 'assistance',
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const entries: DraftEntry[] = [];
    for (const statement of input.facts) {
      const { subjectId, fact, source, ...rest } = statement;
      const told = statement.answer;
      if ((told === undefined) === (statement.withdraws === undefined)) return refused({ kind: 'input-not-understood', where: ['answer', fact] });
      const problem = told?.is === 'value' ? context.checkFact(fact, told.value) : context.checkFact(fact, null);
      if (problem !== undefined) return refused({ kind: problem, fact });
      const earlier = statement.corrects ?? statement.withdraws;
      if (earlier !== undefined && !state?.assertions.some((a) => a.entryId === earlier && a.fact === fact))
        return refused({ kind: 'no-such-statement', fact });
      entries.push({ ...asserted(subjectId, fact, told ?? { is: 'not-known' }, source), payload: { subjectId, fact, source, ...rest } });
    }
    const [first, ...others] = entries;
    return first === undefined ? ok([]) : ok([{ ...first, sealedFields: [...context.sealed.keys()] }, ...others]);
  },
});

/** A named person concludes, with reasons; a screening result, not a legal determination. A later conclusion stands beside the earlier one. */
export const concludeIdentification = declareAct({
  name: 'identification.conclude',
  summary: 'Conclude whether there are reasonable grounds to believe the person was trafficked',
  input: z.strictObject({ act: element, means: element, purpose: element, conclusion: conclusions_ }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  who: ['caseworker', 'supervisor'],
  purpose: 'assistance',
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const facts = [
      ['trafficking.act', input.act],
      ['trafficking.means', input.means],
      ['trafficking.purpose', input.purpose],
      ['trafficking.conclusion', input.conclusion],
    ] as const;
    return ok([
      written('identification-concluded@1', { ...input, on: context.today }, context.sealed),
      ...facts.map(([fact, value]) => asserted(state.personId, fact, { is: 'value', value }, 'caseworker')),
    ]);
  },
});
