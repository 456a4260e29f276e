import { createHash } from 'node:crypto';
import type { Refusal, Result } from '@sojourn/kernel';
import type { AnyOpenQuery } from '@sojourn/operations';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Desk, todayOf } from '../desk.ts';
import type { FileAnswer } from '../law-files/table-file.ts';
import { openQueries } from '../operations.ts';
import { lawAnswers } from '../queries/law.ts';
import { sendRefusal } from './refusals.ts';

type Answer = (desk: Desk, input: unknown) => Result<unknown, Refusal> | Promise<Result<unknown, Refusal>>;

/** Making a page costs far more than a look-up, and anyone may ask: the last ones are kept, and one asked for twice at once is made once. */
function keeping(most: number) {
  const kept = new Map<string, Promise<Result<unknown, Refusal>>>();
  return {
    once: (mark: string, make: () => ReturnType<Answer>): Promise<Result<unknown, Refusal>> => {
      const before = kept.get(mark);
      if (before !== undefined) return before;
      const made = (async () => make())();
      kept.set(mark, made);
      // What went wrong once is tried again.
      made.catch(() => kept.delete(mark));
      for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
      return made;
    },
  };
}
const files = keeping(64);

const inside: readonly string[] = ['application/pdf'];
function sendFile(reply: FastifyReply, { type, name, bytes }: FileAnswer) {
  const how = inside.includes(type) ? 'inline' : 'attachment';
  return reply.type(type).header('content-disposition', `${how}; filename="${name}"`).send(bytes);
}

/** What anyone may read: no session is looked at, nobody is logged, and caches may keep it for as long as law and day are the same. */
export function openRoutes(app: FastifyInstance, desk: Desk): void {
  for (const [name, query] of Object.entries(openQueries)) openRoute(app, desk, query, lawAnswers[name as keyof typeof lawAnswers] as Answer);
}

function openRoute(app: FastifyInstance, desk: Desk, query: AnyOpenQuery, answer: Answer): void {
  app.get(query.path, { config: { open: 'law, for anyone' } }, async (request, reply) => {
    const input = query.input.safeParse({ ...(request.query as object), ...(request.params as object) });
    if (!input.success) return sendRefusal(reply, { kind: 'input-not-understood', where: input.error.issues.map((issue) => issue.path.join('.')) });
    const mark = `"${createHash('sha256')
      .update(`${desk.bundle.hash} ${todayOf(desk)} ${request.url}`)
      .digest('base64url')
      .slice(0, 22)}"`;
    reply.header('cache-control', 'public, max-age=300').header('etag', mark);
    if (request.headers['if-none-match'] === mark) return reply.code(304).send();
    const result = query.gives === 'file' ? await files.once(mark, () => answer(desk, input.data)) : await answer(desk, input.data);
    if (result.ok && query.gives === 'file') return sendFile(reply, result.value as FileAnswer);
    if (result.ok) return query.output.parse(result.value);
    reply.header('cache-control', 'no-store').removeHeader('etag');
    return sendRefusal(reply, result.refusal);
  });
}
