import { describe, expect, it } from 'vitest';
import { namedIn } from './complaint-door.ts';

const colleagues = [
  { userId: 'samir', name: 'Samir Khoury' },
  { userId: 'idris', name: 'Idris Okoye' },
  { userId: 'bo', name: 'Bo Li' },
];

describe('whom a complaint is about, said in words', () => {
  it.each([
    ['Samir', ['samir']],
    ['the tall one, they call him SÁMIR', ['samir']],
    ['Mr Okoye and Samir Khoury', ['samir', 'idris']],
    ['a man with a beard', []],
    ['', []],
    // Two letters are in too many words; a name in another alphabet is not recognised: hence the question for the office.
    ['Bo', []],
    ['سمير', []],
  ])('%s', (whom, who) => expect(namedIn(whom, colleagues)).toEqual(who));
});
