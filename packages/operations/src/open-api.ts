import { z } from 'zod';
import type { AnyAct } from './act.ts';
import type { AnyOpenQuery } from './open-query.ts';
import type { AnyQuery } from './query.ts';
import { sensitivityOf } from './sensitivity.ts';

export type OpenApiDocument = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, unknown>>;
};

const sealedText = {
  type: 'object',
  required: ['field', 'subjectId', 'text'],
  properties: { field: { type: 'string' }, subjectId: { type: 'string', format: 'uuid' }, text: { type: 'string' } },
} as const;

const refusals = {
  default: {
    description: 'A refusal: its kind and the facts a person needs',
    content: { 'application/problem+json': { schema: { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } } } },
  },
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
  return { openapi: '3.1.0', info: { title: 'Sojourn', version }, paths };
}

function describeAct(act: AnyAct) {
  const properties = {
    actId: { type: 'string', format: 'uuid' },
    caseId: { type: 'string', format: 'uuid' },
    deviceId: { type: 'string', format: 'uuid' },
    deviceSequence: { type: 'integer' },
    deviceLink: {
      type: 'string',
      description: 'Link of the act this device made before; the empty string for its first. Lets the server see which acts never arrived.',
    },
    basis: { type: 'integer' },
    recordedAt: { type: 'integer' },
    occurredOn: { type: 'string' },
    input: schemaOf(act.input),
    sealed: { type: 'array', items: sealedText, description: Object.keys(act.sealed).join(', ') },
  };
  const required = ['actId', 'caseId', 'deviceId', 'deviceSequence', 'basis', 'recordedAt', 'input'];
  return {
    operationId: act.name,
    summary: act.summary,
    'x-policy': act.policy,
    'x-second-factor': sensitivityOf(act.policy) ?? 'not-asked',
    'x-offline': act.offline,
    requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', required, properties } } } },
    responses: { 200: { description: 'Recorded' }, ...refusals },
  };
}

function describeOpen(query: AnyOpenQuery) {
  return {
    operationId: query.name,
    summary: query.summary,
    'x-policy': 'anyone',
    security: [],
    parameters: parametersOf(query.path, query.input, true),
    responses: { 200: { description: 'The answer', content: { 'application/json': { schema: schemaOf(query.output) } } }, ...refusals },
  };
}

function describeQuery(query: AnyQuery) {
  const body = query.method === 'POST' ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(query.input) } } } } : {};
  return {
    operationId: query.name,
    summary: query.summary,
    'x-policy': query.policy,
    'x-second-factor': sensitivityOf(query.policy) ?? 'not-asked',
    parameters: parametersOf(query.path, query.input, query.method === 'GET'),
    ...body,
    responses: { 200: { description: 'The answer', content: { 'application/json': { schema: schemaOf(query.output) } } }, ...refusals },
  };
}

/** Members of the input that stand in the path, and the others where there is no body. */
function parametersOf(path: string, schema: z.ZodType, inSearch: boolean) {
  const input = schemaOf(schema) as { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };
  const inPath = new Set([...path.matchAll(/:([a-zA-Z]+)/g)].map((match) => match[1]));
  return Object.entries(input.properties ?? {})
    .filter(([name]) => inPath.has(name) || inSearch)
    .map(([name, member]) => ({
      name,
      in: inPath.has(name) ? 'path' : 'query',
      required: inPath.has(name) || (input.required ?? []).includes(name),
      schema: member,
    }));
}

function schemaOf(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' });
}
