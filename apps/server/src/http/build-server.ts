import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import session from '@fastify/session';
import files from '@fastify/static';
import { isUuid } from '@sojourn/kernel';
import { type AnyQuery, openApiDocument } from '@sojourn/operations';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import type { Desk } from '../desk.ts';
import { logFault, logRequest } from '../log.ts';
import { acts, openQueries, queries } from '../operations.ts';
import type { Answering } from '../queries/answer.ts';
import type { Settings } from '../settings.ts';
import { deviceRoutes } from '../sign-in/device-routes.ts';
import { duressRoutes } from '../sign-in/duress-routes.ts';
import { RefusedHere } from '../sign-in/needs.ts';
import { passkeyRoutes } from '../sign-in/passkey-routes.ts';
import { passwordRoutes } from '../sign-in/password-routes.ts';
import { secondFactorRoutes } from '../sign-in/second-factor-routes.ts';
import { sessionListRoutes } from '../sign-in/session-list-routes.ts';
import { SESSION_LASTS, sessionStore } from '../sign-in/session-store.ts';
import type { SignInWorld } from '../sign-in/sign-in-world.ts';
import { signOnRoutes } from '../sign-in/sign-on-routes.ts';
import { readSignedIn } from '../sign-in/signed-in.ts';

import { slipRoutes } from '../sign-in/slip-routes.ts';
import { certificateOf } from '../tls.ts';
import { workEvents } from '../work.ts';
import { actRoute } from './act-route.ts';
import { hasNul, isTooDeep } from './depth.ts';
import { acceptFiles } from './files.ts';
import { openRoutes } from './open-routes.ts';
import { admit, showsToken } from './principal.ts';
import { queryRoute } from './query-route.ts';
import { sendRefusal, sentenceOf } from './refusals.ts';

export type ServerOptions = {
  readonly desk: Desk;
  readonly secrets: { readonly session: string; readonly outbox: string };
  readonly webFolder: string;
  readonly place: Pick<Settings, 'address' | 'proxies' | 'signOn' | 'tls'>;
  readonly about: { readonly demo: boolean; readonly bundleHash: string; readonly version: string };
  readonly answers: { readonly [Name in keyof typeof queries]: Answering<(typeof queries)[Name]> };
  /** Routes that are not operations: words, the demo's list of people, documents; and, in tests, the one that injects. */
  readonly more: (app: FastifyInstance) => void;
};

// What is not HTTP at all, or has more headers than we read: there is no reply to write through.
const unreadable = JSON.stringify({ type: 'about:blank', title: sentenceOf('input-not-understood', 'en'), status: 400, kind: 'input-not-understood' });
const UNREADABLE = `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(unreadable)}\r\n\r\n${unreadable}`;

/** The HTTP server, every route of an operation derived from its declaration. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const overHttps = options.place.address?.startsWith('https:') === true;
  const app = Fastify({
    https: options.place.tls === undefined ? null : certificateOf(options.place.tls),
    bodyLimit: 15_000_000,
    trustProxy: options.place.proxies.length === 0 ? false : [...options.place.proxies],
    // An address that cannot be one is refused like any other, and not quoted.
    frameworkErrors: (_problem, _request, reply) => void sendRefusal(reply as never, { kind: 'no-such-address' }),
    clientErrorHandler: (_problem, socket) => {
      if (socket.writable) socket.end(UNREADABLE);
    },
  });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: overHttps ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  });
  await app.register(cookie);
  await app.register(session, {
    secret: options.secrets.session,
    cookieName: 'sojourn',
    store: sessionStore(options.desk.storage),
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'strict', secure: overHttps, path: '/', maxAge: SESSION_LASTS },
  });
  acceptFiles(app);
  clearsNoToken(app);
  guard(app);
  const world: SignInWorld = {
    desk: options.desk,
    demo: options.about.demo,
    secret: options.secrets.session,
    outboxSecret: options.secrets.outbox,
    address: options.place.address,
    signOn: options.place.signOn,
    about: options.about,
  };
  nothingOpenByDefault(app, world);
  passwordRoutes(app, world);
  secondFactorRoutes(app, world);
  passkeyRoutes(app, world);
  slipRoutes(app, world);
  sessionListRoutes(app, world);
  signOnRoutes(app, world);
  duressRoutes(app, world);
  deviceRoutes(app, world);
  for (const act of Object.values(acts)) actRoute(app, options.desk, act);
  for (const [name, query] of Object.entries(queries))
    queryRoute(app, options.desk, query, options.answers[name as keyof typeof queries] as Answering<AnyQuery>);
  openRoutes(app, options.desk);
  app.get('/api/openapi.json', () => openApiDocument(Object.values(acts), Object.values(queries), Object.values(openQueries), options.about.version));
  app.get<{ Params: { workId: string } }>('/api/work/:workId/events', { config: { forTokens: true } }, async (request, reply) => {
    const admitted = await admit(options.desk, request, queries['work.view']);
    if (!admitted.ok) return sendRefusal(reply, admitted.refusal);
    const { workId } = request.params;
    return isUuid(workId) ? workEvents(options.desk, admitted.value.actor, workId, reply) : sendRefusal(reply, { kind: 'no-such-work' });
  });
  options.more(app);
  await serveDesk(app, options.webFolder);
  return app;
}

/**
 * A request under a token from before is answered that nobody is signed in, and no more. @fastify/session would also clear the cookie: on a
 * slow line that answer comes after the one with the new token, and would sign out whoever has just shown their second factor.
 */
