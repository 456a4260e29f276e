import fc from 'fast-check';

/** Stands in what an attacker sends: found in a refusal, a log or another's answer, it leaked. */
export const echo = 'ZQ7attackerwordsKX';

const texts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  'e\u0301'.repeat(2_000),
  '\u202egnp.exe\u202c',
  '\u2066\u2067\u2068\u2069',
  '\u200b\u200c\u200d\ufeff',
  'аdmin', // Cyrillic а
  'ﬁle\u017f', // compatibility forms
  '𝟘𝟙𝟚',
  '😀'.repeat(500),
  'x'.repeat(100_000),
  '\r\nset-cookie: a=b\r\n\r\n<script>',
  '%0d%0aset-cookie:%20a=b',
  "' or 1=1 --",
  "'; drop table sojourn.entry; --",
  "\\'; select pg_sleep(10); --",
  "1' union select username, password_hash from sojourn.app_user --",
  '$1',
  ['$', '{7*7}'].join(''),
  '{{7*7}}',
  '<%= 7*7 %>',
  '"; alert(1); //',
  '<img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..%2f..%2fsecrets%2fapp',
  '....//....//',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'then',
  'NaN',
  'Infinity',
  '-0',
  '1e309',
  '9007199254740993',
  '0x10',
  '٣',
  '१',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '{"$gt":""}',
  '2026-02-30',
  '0000-00-00',
  '9999-99-99',
  '-271821-04-20',
  '2026-13',
  '2026-11-25T00:00:00Z',
  '20261125',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0192A000-0000-7000-8000-000000000101',
  '(a+)+$'.repeat(30),
  '=cmd|calc!A1',
  '@SUM(1+1)',
  '\t=1',
  echo,
] as const; // prettier-ignore

const numbers = [0, -0, -1, 1, 0.1, -1e-7, 2 ** 31, 2 ** 32, 2 ** 53, 2 ** 53 + 2, 1e21, -1e21, 1e308, Number.MAX_VALUE, Number.MIN_VALUE] as const;

/** Members that reach for the prototype of what they are merged into; written as JSON text, so that they are own members. */
const polluting: readonly unknown[] = [
  JSON.parse('{"__proto__":{"polluted":"yes"}}'),
  JSON.parse('{"constructor":{"prototype":{"polluted":"yes"}}}'),
  JSON.parse('{"__proto__":null,"toString":1,"hasOwnProperty":1,"valueOf":{}}'),
  JSON.parse('{"then":"x","toJSON":"x","length":-1}'),
];

function deep(kind: 'list' | 'object', depth: number): unknown {
  let value: unknown = echo;
  for (let at = 0; at < depth; at += 1) value = kind === 'list' ? [value] : { a: value };
  return value;
}

export const nastyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 200 }) },
);

export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: nastyText },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [null]) },
  { weight: 1, arbitrary: fc.constantFrom(...polluting) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom<'list' | 'object'>('list', 'object'), fc.integer({ min: 5, max: 2_000 })).map(([kind, depth]) => deep(kind, depth)),
  },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 20_000 }).map((length) => Array.from({ length }, () => echo.slice(0, 4))) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

/** Bodies that are no JSON, or more JSON than there should be. */
export const nastyBody: fc.Arbitrary<Buffer> = fc.oneof(
  fc
    .constantFrom(
      '',
      '{',
      '}',
      '[',
      '"',
      'null',
      'true',
      '7',
      '[]',
      '"text"',
      '\ufeff{}',
      '{"a":1,"a":2}',
      '{"a":01}',
      "{'a':1}",
      '{"a":NaN}',
      '{a:1}',
      '{"a":1}garbage',
      `${'['.repeat(100_000)}`,
      `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`,
      `{"__proto__":{"polluted":"yes"}}`,
      `{"a":"${'\\ud800'.repeat(9)}"}`,
      `{"a":${'9'.repeat(5_000)}}`,
      `{"a":"${'y'.repeat(1_000_000)}"}`,
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      'a=1&b=2',
    )
    .map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
); // prettier-ignore

export const nastyHeaders: fc.Arbitrary<Readonly<Record<string, string>>> = fc.constantFrom<Readonly<Record<string, string>>>(
  {},
  {},
  {},
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/xml' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': '__proto__' },
  { 'x-sojourn-clock': '9'.repeat(400) },
  { 'x-sojourn-clock': '-1' },
  { 'x-sojourn-clock': '8640000000000001' },
  { 'accept-language': `${'a-'.repeat(300)}z;q=2, ar;q=NaN` },
  { 'accept-language': '__proto__, constructor;q=0.9' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'example.org' },
  { origin: 'https://example.org', referer: 'https://example.org/' },
  { 'content-encoding': 'gzip' },
  { range: 'bytes=0-1,-1' },
  { 'last-event-id': '99999999999999999999' },
  { authorization: 'Bearer ' },
  { authorization: `Bearer sjt_${'a'.repeat(5_000)}` },
  { authorization: "Basic ' or 1=1" },
);
