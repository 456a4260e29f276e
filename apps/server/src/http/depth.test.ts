import { describe, expect, it } from 'vitest';
import { DEEPEST, hasNul, isTooDeep } from './depth.ts';

const nested = (levels: number, kind: 'list' | 'object' = 'list'): unknown =>
  JSON.parse(kind === 'list' ? '['.repeat(levels) + ']'.repeat(levels) : `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

describe('a body of brackets within brackets', () => {
  it('is read up to the deepest anyone needs, and not beyond', () => {
    for (const kind of ['list', 'object'] as const) {
      expect(isTooDeep(nested(DEEPEST, kind))).toBe(false);
      expect(isTooDeep(nested(DEEPEST + 1, kind))).toBe(true);
    }
    for (const plain of [undefined, null, 'words', 1, [], {}, Buffer.alloc(10)]) expect(isTooDeep(plain)).toBe(false);
  });

  it('does not break what reads it, however deep', () => {
    expect(isTooDeep(nested(2_000_000))).toBe(true);
    expect(isTooDeep({ wide: Array.from({ length: 200_000 }, () => ({})) })).toBe(false);
  });
});

describe('a NUL character', () => {
  it('is found wherever it stands, and nothing else is taken for one', () => {
    for (const input of ['a\u0000', { a: ['b', { c: '\u0000' }] }, { '\u0000': 1 }, [[['\u0000']]]]) expect(hasNul(input)).toBe(true);
    for (const input of [undefined, null, 0, '', 'words\t\n', { a: [1, 'b', null] }, '\\u0000', Buffer.alloc(10)]) expect(hasNul(input)).toBe(false);
  });
});
