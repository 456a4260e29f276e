import { type AnyAct, type AnyQuery, queryPath } from '@sojourn/operations';
import fc from 'fast-check';
import { z } from 'zod';
import { attacked, fitting, type Known } from './inputs.ts';
import { nastyBody, nastyHeaders, nastyText, nastyValue } from './nasty.ts';

/** One request as it goes over the wire. */
export type Attack = { readonly method: string; readonly path: string; readonly body?: Buffer | string; readonly headers: Readonly<Record<string, string>> };

const schemaOf = (schema: z.ZodType) =>
  z.toJSONSchema(schema, { target: 'draft-2020-12', unrepresentable: 'any', io: 'input' }) as Parameters<typeof fitting>[0];

/** Everything from the declaration: what fits, wounded in some places; and, now and then, bytes that are no request at all. */
export function attacksOnAct(act: AnyAct, known: Known): fc.Arbitrary<Attack> {
  const id = fc.constantFrom(...known.ids);
  const sealed = fc.array(fc.record({ field: fc.oneof(fc.constantFrom(...Object.keys(act.sealed), 'name'), nastyText), subjectId: id, text: nastyText }), {
    maxLength: 3,
  });
  const envelope = (input: fc.Arbitrary<unknown>) =>
    fc.record(
      {
        actId: fc.uuid(),
        caseId: act.opensCase ? fc.uuid() : id,
        deviceId: fc.uuid(),
        deviceSequence: fc.integer({ min: 1, max: 9 }),
        basis: fc.constantFrom(0, 1, 2_000_000_000, 2 ** 40),
        recordedAt: fc.constantFrom(Date.now(), 0, -1, 2 ** 53 - 1),
        occurredOn: fc.constantFrom<unknown>('2026-01-05', '2026-13-45', '9999-12-31', '0001-01'),
        sealed,
        input,
      },
      { requiredKeys: ['actId', 'caseId', 'deviceId', 'deviceSequence', 'basis', 'recordedAt', 'input'] },
    );
  const input = fitting(schemaOf(act.input), known);
  const body = fc.oneof({ weight: 5, arbitrary: envelope(attacked(input)) }, { weight: 3, arbitrary: attacked(envelope(input)) });
  return sent('POST', fc.constant(`/api/acts/${act.name}`), body);
}

export function attacksOnQuery(query: Pick<AnyQuery, 'path' | 'input' | 'method' | 'takes'>, known: Known): fc.Arbitrary<Attack> {
  const input = attacked(fitting(schemaOf(query.input), known));
  const given = input.map((value) => ({
    value,
    ...queryPath(query.path, (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>),
  }));
  if (query.takes === 'file') return given.chain(({ path, rest }) => sentFile(path, rest));
  if (query.method === 'GET') {
    const fair = given.map(
      ({ path, rest }) => `${path}?${new URLSearchParams(Object.entries(rest).map(([key, value]): [string, string] => [wellFormed(key), wellFormed(value)]))}`,
    );
    const foul = nastyText.map((text) => query.path.replace(/:([a-zA-Z]+)/g, () => encode(text)));
    const doubled = fc
      .tuple(fair, fc.constantFrom('&__proto__[polluted]=yes', '&caseId=1&caseId=2', '&%00=1', '&a[]=1&a[b]=2', `&x=${'y'.repeat(9_000)}`))
      .map((parts) => parts.join(''));
    return sent('GET', fc.oneof({ weight: 4, arbitrary: fair }, { weight: 2, arbitrary: foul }, { weight: 1, arbitrary: doubled }));
  }
  return given.chain(({ path, rest, value }) =>
    sent('POST', fc.constant(path), fc.constant(typeof value === 'object' && value !== null && !Array.isArray(value) ? rest : value)),
  );
}

/** Bytes that begin like what is kept, and other bytes; the rest of the input in the address, the name in its header. */
function sentFile(path: string, rest: Readonly<Record<string, unknown>>): fc.Arbitrary<Attack> {
  const beginnings = [
    '\xff\xd8\xff\xe0\x00\x10JFIF',
    '\x89PNG\r\n\x1a\n',
    'RIFF\x24\x00\x00\x00WEBPVP8 ',
    '%PDF-1.7\n',
    'PK\x03\x04',
    '<svg onload=alert(1)>',
    '',
  ].map((text) => Buffer.from(text, 'latin1'));
  const body = fc
    .tuple(
      fc.constantFrom(...beginnings),
      fc.oneof(
        nastyBody,
        fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
      ),
    )
    .map((parts) => Buffer.concat(parts));
  const name = nastyText.map(encode);
  const search = new URLSearchParams(Object.entries(rest).map(([key, value]): [string, string] => [wellFormed(key), wellFormed(value)]));
  const headers = fc
    .tuple(nastyHeaders, name, fc.boolean())
    .map(([more, file, plain]) => ({ ...more, 'sojourn-file-name': file.slice(0, 2_000), ...(plain ? {} : { 'content-type': 'application/octet-stream' }) }));
  return fc.record({ method: fc.constant('POST'), path: fc.constant(`${path}?${search}`), headers, body });
}

function sent(method: string, path: fc.Arbitrary<string>, body?: fc.Arbitrary<unknown>): fc.Arbitrary<Attack> {
  if (body === undefined) return fc.record({ method: fc.constant(method), path, headers: nastyHeaders });
  const text = body.map((value) => JSON.stringify(value) ?? 'null');
  const json = fc.record({
    method: fc.constant(method),
    path,
    headers: fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: nastyHeaders }),
    body: text,
  });
  const broken = fc.record({ method: fc.constant(method), path, headers: nastyHeaders, body: nastyBody });
  const doubled = fc.record({
    method: fc.constant(method),
    path,
    headers: fc.constant({}),
    body: fc.tuple(text, nastyValue).map(([one, other]) => `${one.slice(0, -1)},"input":${JSON.stringify(other) ?? 1}}`),
  });
  return fc.oneof({ weight: 12, arbitrary: json }, { weight: 2, arbitrary: broken }, { weight: 1, arbitrary: doubled });
}

/** What an address can hold: half a surrogate pair cannot be sent in one at all. */
function wellFormed(value: unknown): string {
  return (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed().slice(0, 4_000);
}
const encode = (text: string) => encodeURIComponent(wellFormed(text)).slice(0, 6_000);
