import { Readable } from 'node:stream';
import type { Refusal, Result } from '@sojourn/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf, sendRefusal, sentenceOf } from './refusals.ts';

const LINES = 'application/x-ndjson';

export const wantsLines = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes(LINES);

type AskPage = (cursor: { readonly cursor?: string }) => Promise<Result<unknown, Refusal>>;

/** Every page after the other, one item a line, as fast as they are read. What goes wrong on the way is the last line: `{"refusal":…}`. */
export async function streamPages(reply: FastifyReply, items: string, ask: AskPage): Promise<FastifyReply> {
  const first = await ask({});
  if (!first.ok) return sendRefusal(reply, first.refusal);
  const language = languageOf(reply.request.headers['accept-language']);
  async function* lines(): AsyncGenerator<string> {
    let page: Result<unknown, Refusal> = first;
    for (;;) {
      if (!page.ok) {
        yield `${JSON.stringify({ refusal: { kind: page.refusal.kind, title: sentenceOf(page.refusal.kind, language) } })}\n`;
        return;
      }
      const value = page.value as Readonly<Record<string, unknown>>;
      for (const item of value[items] as readonly unknown[]) yield `${JSON.stringify(item)}\n`;
      if (typeof value['next'] !== 'string') return;
      page = await ask({ cursor: value['next'] }).catch(() => ({ ok: false as const, refusal: { kind: 'our-fault' } }));
    }
  }
  return reply.type(LINES).send(Readable.from(lines()));
}
