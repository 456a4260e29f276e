import { filingKinds, grounds } from '@sojourn/consent';
import { recipientSchema } from '@sojourn/directory';
import { declareQuery } from '@sojourn/operations';
import { z } from 'zod';
import { id } from '../payloads.ts';
import { sharing, takingUp } from '../policies.ts';

const line = z.object({ dataClass: z.string() });
const recipient = z.object({
  recipientId: z.string(),
  kind: z.string(),
  reach: z.string(),
  code: z.string(),
  name: z.string(),
  country: z.string().optional(),
  agreement: z.object({ agreementId: z.string(), expiresOn: z.string() }).optional(),
  retired: z.boolean(),
});

export const authorityQueries = {
  'directory.list': declareQuery({
    name: 'directory.list',
    summary: 'The named recipients this organisation knows, and how far the firewall lets anything go there',
    path: '/api/directory',
    method: 'GET',
    input: z.strictObject({}),
    output: z.object({ recipients: z.array(recipient) }),
    policy: {
      purpose: 'assistance',
      about: 'organisation',
      roles: { caseworker: 'organisation', supervisor: 'organisation' },
      alsoWhen: [],
      sealed: 'nothing',
    },
    audit: 'refusals',
  }),
  'directory.keep': declareQuery({
    name: 'directory.keep',
    summary: 'Add a named recipient to the directory, or write a new version of one; its kind is for ever',
    path: '/api/directory',
    method: 'POST',
    input: recipientSchema,
    output: z.object({ recipientId: z.string() }),
    policy: { purpose: 'supervision', about: 'organisation', roles: { supervisor: 'organisation' }, alsoWhen: [], sealed: 'nothing' },
    audit: 'always',
  }),
  'referral.preview': declareQuery({
    name: 'referral.preview',
    summary: 'Exactly what would leave, and whether it may; nothing leaves',
    path: '/api/cases/:caseId/referral-preview',
    method: 'POST',
    input: z.strictObject({
      caseId: id,
      recipientId: id,
      /** What it would be: a referral, a filing, or contact with a consulate. */
      as: z.enum(['sharing', 'filing', 'consular-contact']).default('sharing'),
      filing: z.enum(filingKinds).optional(),
      ground: z.enum(grounds).default('consent'),
      facts: z.array(z.string().max(80)).max(60),
      sealedIds: z.array(id).max(40).default([]),
    }),
    output: z.object({
      fingerprint: z.string(),
      dataClasses: z.array(z.string()),
      facts: z.array(line.extend({ fact: z.string(), is: z.string(), value: z.json().optional() })),
      words: z.array(line.extend({ sealedId: z.string(), field: z.string(), text: z.string().optional(), erased: z.boolean() })),
      /** Absent where it may leave. */
      refusal: z
        .record(z.string(), z.json())
        .and(z.object({ kind: z.string() }))
        .optional(),
    }),
    policy: { ...sharing, alsoWhen: ['erased'], sealed: 'reads' },
    audit: 'always',
  }),
  'referral.code': declareQuery({
    name: 'referral.code',
    summary: 'The address and a new code for the receiver of a package; a code given before opens nothing any more',
    path: '/api/cases/:caseId/referral-code',
    method: 'POST',
    input: z.strictObject({ caseId: id, shareId: id }),
    output: z.object({ path: z.string(), code: z.string(), expiresOn: z.string() }),
    policy: sharing,
    locks: true,
    audit: 'always',
  }),
  'message.deliver': declareQuery({
    name: 'message.deliver',
    summary: 'Send a prepared message by the provider of this installation, through the gate of safe contact',
    path: '/api/cases/:caseId/deliver-message',
    method: 'POST',
    input: z.strictObject({ caseId: id, messageId: id }),
    output: z.object({ outcome: z.literal('sent') }),
    policy: { ...takingUp, sealed: 'reads' },
    audit: 'always',
  }),
  'case.sharing': declareQuery({
    name: 'case.sharing',
    summary: 'What receivers did at their doors',
    path: '/api/cases/:caseId/sharing',
    method: 'GET',
    input: z.strictObject({ caseId: id }),
    output: z.object({ events: z.array(z.object({ shareId: z.string(), kind: z.string(), at: z.string() })) }),
    policy: sharing,
    audit: 'always',
  }),
} as const;
