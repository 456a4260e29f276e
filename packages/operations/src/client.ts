import type { Refusal, Result } from '@sojourn/kernel';
import type { z } from 'zod';
import type { ActRequest, AnyAct } from './act.ts';
import type { AnyOpenQuery } from './open-query.ts';
import type { AnyQuery } from './query.ts';

type Acts = Readonly<Record<string, AnyAct>>;
type Queries = Readonly<Record<string, AnyQuery>>;

export type ActInput<Registry extends Acts, Name extends keyof Registry> = z.input<Registry[Name]['input']>;
export type QueryInput<Registry extends Queries, Name extends keyof Registry> = z.input<Registry[Name]['input']>;
export type QueryOutput<Registry extends Queries, Name extends keyof Registry> = z.output<Registry[Name]['output']>;

/** The only thing a client needs from its world: fetch in a browser, fetch with a cookie in the CLI. */
export type Send = (request: {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}) => Promise<{ readonly status: number; readonly body: unknown }>;

export type ActReceipt = { readonly caseId: string; readonly sequence: number; readonly entryIds: readonly string[]; readonly replayed: boolean };

export type Client<A extends Acts, Q extends Queries> = {
  readonly act: <Name extends keyof A & string>(name: Name, request: ActRequest<ActInput<A, Name>>) => Promise<Result<ActReceipt, Refusal>>;
  /** Starts what may take long; its progress is followed under the number. */
  readonly begin: <Name extends keyof Q & string>(name: Name, input: QueryInput<Q, Name>) => Promise<Result<{ readonly workId: string }, Refusal>>;
  readonly query: <Name extends keyof Q & string>(name: Name, input: QueryInput<Q, Name>) => Promise<Result<QueryOutput<Q, Name>, Refusal>>;
};

/** Derived from the declarations alone. A refusal is a value; anything that is neither answer nor refusal throws, and so does an act that the server could not take now (5xx). */
export function createClient<A extends Acts, Q extends Queries>(acts: A, queries: Q, send: Send): Client<A, Q> {
  return {
    act: async (name, request) => {
      if (acts[name] === undefined) throw new Error(`No act named ${name}`);
      const answer = await send({ method: 'POST', path: `/api/acts/${name}`, body: request });
      // Nobody decided on it: the sender keeps it and sends it again.
      if (answer.status >= 500) throw new Error(`The server could not answer now (${answer.status})`);
      return read(answer, (body) => body as ActReceipt);
    },
    begin: async (name, input) => {
      const query = queries[name];
      if (query?.long !== true) throw new Error(`No long work named ${name}`);
      const { path, rest } = queryPath(query.path, input as Readonly<Record<string, unknown>>);
      const answer = await send({ method: 'POST', path, body: rest, headers: { prefer: 'respond-async' } });
      return read(answer, (body) => body as { readonly workId: string });
    },
    query: async (name, input) => {
      const query = queries[name];
      if (query === undefined) throw new Error(`No query named ${name}`);
      const { path, rest } = queryPath(query.path, input as Readonly<Record<string, unknown>>);
      const answer = await send(query.method === 'GET' ? { method: 'GET', path: `${path}${search(rest)}` } : { method: 'POST', path, body: rest });
      return read(answer, (body) => query.output.parse(body) as QueryOutput<Q, typeof name>);
    },
  };
}

type OpenQueries = Readonly<Record<string, AnyOpenQuery>>;
export type OpenClient<O extends OpenQueries> = {
  readonly ask: <Name extends keyof O & string>(name: Name, input: z.input<O[Name]['input']>) => Promise<Result<z.output<O[Name]['output']>, Refusal>>;
};

/** The same for what anyone may read. */
export function createOpenClient<O extends OpenQueries>(queries: O, send: Send): OpenClient<O> {
  return {
    ask: async (name, input) => {
      const query = queries[name];
      if (query === undefined) throw new Error(`No open query named ${name}`);
      const { path, rest } = queryPath(query.path, input as Readonly<Record<string, unknown>>);
      return read(await send({ method: 'GET', path: `${path}${search(rest)}` }), (body) => query.output.parse(body) as z.output<O[typeof name]['output']>);
    },
  };
}

function read<Value>(answer: { readonly status: number; readonly body: unknown }, parse: (body: unknown) => Value): Result<Value, Refusal> {
  if (answer.status >= 200 && answer.status < 300) return { ok: true, value: parse(answer.body) };
  const body = answer.body;
  if (typeof body === 'object' && body !== null && 'kind' in body && typeof body.kind === 'string') return { ok: false, refusal: body as Refusal };
  throw new Error(`The server answered ${answer.status} with something that is not a refusal`);
}

/** A query’s address with its `:name` parts filled in, and what of the input is left for the body or the search. */
export function queryPath(path: string, input: Readonly<Record<string, unknown>>) {
  const used = new Set<string>();
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    used.add(name);
    return inAddress(input[name]);
  });
  return { path: filled, rest: Object.fromEntries(Object.entries(input).filter(([key, value]) => !used.has(key) && value !== undefined)) };
}

function search(rest: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(rest).map(([key, value]) => `${inAddress(key)}=${inAddress(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

/** Half a surrogate pair cannot stand in an address at all. */
function inAddress(value: unknown): string {
  return encodeURIComponent((typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed());
}
