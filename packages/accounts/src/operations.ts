import { declareQuery, type Policy, roles } from '@sojourn/operations';
import { z } from 'zod';

const onAccounts = {
  purpose: 'accounts',
  about: 'organisation',
  roles: { administrator: 'organisation', supervisor: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;

const id = z.uuid();
const role = z.enum(roles);
const day = z.iso.date();
const done = z.object({ done: z.literal(true) });
/** What comes of asking for more than one person may decide: it waits for another. */
const slip = z.object({ waits: z.boolean(), requestId: z.string().optional(), code: z.string().optional(), expiresAt: z.number() });
const aboutOne = z.strictObject({ userId: id });

export const personSchema = z.object({
  userId: z.string(),
  username: z.string(),
  displayName: z.string(),
  officeId: z.string(),
  roles: z.array(role),
  standing: z.enum(['active', 'invited', 'locked', 'left', 'identity-lapsed']),
  leavesOn: z.string().nullable(),
  identityUsedOn: z.string().nullable(),
  hasSecondFactor: z.boolean(),
});
const requestSchema = z.object({
  requestId: z.string(),
  kind: z.enum(['invitation', 'roles', 'reset']),
  userId: z.string(),
  requestedBy: z.string(),
  requestedAt: z.number(),
  expiresAt: z.number(),
  roles: z.array(role),
  mine: z.boolean(),
});

const post = { method: 'POST', policy: onAccounts, audit: 'always' } as const;

/** Work on accounts: who is here, who may do what, who leaves. Everything but looking is kept in the account's history. */
export const accountQueries = {
  'people.list': declareQuery({
    ...post,
    method: 'GET',
    name: 'people.list',
    summary: 'Everyone who works here, how they stand, and what waits for a second person',
    path: '/api/people',
    input: z.strictObject({}),
    output: z.object({
      people: z.array(personSchema),
      offices: z.array(z.object({ officeId: z.string(), name: z.string() })),
      requests: z.array(requestSchema),
    }),
  }),
  'people.history': declareQuery({
    ...post,
    method: 'GET',
    name: 'people.history',
    summary: 'What was changed about one account, by whom',
    path: '/api/people/:userId/history',
    input: aboutOne,
    output: z.object({ changes: z.array(z.object({ at: z.number(), kind: z.string(), by: z.string(), roles: z.array(role), on: z.string().nullable() })) }),
  }),
  'people.invite': declareQuery({
    ...post,
    name: 'people.invite',
    summary: 'Invite someone: the code is shown once, to be handed over on paper',
    path: '/api/people/invite',
    input: z.strictObject({
      username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
      displayName: z.string().trim().min(1).max(80),
      officeId: id,
      roles: z.array(role).min(1).max(roles.length),
    }),
    output: slip,
  }),
  'people.invite-again': declareQuery({
    ...post,
    name: 'people.invite-again',
    summary: 'A new code for someone who was invited and has not come yet; the former one ends',
    path: '/api/people/invite-again',
    input: aboutOne,
    output: slip,
  }),
  'people.change-roles': declareQuery({
    ...post,
    name: 'people.change-roles',
    summary: 'Give other roles or another office; some roles wait for a second person',
    path: '/api/people/roles',
    input: z.strictObject({ userId: id, officeId: id, roles: z.array(role).min(1).max(roles.length) }),
    output: slip,
  }),
  'people.lock': declareQuery({
    ...post,
    name: 'people.lock',
    summary: 'Sign someone out everywhere, at once, and let them in no more',
    path: '/api/people/lock',
    input: aboutOne,
    output: done,
  }),
  'people.unlock': declareQuery({
    ...post,
    name: 'people.unlock',
    summary: 'Let someone in again',
    path: '/api/people/unlock',
    input: aboutOne,
    output: done,
  }),
  'people.set-leaving': declareQuery({
    ...post,
    name: 'people.set-leaving',
    summary: 'From this day on they are let in no more; no day: they stay',
    path: '/api/people/leaving',
    input: z.strictObject({ userId: id, leavesOn: day.optional() }),
    output: done,
  }),
  'people.restore-identity': declareQuery({
    ...post,
    name: 'people.restore-identity',
    summary: 'Open names again to someone who was away for over 30 days',
    path: '/api/people/restore-identity',
    input: aboutOne,
    output: done,
  }),
  'people.link-sign-on': declareQuery({
    ...post,
    name: 'people.link-sign-on',
    summary: 'Say who of the identity provider this person is, by the provider’s own word for them; none: single sign-on is theirs no more',
    path: '/api/people/sign-on',
    input: z.strictObject({ userId: id, subject: z.string().trim().min(1).max(255).optional() }),
    output: done,
  }),
  'people.request-reset': declareQuery({
    ...post,
    name: 'people.request-reset',
    summary: 'For someone who lost everything: the first half of a code, to be handed over in person; a second person gives the other half',
    path: '/api/people/reset',
    input: aboutOne,
    output: slip,
  }),
  'people.approve': declareQuery({
    ...post,
    name: 'people.approve',
    summary: 'Agree, as the second person, to what another asked for',
    path: '/api/people/approve',
    input: z.strictObject({ requestId: id }),
    output: slip,
  }),
  'people.withdraw': declareQuery({
    ...post,
    name: 'people.withdraw',
    summary: 'Take back or turn down what waits for a second person',
    path: '/api/people/withdraw',
    input: z.strictObject({ requestId: id }),
    output: done,
  }),
} as const;
