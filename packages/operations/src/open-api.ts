import { z } from 'zod';
import type { AnyAct } from './act.ts';
import { mayBeInToken } from './for-tokens.ts';
import type { AnyOpenQuery } from './open-query.ts';
import type { AnyQuery } from './query.ts';
import { sensitivityOf } from './sensitivity.ts';

export type OpenApiDocument = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly license: { readonly name: string; readonly identifier: string } };
  readonly security: readonly object[];
  readonly components: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, unknown>>;
};

const sealedText = {
  type: 'object',
  required: ['field', 'subjectId', 'text'],
  properties: { field: { type: 'string' }, subjectId: { type: 'string', format: 'uuid' }, text: { type: 'string' } },
} as const;

const furtherCases = {
  type: 'array',
  items: { type: 'object', required: ['caseId', 'basis'], properties: { caseId: { type: 'string', format: 'uuid' }, basis: { type: 'integer', minimum: 0 } } },
  description: 'Further cases that the act touches, and the last entry of each that whoever sends has seen',
} as const;

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'kind'],
  properties: {
    type: { const: 'about:blank' },
    title: { type: 'string', description: 'A sentence for a person, in the language of Accept-Language (en, fr, es, ar)' },
    status: { type: 'integer' },
    kind: { type: 'string', description: 'For a program: stays the same whatever the language' },
    where: { type: 'array', items: { type: 'string' }, description: 'Members of the input that were not understood' },
  },
} as const;
const refusals = {
  default: { description: 'A refusal (RFC 9457)', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
} as const;

/** OpenAPI 3.1 from the declarations; nothing is written by hand per route. */
export function openApiDocument(acts: readonly AnyAct[], queries: readonly AnyQuery[], open: readonly AnyOpenQuery[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const act of acts) paths[`/api/acts/${act.name}`] = { post: describeAct(act) };
  for (const query of queries) {
    const path = query.path.replace(/:([a-zA-Z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [query.method.toLowerCase()]: describeQuery(query) };
  }
  for (const query of open) paths[query.path.replace(/:([a-zA-Z]+)/g, '{$1}')] = { get: describeOpen(query) };
  return {
    openapi: '3.1.0',
    info: { title: 'Sojourn', version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
    security: [{ token: [] }, { session: [] }],
    components: {
      schemas: { Problem: problem },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A token that a person made for a program: only the operations marked x-for-tokens' },
        session: { type: 'apiKey', in: 'cookie', name: 'sojourn', description: 'A person signed in; a change also needs the header X-Sojourn: 1' },
      },
    },
    paths,
  };
}

function describeAct(act: AnyAct) {
  const uuid = { type: 'string', format: 'uuid' };
  const properties = {
    actId: { ...uuid, description: 'Made by whoever sends. Sent again with the same content it happens once; with other content it is refused (409).' },
    caseId: { ...uuid, description: act.opensCase ? 'Made by whoever sends' : 'The case' },
    deviceId: uuid,
    deviceSequence: { type: 'integer', minimum: 1, maximum: 2_147_483_647 },
    deviceLink: {
      type: 'string',
      description: 'Link of the act this device made before; the empty string for its first. Lets the server see which acts never arrived.',
    },
    basis: { type: 'integer', minimum: 0, description: 'The last entry of the case that whoever sends has seen; 0 for none' },
    recordedAt: { type: 'integer', description: 'Milliseconds since 1970' },
    occurredOn: { type: 'string', description: 'A day, or an approximate date in EDTF' },
    ...(act.otherCases === undefined ? {} : { also: furtherCases }),
    input: schemaOf(act.input),
    sealed: {
      type: 'array',
      items: sealedText,
      description: `Words and names, kept under the person’s own key. Fields: ${Object.keys(act.sealed).join(', ') || 'none'}`,
    },
  };
  const required = ['actId', 'caseId', 'deviceId', 'deviceSequence', 'basis', 'recordedAt', 'input'];
  return {
    ...common(act),
    'x-offline': act.offline,
    requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', required, properties } } } },
    responses: { 200: { description: 'Recorded' }, ...refusals },
  };
}

const common = (operation: AnyAct | AnyQuery) => ({
  operationId: operation.name,
  summary: operation.summary,
  tags: [operation.name.split('.')[0]],
  'x-policy': operation.policy,
  'x-second-factor': sensitivityOf(operation.policy) ?? 'not-asked',
  'x-for-tokens': mayBeInToken(operation),
});

function describeOpen(query: AnyOpenQuery) {
  const input = schemaOf(query.input) as Members;
  const inPath = membersInPath(query.path);
  return {
    operationId: query.name,
    summary: query.summary,
    tags: [query.name.split('.')[0]],
    'x-policy': 'anyone',
    security: [],
    parameters: Object.entries(input.properties ?? {}).map(([name, schema]) => parameter(name, schema, inPath, input)),
    responses: {
      200: { description: 'The answer', content: query.gives === 'file' ? { '*/*': {} } : { 'application/json': { schema: schemaOf(query.output) } } },
      ...refusals,
    },
  };
}

type Members = { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };

const membersInPath = (path: string) => new Set([...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1] ?? ''));

const parameter = (name: string, schema: unknown, inPath: ReadonlySet<string>, input: Members) => ({
  name,
  in: inPath.has(name) ? 'path' : 'query',
  required: inPath.has(name) || (input.required ?? []).includes(name),
  schema,
});

function describeQuery(query: AnyQuery) {
  const input = schemaOf(query.input) as Members;
  const inPath = membersInPath(query.path);
  const inAddress = (name: string) => inPath.has(name) || query.method === 'GET' || query.takes === 'file';
  const members = Object.entries(input.properties ?? {});
  const parameters = members
    .filter(([name]) => inAddress(name) && !(query.takes === 'file' && name === 'name'))
    .map(([name, schema]) => parameter(name, schema, inPath, input));
  const rest = {
    ...input,
    properties: Object.fromEntries(members.filter(([name]) => !inPath.has(name))),
    required: (input.required ?? []).filter((name) => !inPath.has(name)),
  };
  return {
    ...common(query),
    ...(query.long === true ? { 'x-long': 'With Prefer: respond-async answers 202 and { workId }; progress at /api/work/{workId}/events' } : {}),
    ...(query.paged === undefined
      ? {}
      : { 'x-paged': `Go on with cursor = next. With Accept: application/x-ndjson every ${query.paged.items} item, one a line` }),
    parameters: [...parameters, ...(query.takes === 'file' ? [fileNameHeader] : [])],
    ...(query.takes === 'file' ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } } : {}),
    ...(query.method === 'POST' && query.takes !== 'file' ? { requestBody: { required: true, content: { 'application/json': { schema: rest } } } } : {}),
    responses: { 200: { description: 'The answer', content: answerOf(query) }, ...refusals },
  };
}

const fileNameHeader = {
  name: 'Sojourn-File-Name',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'The file’s name, percent-encoded; kept sealed',
} as const;

function answerOf(query: AnyQuery) {
  if (query.gives === 'file') return { '*/*': {} };
  return { 'application/json': { schema: schemaOf(query.output) }, ...(query.paged === undefined ? {} : { 'application/x-ndjson': {} }) };
}

function schemaOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' });
}
