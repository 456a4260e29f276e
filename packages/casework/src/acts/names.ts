import { sourceCodes } from '@sojourn/journal';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { nameKinds, scriptCodes } from '@sojourn/people';
import { z } from 'zod';
import { isInCase } from '../people-of-case.ts';
import { recording } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id, language } from './inputs.ts';

/** A name as it was said or as it stands on a paper. Order and script stay as given; parts only where the person names them. */
export const recordName = declareAct({
  name: 'name.record',
  summary: 'Record a name of someone in this case',
  input: z.strictObject({
    subjectId: id,
    kind: z.enum(nameKinds).default('as-said'),
    script: z.enum(scriptCodes).default('Zyyy'),
    language: language.optional(),
    call: z.boolean().default(false),
    source: z.enum(sourceCodes).default('person'),
    corrects: id.optional(),
    transliterates: id.optional(),
  }),
  sealed: {
    name: { maxLength: 300, required: true, about: 'subjectId' },
    'name-parts': { maxLength: 4_000, about: 'subjectId' },
    /** Of the paper it stands on. */
    'document-number': { maxLength: 100, about: 'subjectId' },
    note: { maxLength: 2_000, about: 'subjectId' },
  },

  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined || !isInCase(state, input.subjectId)) return refused({ kind: 'no-such-person' });
    for (const earlier of [input.corrects, input.transliterates])
      if (earlier !== undefined && !state.names.some((name) => name.entryId === earlier && name.subjectId === input.subjectId))
        return refused({ kind: 'no-such-name' });
    return ok([{ ...written('name-recorded@1', { ...input, on: context.on }, context.sealed), source: input.source }]);
  },
});

/** Recorded by mistake, or no longer to be used: it stays in the journal and stands no more. */
export const withdrawName = declareAct({
  name: 'name.withdraw',
  summary: 'Take a name back that was recorded by mistake',
  input: z.strictObject({ subjectId: id, nameId: id }),
  sealed: { note: { maxLength: 2_000, about: 'subjectId' } },

  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) =>
    state?.names.some((name) => name.entryId === input.nameId && name.subjectId === input.subjectId && name.withdrawnOn === undefined) === true
      ? ok([written('name-withdrawn@1', { nameId: input.nameId, on: context.on }, context.sealed)])
      : refused({ kind: 'no-such-name' }),
});

export const preferName = declareAct({
  name: 'name.prefer',
  summary: 'Say by which name somebody wants to be called',
  input: z.strictObject({ nameId: id }),
  sealed: {},

  policy: recording,
  offline: 'record',
  opensCase: false,
  decide: (state: CaseState | undefined, input, context) =>
    state?.names.some((name) => name.entryId === input.nameId && name.withdrawnOn === undefined) === true
      ? ok([written('name-preferred@1', { ...input, on: context.on }, context.sealed)])
      : refused({ kind: 'no-such-name' }),
});
