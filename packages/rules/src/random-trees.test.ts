import { describe, expect, it } from 'vitest';
import { trials } from './oracle/index.ts';

const seed = Number(process.env['SEED'] ?? 20_261_125);

/** A hundred thousand of them: `node bench/rules-oracle.ts 100000`. */
describe(`random rules over random gaps (seed ${seed})`, () => {
  it('answer as the slow reading does, stay sound when gaps are filled, never take back a firm answer, and name every fact that may change it', () => {
    const { wrong, answers, settled } = trials(seed, 3_000, false);
    expect(wrong.slice(0, 3)).toEqual([]);
    // A generator that only ever reached some answers would prove little.
    for (const answer of ['yes', 'no', 'unknown', 'not-applicable']) expect(answers[answer], answer).toBeGreaterThan(60);
    expect(settled).toBeGreaterThan(1_000);
  });
  it('do so also where doubt is taken for an answer: what rests on it is not firm', () => {
    const { wrong, answers } = trials(seed + 1, 3_000, true);
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(answers['yes']).toBeGreaterThan(300);
  });
});
