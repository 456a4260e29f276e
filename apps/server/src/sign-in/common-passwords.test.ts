import { passwordProblem } from '@sojourn/accounts';
import { describe, expect, it } from 'vitest';
import { commonPasswords } from './common-passwords.ts';

const lists = await commonPasswords();
const { isListed } = lists;
const problemOf = (text: string) => passwordProblem(text, ['amal'], lists)?.kind;

describe('the list of passwords from thefts', () => {
  it('holds the first and the last of a million, in large and small letters', () => {
    for (const word of ['123456', 'password', 'PASSWORD', 'Mailcreated5240', 'gfhjkmgfhjkm', 'leavemealone', 'xx60leLLINDa2'])
      expect(isListed(word), word).toBe(true);
    for (const word of ['seven calm herons wade', '', 'Mailcreated5241', '١٢٣٤٥٦٧٨٩']) expect(isListed(word), word).toBe(false);
  });

  it('refuses what is long enough and stolen all the same', () => {
    for (const word of ['1qaz2wsx3edc', 'q1w2e3r4t5y6', 'PolniyPizdec0211', '12345678910q', 'Liverpool2026!', 'Chelsea!1905!', 'barcelona1899'])
      expect(problemOf(word), word).toBe('password-too-common');
  });

  it('refuses two everyday words side by side, however they are put together; not two of which one is rarely used, and not three', () => {
    for (const word of [
      ...['sunshineprincess', 'Dragon-Master-2026', 'purple monkey 77', 'c0ffeeSunfl0wer', 'summer.liverpool!', 'monday january 1', 'Chelsea&Barcelona'],
      ...['12dragonmonkey12', 'MARS septembre 26', 'qwerty sunshine!'],
    ])
      expect(problemOf(word), word).toBe('password-too-common');
    for (const word of ['sunshine herons 26', 'quiet lamps.', 'purple monkey ladder', 'dragon master river']) expect(problemOf(word), word).toBeUndefined();
  });

  it('refuses no password that chance makes, nor four words from a list', () => {
    const seed = 20_261_125;
    let state = seed;
    const next = (below: number) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const signs = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!';
    const words = 'lamp heron river stone bread window seven carpet orange ladder quiet garden copper saddle winter needle'.split(' ');
    for (let made = 0; made < 5_000; made += 1) {
      const random = Array.from({ length: 14 }, () => signs[next(signs.length)]).join('');
      const phrase = Array.from({ length: 4 }, () => words[next(words.length)]).join(' ');
      if (new Set(phrase.split(' ')).size === 4) expect(problemOf(phrase), `seed ${seed}: ${phrase}`).toBeUndefined();
      expect(problemOf(random), `seed ${seed}: ${random}`).toBeUndefined();
    }
  });
});
