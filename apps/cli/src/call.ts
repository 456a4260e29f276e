import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type AnyAct, type AnyOpenQuery, type AnyQuery, queryPath } from '@sojourn/operations';
import { type Given, readArguments } from './arguments.ts';
import { type Connection, type Output, sentenceIn } from './connection.ts';
import { follow } from './follow.ts';
import type { Operation } from './operations.ts';

/** Calls one operation as it is declared. Resolves to 0 when it was done, 1 when it was refused. What it answers goes to `say`, how far it is to `tell`. */
export async function call(operation: Operation, words: readonly string[], connection: Connection, { say, tell }: Output): Promise<number> {
  const all = words.includes('--all');
  const given = readArguments(
    words.filter((word) => word !== '--all'),
    (path) => readFileSync(path).toString('base64'),
  );
  const response = operation.is === 'act' ? await act(operation, given, connection) : await query(operation, given, all, connection);
  if (response.status === 202) return follow(((await response.json()) as { readonly workId: string }).workId, connection, { say, tell });
  if (!response.ok) {
    tell(sentenceIn(await response.json().catch(() => undefined)));
    return 1;
  }
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) say(JSON.stringify(await response.json(), undefined, 2));
  else if (type.startsWith('application/x-ndjson')) return lines(response, { say, tell });
  else process.stdout.write(Buffer.from(await response.arrayBuffer()));
  return 0;
}

const json = { 'content-type': 'application/json' };

/** The same actId with the same content is the same act: give it to send again what may not have arrived. */
function act(operation: AnyAct, { input, sealed }: Given, { ask }: Connection): Promise<Response> {
  const { actId = randomUUID(), caseId = randomUUID(), subjectId, basis = 0, occurredOn, ...rest } = input;
  const subject = rest['personId'] ?? subjectId;
  const body = {
    actId,
    caseId,
    deviceId: randomUUID(),
    deviceSequence: 1,
    basis: Number(basis),
    recordedAt: Date.now(),
    ...(occurredOn === undefined ? {} : { occurredOn }),
    input: takes(operation, 'subjectId') && subjectId !== undefined ? { ...rest, subjectId } : rest,
    sealed: Object.entries(sealed).map(([field, text]) => ({ field, subjectId: subject, text })),
  };
  return ask('POST', `/api/acts/${operation.name}`, JSON.stringify(body), json);
}

function takes(operation: AnyAct, member: string): boolean {
  return 'shape' in operation.input && typeof operation.input.shape === 'object' && operation.input.shape !== null && member in operation.input.shape;
}

function query(operation: AnyQuery | AnyOpenQuery, { input }: Given, all: boolean, { ask }: Connection): Promise<Response> {
  if (operation.is === 'open-query') {
    const open = queryPath(operation.path, input);
    return ask('GET', `${open.path}${search(open.rest)}`);
  }
  const accept: Readonly<Record<string, string>> = all && operation.paged !== undefined ? { accept: 'application/x-ndjson' } : {};
  const { path, rest } = queryPath(operation.path, input);
  if (operation.takes === 'file') {
    const { file, ...others } = rest;
    const from = String(file ?? '');
    const headers = { 'content-type': 'application/octet-stream', 'sojourn-file-name': encodeURIComponent(basename(from)) };
    return ask('POST', `${path}${search(others)}`, new Uint8Array(readFileSync(from)), headers);
  }
  if (operation.method === 'GET') return ask('GET', `${path}${search(rest)}`, undefined, accept);
  return ask('POST', path, JSON.stringify(rest), { ...json, ...accept, ...(operation.long === true ? { prefer: 'respond-async' } : {}) });
}

function search(rest: Readonly<Record<string, unknown>>): string {
  const text = new URLSearchParams(Object.entries(rest).map(([key, value]): [string, string] => [key, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

async function lines(response: Response, { say, tell }: Output): Promise<number> {
  let code = 0;
  let rest = '';
  const decoder = new TextDecoder();
  for await (const part of response.body ?? []) {
    const [...whole] = `${rest}${decoder.decode(part, { stream: true })}`.split('\n');
    rest = whole.pop() ?? '';
    for (const line of whole) {
      const { refusal } = JSON.parse(line) as { readonly refusal?: unknown };
      if (refusal === undefined) say(line);
      else {
        tell(sentenceIn(refusal));
        code = 1;
      }
    }
  }
  return code;
}
