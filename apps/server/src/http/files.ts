import { Readable } from 'node:stream';
import { LARGEST_FILE } from '@sojourn/documents';
import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A file's own bytes, as an answer: each piece is fetched when the one before was taken. */
export type FileAnswer = { readonly mediaType: string; readonly bytes?: number; readonly name: string; readonly pieces: AsyncIterable<Buffer> };

// So many files at once are in the memory, each of at most LARGEST_FILE; who comes later waits.
const AT_ONCE = 4;
let reading = 0;
const waiting: (() => void)[] = [];

/** Only what is sent as bytes; anything else a query takes stays JSON. */
export function acceptFiles(app: FastifyInstance): void {
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
}

export async function readFile(request: FastifyRequest): Promise<Result<Buffer, Refusal>> {
  const { body } = request;
  if (!(body instanceof Readable)) return refused({ kind: 'input-not-understood', where: ['content-type'] });
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE) return refused({ kind: 'file-too-large' });
  if (reading >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  reading += 1;
  try {
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of body as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > LARGEST_FILE) return refused({ kind: 'file-too-large' });
      parts.push(part);
    }
    return ok(Buffer.concat(parts));
  } finally {
    reading -= 1;
    waiting.shift()?.();
  }
}

/** Always saved, never shown in our own page: what someone gave must not act here. */
export function sendFile(reply: FastifyReply, answer: unknown): FastifyReply {
  const { mediaType, bytes, name, pieces } = answer as FileAnswer;
  return reply
    .type(mediaType)
    .headers(bytes === undefined ? {} : { 'content-length': bytes })
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(Readable.from(pieces));
}
