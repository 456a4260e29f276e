import { declareQuery, type Policy } from '@sojourn/operations';
import { searchKinds } from '@sojourn/people';
import { z } from 'zod';
import { id } from '../payloads.ts';
import { caseViewSchema } from '../view.ts';

export const SEARCHES_A_DAY = 60;
export const QUESTIONS_A_DAY = 10;
/** How long a question to other offices stays open, and what was asked is kept. */
export const QUESTION_DAYS = 14;

export const searchReasons = ['new-contact', 'family', 'danger', 'other'] as const;
export type SearchReason = (typeof searchReasons)[number];

/** Whoever helps people finds those of the own office and of the own team. */
const searching = {
  purpose: 'assistance',
  about: 'cases',
  roles: { caseworker: 'office', supervisor: 'office' },
  alsoWhen: [],
  sealed: 'reads',
} as const satisfies Policy;

/** On each case that is found: as for viewing it, without emergencies. */
export const finding = { ...searching, about: 'case', alsoWhen: ['closed', 'erased'] } as const satisfies Policy;

/** Someone of another office asks: whoever answers for an office looks at it. */
const reviewingSearches = { ...searching, purpose: 'supervision', roles: { supervisor: 'office' } } as const satisfies Policy;

/** Whether the organisation keeps what people are found by: for those who answer for its data. */
const switching = {
  purpose: 'oversight',
  about: 'organisation',
  roles: { 'data-protection': 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;

const foundCase = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  stage: caseViewSchema.shape.stage,
  likeness: z.enum(['same', 'close']),
  /** Whose case it is, or somebody else who is named in it. */
  who: z.enum(['person', 'somebody-else']),
  office: z.string(),
  /** Who may open it: the colleagues of its team. */
  team: z.array(z.string()),
});

export const searchQueries = {
  'people.search': declareQuery({
    name: 'people.search',
    summary: 'Find the case of a person by a name, a phone number or the number of a paper: among those of your office and your teams',
    path: '/api/search',
    method: 'POST',
    input: z.strictObject({
      kind: z.enum(searchKinds).default('name'),
      words: z.string().trim().min(1).max(300),
      /** Also ask the other offices. Nothing is said about what they have. */
      beyond: z.boolean().default(false),
      reason: z.enum(searchReasons).default('other'),
    }),
    output: z.object({
      found: z.array(foundCase),
      /** There may be more than were looked at: say more of the name. */
      more: z.boolean(),
      left: z.number(),
      beyond: z.object({ answer: z.literal('a-reviewer-will-contact-you'), requestId: z.string(), until: z.number() }).optional(),
    }),
    policy: searching,
    audit: 'always',
  }),
  'people.search-requests': declareQuery({
    name: 'people.search-requests',
    summary: 'What you asked other offices, and who got in touch',
    path: '/api/search/requests',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      requests: z.array(
        z.object({
          requestId: z.string(),
          kind: z.enum(searchKinds),
          reason: z.enum(searchReasons),
          askedAt: z.number(),
          until: z.number(),
          is: z.enum(['waiting', 'over', 'contact']),
          by: z.array(z.string()),
        }),
      ),
    }),
    policy: { ...searching, sealed: 'nothing' },
    audit: 'refusals',
  }),
  'people.search-reviews': declareQuery({
    name: 'people.search-reviews',
    summary: 'Questions of other offices about a person whom your office may know',
    path: '/api/search/reviews',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      reviews: z.array(
        z.object({
          requestId: z.string(),
          kind: z.enum(searchKinds),
          reason: z.enum(searchReasons),
          words: z.string(),
          askedAt: z.number(),
          until: z.number(),
          by: z.string(),
          office: z.string(),
          found: z.array(foundCase),
        }),
      ),
    }),
    policy: reviewingSearches,
    audit: 'always',
  }),
  'people.answer-search': declareQuery({
    name: 'people.answer-search',
    summary: 'Let whoever asked know that you will speak with them, or let it rest: then they are told nothing',
    path: '/api/search/reviews/answer',
    method: 'POST',
    input: z.strictObject({ requestId: id, answer: z.enum(['contact', 'nothing']) }),
    output: z.object({ requestId: z.string() }),
    policy: { ...reviewingSearches, sealed: 'nothing' },
    audit: 'always',
  }),
  'search.standing': declareQuery({
    name: 'search.standing',
    summary: 'Whether people can be found here by name or number, and who last switched it',
    path: '/api/search/standing',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ off: z.boolean(), by: z.string().optional(), at: z.number().optional() }),
    policy: switching,
    audit: 'refusals',
  }),
  'search.switch': declareQuery({
    name: 'search.switch',
    summary: 'Switch finding people off, with everything they are found by; or on, and it is made anew from the sealed words',
    path: '/api/search/standing',
    method: 'POST',
    input: z.strictObject({ off: z.boolean() }),
    output: z.object({ off: z.boolean() }),
    policy: switching,
    audit: 'always',
    forTokens: false,
    secondFactor: true,
  }),
} as const;
