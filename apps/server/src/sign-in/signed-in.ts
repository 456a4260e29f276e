import { type Assurance, identityHasLapsed, isLockedOut } from '@sojourn/accounts';
import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import type { Actor } from '@sojourn/operations';
import { type Account, readAccount } from '@sojourn/storage';
import type { FastifyRequest } from 'fastify';
import { type Desk, todayOf } from '../desk.ts';
import { isDemoPerson } from './demo-code.ts';
import type { SignInWorld } from './sign-in-world.ts';

export type SignedIn = { readonly account: Account; readonly assurance: Assurance };

declare module 'fastify' {
  interface FastifyRequest {
    signedIn: SignedIn | undefined;
  }
}

/** Read once for each request, before anything else is done: a locked account is signed in nowhere from that moment. */
export async function readSignedIn(world: SignInWorld, request: FastifyRequest): Promise<SignedIn | undefined> {
  const { organisationId, userId } = request.session;
  if (organisationId === undefined || userId === undefined) return undefined;
  const { desk } = world;
  const account = await readAccount(desk.storage, organisationId, userId);
  if (account === undefined || isLockedAccount(desk, account)) return undefined;
  return { account, assurance: assuranceOf(world, account, request) };
}

export function isLockedAccount(desk: Desk, account: Account): boolean {
  return isLockedOut({ locked: account.locked, leavesOn: account.leavesOn ?? undefined }, todayOf(desk));
}

/** Something of their own; or, in a demonstration, the code that stands for it. */
export function holdsSecondFactor({ demo }: SignInWorld, account: Account): boolean {
  return account.hasSecondFactor || takesDemoCode({ demo }, account);
}

export function takesDemoCode({ demo }: Pick<SignInWorld, 'demo'>, account: Account): boolean {
  return demo && isDemoPerson(account.decoyOf ?? account.userId);
}

function assuranceOf(world: SignInWorld, account: Account, request: FastifyRequest): Assurance {
  return {
    secondFactorAt: request.session.secondFactorAt,
    hasSecondFactor: holdsSecondFactor(world, account),
    identityLapsed: identityHasLapsed({ locked: false, identityUsedOn: account.identityUsedOn ?? undefined }, todayOf(world.desk)),
  };
}

export function actorOf(account: Account): Actor {
  return {
    organisationId: account.organisationId as OrganisationId,
    officeId: account.officeId as OfficeId,
    userId: account.userId as UserId,
    roles: account.roles,
    lent: account.lent,
  };
}
