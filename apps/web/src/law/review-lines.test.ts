import { expect, it } from 'vitest';
import { linesOf } from './review-lines.ts';

it('a part of the law is read line by line, so that a change of one word is a change of one line', () => {
  const right = { id: 'R03', duties: [{ roles: ['origin', 'transit'], duty: ['respect'] }], basis: [{ instrument: 'iccpr', article: '7' }], custom: true };
  expect(linesOf(right)).toEqual([
    'id: R03',
    'duties 1 roles: origin, transit',
    'duties 1 duty: respect',
    'basis 1: instrument iccpr; article 7',
    'custom: true',
  ]);
});
