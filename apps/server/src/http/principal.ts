import { createHash } from 'node:crypto';
import { missingAssurance } from '@sojourn/accounts';
import { type EntryId, isUuid, mintId, ok, type Refusal, type Result, refused, type UserId } from '@sojourn/kernel';
import { type Actor, mayBeInToken, type Policy, sensitivityOf } from '@sojourn/operations';
import { type Account, logAccess, readAccount, useToken, withContext } from '@sojourn/storage';
import type { FastifyRequest } from 'fastify';
import type { Desk } from '../desk.ts';
import { needsSession } from '../sign-in/needs.ts';
import { actorOf, isLockedAccount } from '../sign-in/signed-in.ts';

type Operation = { readonly name: string; readonly policy: Policy; readonly forTokens?: boolean; readonly secondFactor?: true };
/** `missing`: what a person still has to show before this operation; a token shows nothing more. */
export type Principal = { readonly account: Account; readonly actor: Actor; readonly missing: Refusal | undefined };

/** A program's word: `sjt_<id>_<secret>`. Only its hash is kept. */
export const tokenText = (tokenId: string, secret: Buffer): string => `sjt_${tokenId}_${secret.toString('base64url')}`;
export const tokenHash = (secret: Buffer): Buffer => createHash('sha256').update(secret).digest();

/** Whoever asks: a person by their session, or a program by its token; where a token is shown, a session does not count. */
export async function admit(desk: Desk, request: FastifyRequest, operation: Operation): Promise<Result<Principal, Refusal>> {
  const { authorization } = request.headers;
  if (authorization !== undefined) return byToken(desk, authorization, operation);
  const { account, assurance } = needsSession(request);
  const sensitive = operation.secondFactor === true ? 'administration' : sensitivityOf(operation.policy);
  return ok({ account, actor: actorOf(account), missing: missingAssurance(sensitive, assurance, desk.clock.now()) });
}

/** A form on another site can send no such header; what is shown with it needs no other proof. */
export const showsToken = (request: FastifyRequest): boolean => /^Bearer sjt_/.test(request.headers.authorization ?? '');

async function byToken(desk: Desk, authorization: string, operation: Operation): Promise<Result<Principal, Refusal>> {
  const [, tokenId = '', text = ''] = /^Bearer sjt_([0-9a-f-]{36})_([A-Za-z0-9_-]{43})$/.exec(authorization) ?? [];
  if (!isUuid(tokenId)) return refused({ kind: 'token-not-valid' });
  // Hashes of 32 random bytes are compared: how long that takes says nothing of the secret.
  const token = await useToken(desk.storage, tokenId, tokenHash(Buffer.from(text, 'base64url')));
  if (token === undefined) return refused({ kind: 'token-not-valid' });
  const account = await readAccount(desk.storage, token.organisationId, token.ownerId);
  if (account === undefined || isLockedAccount(desk, account)) return refused({ kind: 'token-not-valid' });
  // A program never works with what was lent to its owner.
  const actor: Actor = { ...actorOf(account), lent: [], onlyOffice: token.officeId };
  const narrow = !token.operations.includes(operation.name) || !mayBeInToken(operation);
  const refusal = token.inMinute > token.perMinute ? 'too-many-requests' : narrow ? 'token-too-narrow' : undefined;
  // Once a minute in use, and each time it reaches for more than it was given.
  if (token.inMinute === 1 || refusal === 'token-too-narrow') await logUse(desk, actor, tokenId, refusal ?? 'done');
  return refusal === undefined ? ok({ account, actor, missing: undefined }) : refused({ kind: refusal });
}

async function logUse(desk: Desk, actor: Actor, tokenId: string, outcome: string): Promise<void> {
  const purpose = 'own-work';
  await withContext(desk.storage, { organisationId: actor.organisationId, actorId: actor.userId as UserId, purpose }, (tx) =>
    logAccess(tx, { accessId: mintId<EntryId>(desk.chance, desk.clock.now()), operation: `token.use.${tokenId}`, purpose, outcome }),
  );
}
