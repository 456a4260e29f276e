import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import session from '@fastify/session';
import files from '@fastify/static';
import { missingAssurance } from '@sojourn/accounts';
import { type CaseId, type EntryId, instant, isApproximateDate, isUuid, mintId, ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import { type ActRequest, type AnyAct, type AnyQuery, isNever, openApiDocument, sensitivityOf } from '@sojourn/operations';
import { logAccess, withContext } from '@sojourn/storage';
import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { z } from 'zod';
import { logRefusal } from '../access-lines.ts';
import { findCase } from '../case-access.ts';
import { type Desk, deskFor } from '../desk.ts';
import { logFault, logRequest } from '../log.ts';
import { acts, openQueries, queries } from '../operations.ts';
import { performAct } from '../perform-act.ts';
import type { Answering } from '../queries/answer.ts';
import type { Settings } from '../settings.ts';
import { needsSession, RefusedHere } from '../sign-in/needs.ts';
import { passkeyRoutes } from '../sign-in/passkey-routes.ts';
import { passwordRoutes } from '../sign-in/password-routes.ts';
import { secondFactorRoutes } from '../sign-in/second-factor-routes.ts';
import { sessionListRoutes } from '../sign-in/session-list-routes.ts';
import { SESSION_LASTS, sessionStore } from '../sign-in/session-store.ts';
import type { SignInWorld } from '../sign-in/sign-in-world.ts';
import { actorOf, readSignedIn } from '../sign-in/signed-in.ts';
import { slipRoutes } from '../sign-in/slip-routes.ts';
import { openRoutes } from './open-routes.ts';
import { sendRefusal, sentenceOf } from './refusals.ts';

export type ServerOptions = {
  readonly desk: Desk;
  readonly secrets: { readonly session: string; readonly outbox: string };
  readonly webFolder: string;
  readonly place: Pick<Settings, 'address' | 'proxies'>;
  readonly about: { readonly demo: boolean; readonly bundleHash: string; readonly version: string };
  readonly answers: { readonly [Name in keyof typeof queries]: Answering<(typeof queries)[Name]> };
  /** Routes that are not operations: words, the demo's list of people, documents; and, in tests, the one that injects. */
  readonly more: (app: FastifyInstance) => void;
};

const uuid = z.string().refine(isUuid);
// What a column of the database holds; an instant is what a Date can say.
const LARGEST_INTEGER = 2_147_483_647;
const LATEST_INSTANT = 8_640_000_000_000_000;
const envelope = z.strictObject({
  actId: uuid,
  caseId: uuid,
  deviceId: uuid,
  deviceSequence: z.number().int().min(1).max(LARGEST_INTEGER),
  deviceLink: z
    .string()
    .regex(/^([0-9a-f]{64})?$/)
    .optional(),
  basis: z.number().int().min(0).max(LARGEST_INTEGER),
  recordedAt: z.number().int().min(0).max(LATEST_INSTANT),
  occurredOn: z.string().max(40).refine(isApproximateDate).optional(),
  input: z.unknown(),
  sealed: z
    .array(z.strictObject({ field: z.string().max(40), subjectId: uuid, text: z.string().max(60_000) }))
    .max(40)
    .optional(),
});

// What is not HTTP at all, or has more headers than we read: there is no reply to write through.
const unreadable = JSON.stringify({ type: 'about:blank', title: sentenceOf('input-not-understood', 'en'), status: 400, kind: 'input-not-understood' });
const UNREADABLE = `HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(unreadable)}\r\n\r\n${unreadable}`;

/** The HTTP server, every route of an operation derived from its declaration. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
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
    strictTransportSecurity: false,
  });
  await app.register(cookie);
  await app.register(session, {
    secret: options.secrets.session,
    cookieName: 'sojourn',
    store: sessionStore(options.desk.storage),
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'strict', secure: options.place.address?.startsWith('https:') === true, path: '/', maxAge: SESSION_LASTS },
  });
  guard(app);
  const world: SignInWorld = {
    desk: options.desk,
    demo: options.about.demo,
    secret: options.secrets.session,
    outboxSecret: options.secrets.outbox,
    address: options.place.address,
    about: options.about,
  };
  nothingOpenByDefault(app, world);
  passwordRoutes(app, world);
  secondFactorRoutes(app, world);
  passkeyRoutes(app, world);
  slipRoutes(app, world);
  sessionListRoutes(app, world);
  for (const act of Object.values(acts)) actRoute(app, options, act);
  for (const [name, query] of Object.entries(queries)) queryRoute(app, options, query, options.answers[name as keyof typeof queries] as Answering<AnyQuery>);
  openRoutes(app, options.desk);
  app.get('/api/openapi.json', () => openApiDocument(Object.values(acts), Object.values(queries), Object.values(openQueries), options.about.version));
  options.more(app);
  await serveDesk(app, options.webFolder);
  return app;
}

function guard(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    // A form on another site cannot send this header. A receiver's door has no session that a form could misuse.
    if (!request.url.startsWith('/shared/') && request.method !== 'GET' && request.method !== 'HEAD' && request.headers['x-sojourn'] !== '1')
      return sendRefusal(reply, { kind: 'header-missing' });
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    return undefined;
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
    const { open } = request.routeOptions.config;
    if (request.is404 || (open !== undefined && !request.url.startsWith('/api/'))) return undefined;
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

function actRoute(app: FastifyInstance, { desk }: ServerOptions, act: AnyAct): void {
  app.post(`/api/acts/${act.name}`, async (request, reply) => {
    const { account, assurance } = needsSession(request);
    const missing = isNever(act.policy, actorOf(account)) ?? missingAssurance(sensitivityOf(act.policy), assurance, desk.clock.now());
    if (missing !== undefined) {
      await logRefusal(desk, account, { name: act.name, purpose: act.policy.purpose }, missing.kind);
      return sendRefusal(reply, missing);
    }
    const body = envelope.safeParse(request.body);
    if (!body.success) {
      await logRefusal(desk, account, { name: act.name, purpose: act.policy.purpose }, 'input-not-understood');
      return sendRefusal(reply, { kind: 'input-not-understood', where: body.error.issues.map((issue) => issue.path.join('.')) });
    }
    const clock = Number(request.headers['x-sojourn-clock']);
    const deviceClock = Number.isSafeInteger(clock) && clock > 0 && clock <= LATEST_INSTANT ? instant(clock) : undefined;
    const result = await performAct(desk, actorOf(account), act, body.data as unknown as ActRequest, deviceClock);
    return result.ok ? result.value : sendRefusal(reply, result.refusal);
  });
}

function queryRoute(app: FastifyInstance, { desk }: ServerOptions, query: AnyQuery, answer: Answering<AnyQuery>): void {
  app.route({
    method: query.method,
    url: query.path,
    handler: async (request, reply) => {
      const { account, assurance } = needsSession(request);
      const actor = actorOf(account);
      const given = { ...(request.query as object), ...(request.body as object | undefined), ...(request.params as object) };
      const input = query.input.safeParse(given);
      const result: Result<unknown, Refusal> = await withContext(
        desk.storage,
        { ...actor, actorId: actor.userId, purpose: query.policy.purpose },
        async (tx) => {
          const caseId: { readonly caseId?: string } = 'caseId' in given && isUuid(String(given.caseId)) ? { caseId: String(given.caseId) } : {};
          const never = isNever(query.policy, actor);
          const asked = async (): Promise<Result<unknown, Refusal>> => {
            if (never !== undefined) return refused(never);
            const missing = missingAssurance(sensitivityOf(query.policy), assurance, desk.clock.now());
            if (missing !== undefined) return refused(missing);
            if (!input.success) return refused({ kind: 'input-not-understood', where: input.error.issues.map((issue) => issue.path.join('.')) });
            const about =
              query.policy.about === 'case' ? await findCase(desk, tx, actor, query.policy, String(caseId.caseId) as CaseId, query.locks) : ok(undefined);
            return about.ok ? answer(deskFor(query.policy, desk), actor, tx, input.data, about.value as never) : about;
          };
          const found = await asked();
          if (query.audit === 'always' || !found.ok)
            await logAccess(tx, {
              accessId: mintId<EntryId>(desk.chance, desk.clock.now()),
              operation: query.name,
              purpose: query.policy.purpose,
              ...caseId,
              outcome: found.ok ? 'done' : found.refusal.kind,
            });
          return found;
        },
      );
      return result.ok ? query.output.parse(result.value) : sendRefusal(reply, result.refusal);
    },
  });
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
