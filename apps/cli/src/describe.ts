import { mayBeInToken } from '@sojourn/operations';
import { z } from 'zod';
import type { Operation } from './operations.ts';

/** One line an operation, in the order of their names. */
export function listed(operations: Iterable<Operation>): readonly string[] {
  const all = [...operations].sort((a, b) => (a.name < b.name ? -1 : 1));
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}`);
}

type Schema = { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };

/** Everything the declaration says, as a person at a terminal needs it. */
export function described(operation: Operation): readonly string[] {
  const schema = z.toJSONSchema(operation.input, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' }) as Schema;
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, one]) => `  ${name}${schema.required?.includes(name) === true ? '' : ' (may be left out)'}: ${short(one)}`,
  );
  const sealed =
    operation.is === 'act'
      ? Object.entries(operation.sealed).map(
          ([field, rule]) => `  say.${field}${rule.required === true ? '' : ' (may be left out)'}: words, sealed, at most ${rule.maxLength}`,
        )
      : [];
  return [
    `${operation.name}: ${operation.summary}`,
    addressOf(operation),
    whoMay(operation),
    ...(operation.is === 'query' && operation.long === true ? ['May take long: its progress is shown; Ctrl-C stops it at its next step.'] : []),
    ...(operation.is === 'query' && operation.paged !== undefined ? ['Comes in pages (cursor, limit); --all gives every item, one a line.'] : []),
    ...(operation.is === 'query' && operation.takes === 'file' ? ['Takes a file: file=PATH.'] : []),
    ...(operation.is === 'act' ? ['  caseId: the case (made here where the act opens one)', '  subjectId: whom the words are about'] : []),
    ...members,
    ...sealed,
  ];
}

function addressOf(operation: Operation): string {
  if (operation.is === 'act') return `POST /api/acts/${operation.name}; without network: ${operation.offline}`;
  return `${operation.is === 'query' ? operation.method : 'GET'} ${operation.path}`;
}

function whoMay(operation: Operation): string {
  if (operation.is === 'open-query') return 'Anyone may read it.';
  const { purpose, roles } = operation.policy;
  const who = Object.entries(roles).map(([role, reach]) => `${role} (${reach})`);
  return `For: ${purpose}. Who, and how far: ${who.join(', ')}. ${mayBeInToken(operation) ? 'A token may hold it.' : 'No token may hold it.'}`;
}

function short(schema: unknown): string {
  const text = JSON.stringify(schema, (key, value: unknown) => (key === '$schema' || key === 'description' ? undefined : value));
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
