import type { DraftEntry } from '@sojourn/journal';
import { sourceCodes } from '@sojourn/journal';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { withRecalls } from '../authority/recalls.ts';
import { isInCase } from '../people-of-case.ts';
import { recording, working } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { partedSince } from '../together.ts';
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

/** What someone said or saw. Every question may be answered by not asked, declined, not known. A share that no longer stands because of it (an age now in dispute) is recalled with it. */
export const assertFacts = declareAct({
  name: 'facts.assert',
  summary: 'Record what is said or seen about a person',
  input: z.strictObject({ facts: z.array(one).min(1).max(60) }),
  sealed: {
    /** A date as it was said, in its own calendar and digits (`saidDateText`), beside the interval that rules are told. */
    said: { maxLength: 400, about: 'facts.0.subjectId' },
    note: { maxLength: 8_000, about: 'facts.0.subjectId' },
  },
  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const entries: DraftEntry[] = [];
    // Also of a record that this one was parted from meanwhile: what a device wrote is not refused for that.
    const statements = state === undefined ? [] : [state, ...partedSince(state, context)].flatMap((one) => one.assertions);
    if (context.sealed.size > 0 && new Set(input.facts.map((statement) => statement.subjectId)).size > 1) return refused({ kind: 'one-person-at-a-time' });
    if (context.sealed.has('said') && input.facts.length > 1) return refused({ kind: 'one-date-at-a-time' });
    for (const statement of input.facts) {
      const { subjectId, fact, source, ...rest } = statement;
      const told = statement.answer;
      if (state !== undefined && !isInCase(state, subjectId)) return refused({ kind: 'no-such-person' });
      if ((told === undefined) === (statement.withdraws === undefined)) return refused({ kind: 'input-not-understood', where: ['answer', fact] });
      const problem = told?.is === 'value' ? context.checkFact(fact, told.value) : context.checkFact(fact, null);
      if (problem !== undefined) return refused({ kind: problem, fact });
      const earlier = statement.corrects ?? statement.withdraws;
      const named = statements.find((a) => a.entryId === earlier);
      // What somebody says now is recorded even where what it would put right never arrived: the device meant to write it, and that was refused.
      if (named === undefined ? statement.withdraws !== undefined : named.fact !== fact) return refused({ kind: 'no-such-statement', fact });
      entries.push({
        ...asserted(subjectId, fact, told ?? { is: 'not-known' }, source),
        payload: { subjectId, fact, source, ...rest, answer: told ?? { is: 'not-known' } },
      });
    }
    const [first, ...others] = entries;
    if (first === undefined) return ok([]);
    const said = [{ ...first, sealedFields: [...context.sealed.keys()] }, ...others];
    return ok(state === undefined ? said : withRecalls(state, said, context));
  },
});

/** A named person weighs what different sources, or two devices apart, have said, and says with reasons what counts from now on. Every statement stays. */
export const settleDisagreement = declareAct({
  name: 'disagreement.settle',
  summary: 'Say, with a reason, which of several statements about a person counts',
  input: z.strictObject({ subjectId: id, fact: z.string().max(80), answer, weighed: z.array(id).min(2).max(100) }),
  sealed: { reason: { maxLength: 8_000, required: true, about: 'subjectId' } },
  policy: working,
  offline: 'draft',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    const { subjectId, fact, answer: told, weighed } = input;
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const problem = context.checkFact(fact, told.is === 'value' ? told.value : null);
    if (problem !== undefined) return refused({ kind: problem, fact });
    const there = state.assertions.filter((a) => a.fact === fact && a.subjectId === subjectId);
    if (weighed.some((entryId) => !there.some((a) => a.entryId === entryId))) return refused({ kind: 'no-such-statement', fact });
    const period = there.filter((a) => weighed.includes(a.entryId)).sort((a, b) => ((a.holdsFrom ?? '') < (b.holdsFrom ?? '') ? 1 : -1))[0];
    const holds = {
      ...(period?.holdsFrom === undefined ? {} : { holdsFrom: period.holdsFrom }),
      ...(period?.holdsTo === undefined ? {} : { holdsTo: period.holdsTo }),
    };
    const payload = { subjectId, fact, answer: told, source: 'caseworker', settles: weighed, ...holds };
    const settled = { ...asserted(subjectId, fact, told, 'caseworker'), payload, sealedFields: [...context.sealed.keys()] };
    return ok(withRecalls(state, [settled], context));
  },
});

/** A named person concludes, with reasons; a screening result, not a legal determination. A later conclusion stands beside the earlier one. */
export const concludeIdentification = declareAct({
  name: 'identification.conclude',
  summary: 'Conclude whether there are reasonable grounds to believe the person was trafficked',
  input: z.strictObject({ act: element, means: element, purpose: element, conclusion: conclusions_ }),
  sealed: { reason: { maxLength: 8_000, required: true } },
  policy: recording,
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
      written('identification-concluded@1', { ...input, on: context.on }, context.sealed),
      ...facts.map(([fact, value]) => asserted(state.personId, fact, { is: 'value', value }, 'caseworker')),
    ]);
  },
});
