import { findSignOnLink, readAccount } from '@sojourn/storage';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as oidc from 'openid-client';
import { logSignIn } from '../access-lines.ts';
import { beginSession } from './begin-session.ts';
import { seal, unseal } from './begun-sign-on.ts';
import { originOf } from './passkeys.ts';
import type { SignInWorld } from './sign-in-world.ts';
import { configurationOf, hashOfSubject, type SignOn } from './sign-on.ts';
import { isLockedAccount } from './signed-in.ts';

const COOKIE = 'sojourn-sign-on';
const PATH = '/api/session/sign-on';
const TEN_MINUTES = 600;

/**
 * Single sign-on: the code flow with PKCE, state and nonce; the id token's signature, issuer, audience and times are checked.
 * Makes no account: only those whom an administrator linked come in, with a password's assurance; names ask for the second factor here.
 */
export function signOnRoutes(app: FastifyInstance, world: SignInWorld): void {
  const { signOn } = world;
  app.get(`${PATH}/offer`, { config: { open: 'whether single sign-on is offered' } }, () => ({ name: signOn?.name ?? null }));
  if (signOn === undefined) return;
  const open = { config: { open: 'single sign-on' } };
  const backOf = (request: FastifyRequest) => `${originOf(world, request).origin}${PATH}/back`;
  // Strict would keep it from coming back: the provider sends the browser here from another site.
  const cookie = { httpOnly: true, sameSite: 'lax', path: PATH, secure: world.address?.startsWith('https:') === true } as const;

  app.get(PATH, open, async (request, reply) => {
    const configuration = await configurationOf(signOn).catch(() => undefined);
    if (configuration === undefined) return reply.redirect('/?refused=sign-on-away');
    const [state, nonce, verifier] = [oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
    const to = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: backOf(request),
      // No name, no mail: only who it is.
      scope: 'openid',
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    reply.setCookie(COOKIE, seal(world, { state, nonce, verifier, until: world.desk.clock.now() + TEN_MINUTES * 1_000 }), { ...cookie, maxAge: TEN_MINUTES });
    return reply.redirect(to.href);
  });

  app.get(`${PATH}/back`, open, async (request, reply) => {
    const begun = unseal(world, request.cookies[COOKIE]);
    reply.clearCookie(COOKIE, cookie);
    const refuse = (kind: string) => reply.redirect(`/?refused=${kind}`);
    if (begun === undefined) return refuse('sign-on-not-finished');
    const configuration = await configurationOf(signOn).catch(() => undefined);
    if (configuration === undefined) return refuse('sign-on-away');
    const came = new URL(request.url, originOf(world, request).origin);
    const claims = await oidc
      .authorizationCodeGrant(configuration, came, {
        pkceCodeVerifier: begun.verifier,
        expectedState: begun.state,
        expectedNonce: begun.nonce,
        idTokenExpected: true,
      })
      // Whatever does not hold, nobody came in; what the provider says about it may quote anything.
      .then(
        (tokens) => tokens.claims(),
        () => undefined,
      );
    if (claims === undefined) return refuse('sign-on-not-finished');
    return comeIn(request, reply, hashOfSubject(claims.iss, claims.sub), refuse);
  });

  async function comeIn(request: FastifyRequest, reply: FastifyReply, subjectHash: string, refuse: (kind: string) => FastifyReply) {
    const link = await findSignOnLink(world.desk.storage, subjectHash);
    const account = link === undefined ? undefined : await readAccount(world.desk.storage, link.organisationId, link.userId);
    if (account === undefined || isLockedAccount(world.desk, account)) {
      await logSignIn(world.desk, { account, operation: 'session.sign-in', outcome: account === undefined ? 'sign-on-not-linked' : 'account-locked' });
      return refuse('sign-on-not-linked');
    }
    await beginSession(world, request, reply, { account, method: 'single-sign-on' });
    return reply.redirect('/');
  }
}

/** Where the browser goes so that the provider forgets this sign-in too. */
export async function signOutElsewhere(signOn: SignOn | undefined, back: string): Promise<string | undefined> {
  if (signOn === undefined) return undefined;
  const configuration = await configurationOf(signOn).catch(() => undefined);
  if (configuration?.serverMetadata().end_session_endpoint === undefined) return undefined;
  return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: back }).href;
}
