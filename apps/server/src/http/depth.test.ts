import { describe, expect, it } from 'vitest';
import { DEEPEST, isTooDeep } from './depth.ts';

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
