import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type EntryId, type JsonValue, mintId, type Refusal, type Result } from '@sojourn/kernel';
import type { Actor, AnyQuery } from '@sojourn/operations';
import { beat, type ContextTx, finishWork, readWork, startWork, type WorkEnd, type WorkRow, withContext } from '@sojourn/storage';
import type { FastifyReply } from 'fastify';
import type { Desk } from './desk.ts';
import { languageOf, sentenceOf } from './http/refusals.ts';
import { logFault } from './log.ts';

/** How far long work is. Answers true when whoever started it wants it to stop: then it ends where nothing is half done. */
export type Progress = (done: number, total?: number) => Promise<boolean>;

export const quiet: Progress = () => Promise.resolve(false);

const A_QUARTER_SECOND = 250;
const underWay = new Set<Promise<void>>();
let stopping = false;

/** Answers at once with a number; the work goes on and writes down how far it is, so that any server can tell, however often someone asks again. */
export async function startLongWork(
  desk: Desk,
  actor: Actor,
  query: AnyQuery,
  reply: FastifyReply,
  run: (progress: Progress) => Promise<Result<unknown, Refusal>>,
): Promise<FastifyReply> {
  const workId = mintId<EntryId>(desk.chance, desk.clock.now());
  const inOwn = <Value>(work: (tx: ContextTx) => Promise<Value>) =>
    withContext(desk.storage, { organisationId: actor.organisationId, actorId: actor.userId, purpose: query.policy.purpose }, work);
  await inOwn((tx) => startWork(tx, workId, query.name));
  let [last, stop, seen]: [number, boolean, { readonly done: number; readonly total: number | undefined }] = [0, false, { done: 0, total: undefined }];
  const tell = async () => {
    last = Date.now();
    stop = (await inOwn((tx) => beat(tx, workId, seen.done, seen.total))) || stopping;
  };
  const progress: Progress = async (done, total) => {
    seen = { done, total };
    if (Date.now() - last >= A_QUARTER_SECOND) await tell();
    return stop;
  };
  const alive = setInterval(() => void tell().catch(() => undefined), 10_000);
  const ended = run(progress)
    .then(
      (result): WorkEnd =>
        result.ok ? { status: 'done', result: query.output.parse(result.value) as JsonValue } : { status: 'refused', refusal: result.refusal.kind },
    )
    .catch((problem: unknown): WorkEnd => {
      logFault(problem, new Date().toISOString());
      return { status: 'broke-off' };
    })
    .then(async (end) => {
      await tell();
      await inOwn((tx) => finishWork(tx, workId, end));
    })
    .catch((problem: unknown) => logFault(problem, new Date().toISOString()))
    .finally(() => {
      clearInterval(alive);
      underWay.delete(ended);
    });
  underWay.add(ended);
  return reply.code(202).header('location', `/api/work/${workId}`).header('preference-applied', 'respond-async').send({ workId });
}

/** What is under way ends at its next step, and says so. */
export async function stopLongWork(): Promise<void> {
  stopping = true;
  await Promise.all(underWay);
  stopping = false;
}

const TEN_MINUTES = 600_000;

/** Server-sent events from wherever the work is now: whoever comes back after a broken connection sees what there is to see. */
export function workEvents(desk: Desk, actor: Actor, workId: string, reply: FastifyReply): FastifyReply {
  const language = languageOf(reply.request.headers['accept-language']);
  const seen = reply.request.headers['last-event-id'];
  const read = () =>
    withContext(desk.storage, { organisationId: actor.organisationId, actorId: actor.userId, purpose: 'own-work' }, (tx) => readWork(tx, workId));
  async function* events(): AsyncGenerator<string> {
    yield 'retry: 1000\n\n';
    let last = seen;
    for (const until = Date.now() + TEN_MINUTES; Date.now() < until; await pause(A_QUARTER_SECOND)) {
      const row = await read();
      if (row === undefined) return;
      const { id, event, data } = eventOf(row, (kind) => sentenceOf(kind, language));
      if (id !== last || event !== 'progress') yield `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
      last = id;
      if (event !== 'progress') return;
    }
  }
  return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(Readable.from(events()));
}

function eventOf({ status, done, total, result, refusal }: WorkRow, sentence: (kind: string) => string) {
  const far = { done, ...(total === null ? {} : { total }) };
  if (status === 'running') return { id: String(done), event: 'progress' as const, data: far };
  if (status === 'done') return { id: 'end', event: 'result' as const, data: result };
  const kind = status === 'broke-off' ? 'work-broke-off' : (refusal ?? 'our-fault');
  return { id: 'end', event: 'refused' as const, data: { ...far, kind, title: sentence(kind) } };
}
