import { missingAssurance } from '@sojourn/accounts';
import type { Refusal } from '@sojourn/kernel';
import type { FastifyRequest } from 'fastify';
import type { SignInWorld } from './sign-in-world.ts';
import type { SignedIn } from './signed-in.ts';

/** Thrown where a route cannot go on; the server's error handler answers with the refusal. */
export class RefusedHere extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.kind);
    this.refusal = refusal;
  }
}

export function needsSession(request: FastifyRequest): SignedIn {
  if (request.signedIn === undefined) throw new RefusedHere({ kind: 'not-signed-in' });
  return request.signedIn;
}

/** For changing how one signs in: a session left open on a table is not enough. */
export function needsSecondFactor(world: SignInWorld, request: FastifyRequest): SignedIn {
  const signedIn = needsSession(request);
  const missing = missingAssurance('administration', signedIn.assurance, world.desk.clock.now());
  if (missing !== undefined) throw new RefusedHere(missing);
  return signedIn;
}

/** Or the first second factor of someone who came with a slip a moment ago. */
export function mayEnrol(world: SignInWorld, request: FastifyRequest): SignedIn {
  const signedIn = needsSession(request);
  const first = request.session.enrolling === true && !signedIn.account.hasSecondFactor;
  return first ? signedIn : needsSecondFactor(world, request);
}
