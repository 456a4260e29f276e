import { PassThrough, Readable } from 'node:stream';
import { type CleanedFile, cleanFileApart, LARGEST_FILE } from '@sojourn/documents';
import { type Refusal, type Result, refused } from '@sojourn/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** A file's own bytes, as an answer: each piece is fetched when the one before was taken. */
export type FileAnswer = { readonly mediaType: string; readonly bytes?: number; readonly name: string; readonly pieces: AsyncIterable<Buffer> };

// So many files are cleaned at once, each in a process of its own; who comes later waits.
const AT_ONCE = 4;
let cleaning = 0;
const waiting: (() => void)[] = [];

/** Only what is sent as bytes; anything else a query takes stays JSON. */
export function acceptFiles(app: FastifyInstance): void {
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
}

/** What is sent, cleaned while it comes; `use` takes it piece by piece. Nothing of it is left afterwards. */
export async function withFile<Value>(request: FastifyRequest, use: (file: CleanedFile) => Promise<Result<Value, Refusal>>): Promise<Result<Value, Refusal>> {
  const { body } = request;
  if (!(body instanceof Readable)) return refused({ kind: 'input-not-understood', where: ['content-type'] });
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_FILE) return refused({ kind: 'file-too-large' });
  if (cleaning >= AT_ONCE) await new Promise<void>((go) => waiting.push(go));
  cleaning += 1;
  try {
    const cleaned = await cleanFileApart(apartFrom(body));
    if (!cleaned.ok) return cleaned;
    try {
      return await use(cleaned.value);
    } finally {
      cleaned.value.end();
    }
  } finally {
    cleaning -= 1;
    waiting.shift()?.();
  }
}

/** What the request sends, without the request: that stays open for the answer, and what the cleaner did not want is read and let go. */
function apartFrom(body: Readable): Readable {
  const through = new PassThrough();
  const drain = () => {
    body.unpipe(through);
    body.resume();
  };
  through.once('close', drain);
  body.once('error', (problem) => through.destroy(problem));
  const closed = () => {
    if (!body.readableEnded) through.destroy(new Error('Whoever sent the file broke off'));
  };
  body.once('close', closed);
  // Perhaps while it waited for its turn.
  if (body.destroyed) closed();
  else body.pipe(through);
  return through;
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
