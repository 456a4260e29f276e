import { isUuid } from '@sojourn/kernel';
import { answeredDays, askedDays, declareQuery } from '@sojourn/operations';
import { z } from 'zod';

const verdict = z.enum(['yes', 'no', 'not-applicable', 'unknown']);
const reason = z.object({
  rule: z.string().optional(),
  fact: z.string().optional(),
  value: z.json().optional(),
  citation: z.string().optional(),
  why: z.string().optional(),
});

export const programmeQueries = {
  'case.eligibility': declareQuery({
    name: 'case.eligibility',
    summary:
      'The fund’s tests for the person of a case, with reasons and the next question: today, or by the facts of a day, the law of a day and what was known by a day',
    path: '/api/cases/:caseId/eligibility',
    method: 'GET',
    input: z.strictObject({ caseId: z.string().refine(isUuid), ...askedDays }),
    output: z.object({
      on: z.string(),
      days: answeredDays,
      bundleHash: z.string(),
      programme: z.string(),
      overall: z.object({ is: verdict, because: z.array(reason), ask: z.array(z.string()) }),
      tests: z.array(z.object({ id: z.string(), is: verdict, because: z.array(reason), ask: z.array(z.string()) })),
      next: z.object({ fact: z.string(), kind: z.string(), codeList: z.string().optional() }).optional(),
    }),
    policy: {
      purpose: 'assistance',
      about: 'case',
      roles: { caseworker: 'office', supervisor: 'office', 'fund-manager': 'organisation' },
      alsoWhen: ['closed', 'erased'],
      sealed: 'nothing',
    },
    audit: 'always',
  }),
} as const;

export { ruleQueries } from './rule-operations.ts';