function clearsNoToken(app: FastifyInstance): void {
  app.addHook('onSend', async (_request, reply) => {
    const cookies = [reply.getHeader('set-cookie') ?? []].flat().map(String);
    const kept = cookies.filter((one) => !one.startsWith('sojourn=;'));
    if (kept.length === cookies.length) return;
    reply.removeHeader('set-cookie');
    if (kept.length > 0) reply.header('set-cookie', kept);
  });
}

function guard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    // A form on another site cannot send this header. A receiver's door and the door for complaints have no session that a form could misuse.
    const looks = request.method === 'GET' || request.method === 'HEAD' || request.url.startsWith('/shared/') || request.url.startsWith('/tell/');
    if (!looks && request.headers['x-sojourn'] !== '1' && !showsToken(request)) return sendRefusal(reply, { kind: 'header-missing' });
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    return undefined;
  });
  app.addHook('preValidation', async (request, reply) => {
    const unreadable = isTooDeep(request.body) || hasNul(request.body) || hasNul(request.query) || hasNul(request.params);
    return unreadable ? sendRefusal(reply, { kind: 'input-not-understood' }) : undefined;
  });
  app.addHook('onResponse', (request, reply, done) => {
    logRequest({
      at: new Date().toISOString(),
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime),
    });
    done();
  });
  app.setErrorHandler((problem: Error & { statusCode?: number }, _request, reply) => {
    if (problem instanceof RefusedHere) return sendRefusal(reply, problem.refusal);
    const status = problem.statusCode ?? 500;
    if (status === 413) return sendRefusal(reply, { kind: 'file-too-large' });
    if (status < 500) return sendRefusal(reply, { kind: 'input-not-understood' });
    logFault(problem, new Date().toISOString());
    const unavailable = whyUnavailable(problem);
    if (unavailable !== undefined) return sendRefusal(reply, { kind: unavailable });
    return sendRefusal(reply, { kind: 'our-fault' });
  });
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Why anyone may reach this without a session. */
    readonly open?: string;
    /** A program may show its token here instead; what it opens is looked at there. */
    readonly forTokens?: true;
  }
  interface FastifyInstance {
    readonly routeList: readonly { readonly method: string; readonly url: string; readonly open: string | undefined }[];
  }
}

/** Every route wants someone signed in, unless it says why not. */
function nothingOpenByDefault(app: FastifyInstance, world: SignInWorld): void {
  const routes: RouteOptions[] = [];
  app.decorate('routeList', {
    getter: () => routes.flatMap(({ method, url, config }) => [method].flat().map((one) => ({ method: one, url, open: config?.open }))),
  });
  app.decorateRequest('signedIn', undefined);
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onRequest', async (request, reply) => {
    const { open, forTokens } = request.routeOptions.config;
    if (request.is404 || (open !== undefined && !request.url.startsWith('/api/'))) return undefined;
    // Where a token is shown, a session does not count.
    if (forTokens === true && request.headers.authorization !== undefined) return undefined;
    request.signedIn = await readSignedIn(world, request);
    return open === undefined && request.signedIn === undefined ? sendRefusal(reply, { kind: 'not-signed-in' }) : undefined;
  });
}

/** The database is full, away or starting: nothing was recorded, and the same act may be sent again. */
function whyUnavailable(problem: Error): 'no-room-to-save' | 'cannot-save-now' | undefined {
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : '';
  if (code === '53100' || code === 'ENOSPC') return 'no-room-to-save';
  const away = /^(08|57P|53)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code);
  return away || /^(Connection terminated|timeout exceeded|Client has encountered a connection error)/.test(problem.message) ? 'cannot-save-now' : undefined;
}

async function serveDesk(app: FastifyInstance, webFolder: string): Promise<void> {
  let serving = true;
  app.addHook('onRoute', (route) => {
    if (serving) route.config = { ...route.config, open: 'the desk’s own files, the same for everyone' };
  });
  if (existsSync(webFolder)) await app.register(files, { root: webFolder, index: ['index.html'], wildcard: false });
  serving = false;
  app.setNotFoundHandler((request, reply) => {
    const page = request.method === 'GET' && !request.url.startsWith('/api/') && !request.url.split('?')[0]?.includes('.') && existsSync(webFolder);
    return page ? reply.sendFile('index.html') : sendRefusal(reply, { kind: 'no-such-address' });
  });
}
