import { describe, expect, it } from 'vitest';
import { firstThatLooksReal, looksReal } from './looks-real.ts';

describe('a row that looks as if it were about somebody who exists', () => {
  it.each([
    ['ring her at +961 71 482 913', 'phone'],
    ['0033 6 12 84 73 92', 'phone'],
    ['write to selam@gmail.com', 'e-mail'],
    ['سلام@شركة.لبنان', 'e-mail'],
    ['passport EP4471926', 'document'],
  ])('%s', (words, why) => expect(looksReal(['a', words])).toBe(why));
  it.each([
    ['+961 70 000 001'],
    ['+1 212 555 0123'],
    ['+44 7700 900123'],
    ['oksana@example.org'],
    ['a@desk.example'],
    ['me@localhost'],
    ['passport X1234567'],
    ['born 1992-03-14, 2026'],
    ['a man of 34, 3 children, 12000 USD'],
    ['A_AgricultureForestryAndFishing'],
    ['Invented 7c1f9a52-0012-4334-9158-112233445566'],
    [''],
  ])('%s is as invented ones are', (words) => expect(looksReal([words])).toBeUndefined());
  it('is named by its number', () => {
    const row = (n: number, rowText = 'Ana') => ({ row: n, rowText });
    expect(firstThatLooksReal([row(2), row(3, 'ana@gmail.com'), row(4)])).toEqual({ row: 3, why: 'e-mail' });
    expect(firstThatLooksReal([row(2), row(3)])).toBeUndefined();
    expect(firstThatLooksReal([])).toBeUndefined();
  });
});
