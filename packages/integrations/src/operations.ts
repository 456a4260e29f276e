import { declareQuery, type Policy } from '@sojourn/operations';
import { z } from 'zod';

const everyone = {
  caseworker: 'office',
  supervisor: 'office',
  'fund-manager': 'organisation',
  finance: 'organisation',
  administrator: 'organisation',
  'data-protection': 'organisation',
} as const;
/** One's own tokens and notifications. */
const own = { purpose: 'own-work', about: 'organisation', roles: everyone, alsoWhen: [], sealed: 'nothing' } as const satisfies Policy;
/** Everyone's: to see them and to end them, never to use them. */
const all = {
  purpose: 'administration',
  about: 'organisation',
  roles: { administrator: 'organisation' },
  alsoWhen: [],
  sealed: 'nothing',
} as const satisfies Policy;

/** Words for oneself, seen by administrators: what the program is, never whom it is about. */
const label = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u);
const token = z.object({
  tokenId: z.string(),
  ownerId: z.string(),
  owner: z.string(),
  label: z.string(),
  operations: z.array(z.string()),
  officeId: z.string(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().optional(),
  lastUsedAt: z.string().optional(),
  perMinute: z.number(),
});
const webhook = z.object({
  webhookId: z.string(),
  ownerId: z.string(),
  owner: z.string(),
  address: z.string(),
  kinds: z.array(z.string()),
  keyId: z.number(),
  createdAt: z.string(),
  endedAt: z.string().optional(),
  waiting: z.number(),
  delivered: z.number(),
  givenUp: z.number(),
});
const delivery = z.object({
  deliveryId: z.string(),
  kind: z.string(),
  caseId: z.string(),
  entryId: z.string(),
  status: z.enum(['waiting', 'delivered', 'given-up']),
  tries: z.number(),
  lastStatus: z.number().optional(),
  lastProblem: z.string().optional(),
  createdAt: z.string(),
  doneAt: z.string().optional(),
});
const done = z.object({ done: z.literal(true) });
const common = { audit: 'always', forTokens: false, secondFactor: true } as const;

export const integrationQueries = {
  'token.issue': declareQuery({
    ...common,
    name: 'token.issue',
    summary: 'Make a token for a program of yours: only these operations, only this office, until a day. It is shown once.',
    path: '/api/tokens',
    method: 'POST',
    input: z.strictObject({
      label,
      operations: z.array(z.string().max(80)).min(1).max(60),
      /** Your own office where left out. */
      officeId: z.uuid().optional(),
      expiresOn: z.iso.date(),
      perMinute: z.number().int().min(1).max(600).default(120),
    }),
    output: z.object({ tokenId: z.string(), token: z.string(), expiresAt: z.string() }),
    policy: own,
  }),
  'tokens.list': declareQuery({
    ...common,
    name: 'tokens.list',
    summary: 'Your tokens, without what opens them',
    path: '/api/tokens',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ tokens: z.array(token) }),
    policy: own,
  }),
  'token.revoke': declareQuery({
    ...common,
    name: 'token.revoke',
    summary: 'End a token of yours, at once',
    path: '/api/tokens/:tokenId/revoke',
    method: 'POST',
    input: z.strictObject({ tokenId: z.uuid() }),
    output: done,
    policy: own,
  }),
  'tokens.list-all': declareQuery({
    ...common,
    name: 'tokens.list-all',
    summary: 'Everyone’s tokens',
    path: '/api/administration/tokens',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ tokens: z.array(token) }),
    policy: all,
  }),
  'token.revoke-any': declareQuery({
    ...common,
    name: 'token.revoke-any',
    summary: 'End anyone’s token, at once',
    path: '/api/administration/tokens/:tokenId/revoke',
    method: 'POST',
    input: z.strictObject({ tokenId: z.uuid() }),
    output: done,
    policy: all,
  }),
  'webhook.add': declareQuery({
    ...common,
    name: 'webhook.add',
    summary: 'Have a program told when something of these kinds happens in a case that you may view: ids and kinds only. The secret is shown once.',
    path: '/api/webhooks',
    method: 'POST',
    input: z.strictObject({
      address: z.url().max(500),
      kinds: z
        .array(z.string().regex(/^[a-z]+(-[a-z]+)*$/))
        .min(1)
        .max(60),
    }),
    output: z.object({ webhookId: z.string(), keyId: z.number(), secret: z.string() }),
    policy: own,
  }),
  'webhooks.list': declareQuery({
    ...common,
    name: 'webhooks.list',
    summary: 'Your notification addresses and how deliveries go',
    path: '/api/webhooks',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ webhooks: z.array(webhook) }),
    policy: own,
  }),
  'webhook.renew-key': declareQuery({
    ...common,
    name: 'webhook.renew-key',
    summary: 'Sign with a new secret from now on; it is shown once',
    path: '/api/webhooks/:webhookId/renew-key',
    method: 'POST',
    input: z.strictObject({ webhookId: z.uuid() }),
    output: z.object({ keyId: z.number(), secret: z.string() }),
    policy: own,
  }),
  'webhook.end': declareQuery({
    ...common,
    name: 'webhook.end',
    summary: 'Tell this address nothing more; what waits is not sent',
    path: '/api/webhooks/:webhookId/end',
    method: 'POST',
    input: z.strictObject({ webhookId: z.uuid() }),
    output: done,
    policy: own,
  }),
  'webhook.deliveries': declareQuery({
    ...common,
    name: 'webhook.deliveries',
    summary: 'The last two hundred notifications of one address: what waits, what arrived, what was given up',
    path: '/api/webhooks/:webhookId/deliveries',
    method: 'GET',
    input: z.strictObject({ webhookId: z.uuid() }),
    output: z.object({ deliveries: z.array(delivery) }),
    policy: own,
  }),
  'webhook.send-again': declareQuery({
    ...common,
    name: 'webhook.send-again',
    summary: 'Try a notification that was given up once more from the start',
    path: '/api/webhooks/:webhookId/deliveries/:deliveryId/send-again',
    method: 'POST',
    input: z.strictObject({ webhookId: z.uuid(), deliveryId: z.uuid() }),
    output: done,
    policy: own,
  }),
  'webhooks.list-all': declareQuery({
    ...common,
    name: 'webhooks.list-all',
    summary: 'Everyone’s notification addresses',
    path: '/api/administration/webhooks',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ webhooks: z.array(webhook) }),
    policy: all,
  }),
  'webhook.end-any': declareQuery({
    ...common,
    name: 'webhook.end-any',
    summary: 'Tell anyone’s address nothing more',
    path: '/api/administration/webhooks/:webhookId/end',
    method: 'POST',
    input: z.strictObject({ webhookId: z.uuid() }),
    output: done,
    policy: all,
  }),
} as const;

/** Long work, seen and stopped by whoever started it. Its progress comes as server-sent events from /api/work/:workId/events. */
export const workQueries = {
  'work.view': declareQuery({
    name: 'work.view',
    summary: 'How far long work of yours is, and how it ended',
    path: '/api/work/:workId',
    method: 'GET',
    input: z.strictObject({ workId: z.uuid() }),
    output: z.object({
      operation: z.string(),
      status: z.enum(['running', 'done', 'refused', 'broke-off']),
      done: z.number(),
      total: z.number().optional(),
      result: z.json().optional(),
      refusal: z.string().optional(),
    }),
    policy: own,
    audit: 'refusals',
  }),
  'work.cancel': declareQuery({
    name: 'work.cancel',
    summary: 'Stop long work of yours at its next step; what was done before stays',
    path: '/api/work/:workId/cancel',
    method: 'POST',
    input: z.strictObject({ workId: z.uuid() }),
    output: done,
    policy: own,
    audit: 'always',
  }),
} as const;
