import { describe, expect, it } from 'vitest';
import { linesOf, type ReviewWords } from './review-lines.ts';

/** Words that show where they stand: whatever comes out bare was never given a word. */
const words: ReviewWords = {
  field: (name) => `‹${name}›`,
  value: (_field, value) => `«${value}»`,
  rule: () => ['who it is for', '- and this'],
};

describe('a part of the law, to be read', () => {
  it('is read line by line in words, so that a change of one word is a change of one line', () => {
    const right = {
      id: 'R03',
      holder: { fact: 'person.detained', is: true },
      duties: [{ roles: ['origin', 'transit'], duty: ['respect'] }],
      basis: [{ instrument: 'iccpr', article: '7' }],
      custom: true,
    };
    expect(linesOf(right, words)).toEqual([
      '‹id›: «R03»',
      '‹holder›: who it is for',
      '\u2003- and this',
      '‹duties› 1 · ‹roles›: «origin», «transit»',
      '‹duties› 1 · ‹duty›: «respect»',
      '‹basis›: «iccpr» 7',
      '‹custom›: «yes»',
    ]);
  });
  it('an article stands under its number, with whether it was compared with the text', () => {
    const treaty = { articles: [{ article: '24', says: 'Witnesses are protected.', textChecked: false }] };
    expect(linesOf(treaty, words)).toEqual(['‹article› 24: Witnesses are protected. (‹textChecked›: «no»)']);
  });
});
