import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';

describe('the differences between two versions', () => {
  it('what is left out stands before what is new, and the rest stays', () =>
    expect(differences('a\nb\nc', 'a\nx\nc').map(({ is, line }) => `${is} ${line}`)).toEqual(['same a', 'removed b', 'added x', 'same c']));
  it('nothing changed is nothing marked', () => expect(differences('a\nb', 'a\nb').every(({ is }) => is === 'same')).toBe(true));
  it('taking the new lines and the kept ones gives the new version, whatever the two are', () => {
    const texts = ['a', 'a\nb', 'b\na', 'a\nb\nc\nd', 'd\nc\nb\na', 'c\na\nb\nd', ''];
    for (const before of texts)
      for (const after of texts) {
        const found = differences(before, after);
        expect(
          found
            .filter(({ is }) => is !== 'removed')
            .map(({ line }) => line)
            .join('\n'),
        ).toBe(after);
        expect(
          found
            .filter(({ is }) => is !== 'added')
            .map(({ line }) => line)
            .join('\n'),
        ).toBe(before);
      }
  });
});
