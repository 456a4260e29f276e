import type { integrationQueries } from '@sojourn/integrations/operations';
import { dateOfInstant, type EntryId, instant, mintId, ok, refused } from '@sojourn/kernel';
import { type Actor, isNever, mayBeInToken, type Policy } from '@sojourn/operations';
import {
  type ContextTx,
  endWebhook,
  keepToken,
  keepWebhook,
  listColleagues,
  listDeliveries,
  listTokens,
  listWebhooks,
  renewWebhookKey,
  revokeToken,
  type TokenRow,
  type WebhookRow,
  waitAgain,
} from '@sojourn/storage';
import { todayOf } from '../desk.ts';
import { tokenHash, tokenText } from '../http/principal.ts';
import type { Jobs } from '../jobs.ts';
import { webhookSecret } from '../webhooks/deliver.ts';
import { type AllowedPlaces, readAddress } from '../webhooks/safe-address.ts';
import type { Answering } from './answer.ts';

type Answers = { readonly [Name in keyof typeof integrationQueries]: Answering<(typeof integrationQueries)[Name]> };
type Operation = { readonly name: string; readonly policy: Policy; readonly forTokens?: boolean };
export type IntegrationOptions = {
  /** Every operation of this server, by name. */
  readonly operations: ReadonlyMap<string, Operation>;
  /** Kinds of entries that can be announced. */
  readonly kinds: ReadonlySet<string>;
  readonly places: AllowedPlaces;
  readonly secret: string;
  readonly jobs: () => Jobs;
};

const ONE_YEAR = 366 * 24 * 60 * 60 * 1000;
const done = { done: true } as const;

/** Tokens of programs and notifications to them: each belongs to one person, can do less than they can, and ends with them. */
export function integrationAnswers({ operations, kinds, places, secret, jobs }: IntegrationOptions): Answers {
  const secretOf = (tx: ContextTx, webhookId: string, keyId: number) => webhookSecret(secret, { organisationId: tx.organisationId, webhookId, keyId });
  return {
    'token.issue': async (desk, actor, tx, { label, operations: wanted, officeId = actor.officeId, expiresOn, perMinute }) => {
      const unknown = wanted.filter((name) => !operations.has(name));
      if (unknown.length > 0) return refused({ kind: 'input-not-understood', where: ['operations'] });
      const chosen = wanted.flatMap((name) => operations.get(name) ?? []);
      if (!chosen.every(mayBeInToken)) return refused({ kind: 'not-for-tokens' });
      if (!chosen.every(({ policy }) => isNever(policy, actor) === undefined && (officeId === actor.officeId || reachesEverywhere(policy, actor))))
        return refused({ kind: 'scope-not-yours' });
      const expiresAt = new Date(`${expiresOn}T23:59:59Z`);
      if (expiresOn < todayOf(desk) || expiresOn > dateOfInstant(instant(desk.clock.now() + ONE_YEAR))) return refused({ kind: 'expires-too-late' });
      const tokenId = mintId<EntryId>(desk.chance, desk.clock.now());
      const word = Buffer.from(desk.chance.bytes(32));
      await keepToken(tx, { tokenId, hash: tokenHash(word), label, operations: [...new Set(wanted)], officeId, expiresAt, perMinute });
      return ok({ tokenId, token: tokenText(tokenId, word), expiresAt: expiresAt.toISOString() });
    },
    'tokens.list': async (_desk, actor, tx) => ok({ tokens: tokensOf(await listTokens(tx, actor.userId), await listColleagues(tx)) }),
    'tokens.list-all': async (_desk, _actor, tx) => ok({ tokens: tokensOf(await listTokens(tx), await listColleagues(tx)) }),
    'token.revoke': async (_desk, actor, tx, { tokenId }) =>
      (await revokeToken(tx, tokenId, actor.userId)) === undefined ? refused({ kind: 'no-such-token' }) : ok(done),
    'token.revoke-any': async (_desk, _actor, tx, { tokenId }) =>
      (await revokeToken(tx, tokenId)) === undefined ? refused({ kind: 'no-such-token' }) : ok(done),
    'webhook.add': async (desk, _actor, tx, { address, kinds: wanted }) => {
      const url = readAddress(address, places);
      if (url === undefined) return refused({ kind: 'webhook-address-not-allowed' });
      if (!wanted.every((kind) => kinds.has(kind))) return refused({ kind: 'input-not-understood', where: ['kinds'] });
      const webhookId = mintId<EntryId>(desk.chance, desk.clock.now());
      await keepWebhook(tx, { webhookId, address: url.href, kinds: [...new Set(wanted)] });
      return ok({ webhookId, keyId: 1, secret: secretOf(tx, webhookId, 1) });
    },
    'webhooks.list': async (_desk, actor, tx) => ok({ webhooks: webhooksOf(await listWebhooks(tx, actor.userId), await listColleagues(tx)) }),
    'webhooks.list-all': async (_desk, _actor, tx) => ok({ webhooks: webhooksOf(await listWebhooks(tx), await listColleagues(tx)) }),
    'webhook.renew-key': async (_desk, actor, tx, { webhookId }) => {
      const keyId = await renewWebhookKey(tx, webhookId, actor.userId);
      return keyId === undefined ? refused({ kind: 'no-such-webhook' }) : ok({ keyId, secret: secretOf(tx, webhookId, keyId) });
    },
    'webhook.end': async (_desk, actor, tx, { webhookId }) =>
      (await endWebhook(tx, webhookId, actor.userId)) ? ok(done) : refused({ kind: 'no-such-webhook' }),
    'webhook.end-any': async (_desk, _actor, tx, { webhookId }) => ((await endWebhook(tx, webhookId)) ? ok(done) : refused({ kind: 'no-such-webhook' })),
    'webhook.deliveries': async (_desk, actor, tx, { webhookId }) => {
      const rows = await listDeliveries(tx, webhookId, actor.userId);
      if (rows === undefined) return refused({ kind: 'no-such-webhook' });
      return ok({ deliveries: rows.map(withoutNulls) });
    },
    'webhook.send-again': async (_desk, actor, tx, { webhookId, deliveryId }) => {
      if (!(await waitAgain(tx, webhookId, deliveryId, actor.userId))) return refused({ kind: 'no-such-delivery' });
      await jobs().send(tx, 'webhook', { organisationId: tx.organisationId, deliveryId });
      return ok(done);
    },
  };
}

/** Another office than one's own only where every role that leads to the operation serves all of them. */
function reachesEverywhere(policy: Policy, actor: Actor): boolean {
  const reach = policy.roles as Readonly<Record<string, string | undefined>>;
  return actor.roles.some((role) => reach[role] === 'organisation');
}

type People = ReadonlyMap<string, string>;
const tokensOf = (rows: readonly TokenRow[], people: People) =>
  rows.map((row) => ({ ...withoutNulls(row), operations: [...row.operations], owner: people.get(row.ownerId) ?? '' }));
const webhooksOf = (rows: readonly WebhookRow[], people: People) =>
  rows.map((row) => ({ ...withoutNulls(row), kinds: [...row.kinds], owner: people.get(row.ownerId) ?? '' }));

type WithoutNulls<Row> = { readonly [Key in keyof Row as null extends Row[Key] ? never : Key]: Row[Key] } & {
  readonly [Key in keyof Row as null extends Row[Key] ? Key : never]?: NonNullable<Row[Key]>;
};
function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<Row>;
}
