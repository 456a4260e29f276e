import { declareQuery, everyRole, type Policy, roles } from '@sojourn/operations';
import { z } from 'zod';
import { id } from '../payloads.ts';
import { breakingGlass, reviewingGlass } from '../policies.ts';

/** One's own desk, whatever one's role. */
const ownDesk = { purpose: 'own-work', about: 'organisation', roles: everyRole, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;

const emergency = z.object({
  caseId: z.string(),
  caseCode: z.string(),
  personId: z.string(),
  sequence: z.number(),
  glassId: z.string(),
  by: z.string(),
  person: z.string(),
  at: z.number(),
  until: z.number(),
  reason: z.string(),
  reviewDueAt: z.number(),
  finding: z.string().optional(),
});

export const teamQueries = {
  'colleagues.list': declareQuery({
    name: 'colleagues.list',
    summary: 'Colleagues of one’s organisation, their office and roles',
    path: '/api/colleagues',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ colleagues: z.array(z.object({ userId: z.string(), name: z.string(), office: z.string(), roles: z.array(z.enum(roles)) })) }),
    policy: ownDesk,
    audit: 'refusals',
  }),
  'notices.list': declareQuery({
    name: 'notices.list',
    summary: 'What others did that one is to know of at once',
    path: '/api/notices',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({
      notices: z.array(z.object({ noticeId: z.string(), kind: z.string(), caseId: z.string(), caseCode: z.string().optional(), at: z.number() })),
    }),
    policy: ownDesk,
    audit: 'refusals',
  }),
  'notices.seen': declareQuery({
    name: 'notices.seen',
    summary: 'Put a notice away',
    path: '/api/notices/seen',
    method: 'POST',
    input: z.strictObject({ noticeId: id }),
    output: z.object({ noticeId: z.string() }),
    policy: ownDesk,
    audit: 'refusals',
  }),
  'emergency.find': declareQuery({
    name: 'emergency.find',
    summary: 'Find by its code a case that is not one’s own, to break its glass',
    path: '/api/emergencies/find',
    method: 'POST',
    input: z.strictObject({ caseCode: z.string().regex(/^[A-Z2-9]{4}-?[A-Z2-9]{4}$/) }),
    output: z.object({ caseId: z.string(), personId: z.string(), sequence: z.number() }),
    policy: { ...breakingGlass, about: 'cases', sealed: 'nothing' },
    audit: 'always',
  }),
  'emergencies.list': declareQuery({
    name: 'emergencies.list',
    summary: 'Glass that was broken in the last 30 days, and whether someone has looked at it',
    path: '/api/emergencies',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ emergencies: z.array(emergency) }),
    policy: { ...reviewingGlass, about: 'cases', sealed: 'nothing' },
    audit: 'always',
  }),
  'emergency.reason': declareQuery({
    name: 'emergency.reason',
    summary: 'The words of someone who broke the glass of a case, for whoever reviews it',
    path: '/api/cases/:caseId/emergency-reason',
    method: 'POST',
    input: z.strictObject({ caseId: id, glassId: id }),
    output: z.object({ text: z.string().optional() }),
    policy: { ...reviewingGlass, sealed: 'reads' },
    audit: 'always',
  }),
} as const;
