import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readStrictYaml, sourceHashOf } from './index.ts';

const schema = z.array(z.strictObject({ id: z.string(), on: z.string() }));
const read = (text: string) => readStrictYaml(text, 'x.yaml', schema);

describe('what a lawyer writes is read strictly', () => {
  it('Norway stays Norway: a code without quotes is a problem with its line', () =>
    expect(read('- id: "a"\n  on: "2015-03-14"\n- id: NO\n  on: "2015-03-14"\n')).toEqual({
      ok: false,
      problems: [{ file: 'x.yaml', line: 3, column: 7, what: 'quote NO: dates and codes are text' }],
    }));
  it('a date without quotes is a problem with its line', () =>
    expect(read('- id: "a"\n  on: 2015-03-14\n')).toMatchObject({ ok: false, problems: [{ line: 2 }] }));
  it('an unknown key is a problem with its line', () =>
    expect(read('- id: "a"\n  on: "b"\n- id: "c"\n  on: "d"\n  onn: "e"\n')).toMatchObject({
      ok: false,
      problems: [{ line: 3, what: expect.stringContaining('onn') }],
    }));
  it('a key that is there twice is a problem', () => expect(read('- id: "a"\n  id: "b"\n  on: "c"\n')).toMatchObject({ ok: false, problems: [{ line: 2 }] }));
  it('what is right has a line for every value', () => {
    const found = read('- id: "a"\n  on: "b"\n- id: "c"\n  on: "d"\n');
    expect(found.ok && [found.lineOf([1, 'on']), found.lineOf([1]), found.lineOf([1, 'nothing'])]).toEqual([4, 3, 3]);
  });
});

it('the mark of an English text changes with a letter and not with the order of its parts', () => {
  expect(sourceHashOf({ title: 'a', means: 'b' })).toBe(sourceHashOf({ means: 'b', title: 'a' }));
  expect(sourceHashOf({ title: 'a', means: 'b' })).not.toBe(sourceHashOf({ title: 'a', means: 'B' }));
});
