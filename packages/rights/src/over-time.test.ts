import { readFileSync } from 'node:fs';
import type { Catalogue } from '@sojourn/catalogue';
import { addDays, type JsonValue, plainDate } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RightLine, rightsBrief } from './index.ts';

const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const held: Readonly<Record<string, JsonValue>> = { 'person.trafficked': true, 'person.treat-as-child': true, 'person.migrant-worker': true };
const facts: Facts = { value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }), collection: () => undefined };
const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);
const runs = { seed, numRuns: 150 };
const states = fc.constantFrom(...catalogue.places.map(({ iso3 }) => iso3));
const days = fc.integer({ min: 0, max: 21_000 }).map((offset) => addDays(plainDate('1968-01-01'), offset));
const brief = (from: Catalogue, state: string, on: string) => rightsBrief(from, facts, [{ state, role: 'destination' }], plainDate(on));
const owed = (lines: readonly RightLine[]) => lines.flatMap(({ right, duties }) => duties.map((duty, at) => ({ key: `${right.id} ${at}`, ...duty })));

/** Every day on which something recorded can begin or cease to count: of the treaty itself, of its lists, of what this State did. */
function recordedDays(instrument: string, iso3: string): readonly string[] {
  const treaty = catalogue.instruments.find(({ id }) => id === instrument);
  const mine = catalogue.events.filter((event) => event.instrument === instrument && event.iso3 === iso3).flatMap(({ on, asOf }) => [...on.split('/'), asOf]);
  const declared = catalogue.reservations
    .filter((row) => row.instrument === instrument && row.iso3 === iso3)
    .flatMap(({ on, withdrawnOn }) => [on, withdrawnOn].flatMap((day) => day ?? []));
  const lists = [...(treaty?.status ?? []), ...(treaty?.declarations ?? [])].map(({ asOf }) => asOf);
  return [treaty?.inForceFrom ?? '', ...mine, ...declared, ...lists];
}
/** A consent or a withdrawal takes effect within thirteen months of its day, a year known alone within its year and those. */
const EFFECT_DAYS = 800;

describe(`what a State owes (seed ${seed})`, () => {
  it('changes only by what is recorded of a treaty or of the State: nothing changes by itself between two days', () => {
    fc.assert(
      fc.property(states, days, fc.integer({ min: 1, max: 400 }), (state, first, apart) => {
        const second = addDays(first, apart);
        const [before, after] = [owed(brief(catalogue, state, first)), owed(brief(catalogue, state, second))];
        expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
        for (const [at, duty] of after.entries()) {
          if (duty.binds === before[at]?.binds) continue;
          const from = addDays(first, -EFFECT_DAYS);
          const recorded = duty.citations
            .flatMap(({ instrument }) => recordedDays(instrument, state))
            .filter((day) => `${from}` <= day.padEnd(10, '-12-31') && day <= second);
          expect(recorded.length, `${state} ${duty.key}: ${before[at]?.binds} on ${first}, ${duty.binds} on ${second}`).toBeGreaterThan(0);
        }
      }),
      runs,
    );
  });
  it('is never less for want of a source: where nobody knows who joined, nothing that was not "no" becomes "no"', () => {
    fc.assert(
      fc.property(states, days, fc.constantFrom(...catalogue.instruments.map(({ id }) => id)), (state, day, lost) => {
        const unknown: Catalogue = { ...catalogue, instruments: catalogue.instruments.map((one) => (one.id === lost ? { ...one, status: [] } : one)) };
        const [before, after] = [owed(brief(catalogue, state, day)), owed(brief(unknown, state, day))];
        for (const [at, { key, binds }] of after.entries()) if (before[at]?.binds !== 'no') expect([state, key, binds === 'no']).toEqual([state, key, false]);
      }),
      runs,
    );
  });
  it('does not depend on facts about the person that say nothing of the treaty: their papers never take a right away', () => {
    const withStatus = (regular: boolean): Facts => ({
      value: (fact) => (fact === 'person.regular-situation' ? { is: 'value', value: regular } : facts.value(fact)),
      collection: () => undefined,
    });
    fc.assert(
      fc.property(states, days, (state, day) => {
        const binding = (regular: boolean) =>
          new Set(
            rightsBrief(catalogue, withStatus(regular), [{ state, role: 'destination' }], day).flatMap(({ right, duties }) =>
              right.custom && duties.some(({ binds }) => binds === 'yes') ? [right.id] : [],
            ),
          );
        expect([...binding(false)].filter((right) => !binding(true).has(right))).toEqual([]);
        expect([...binding(true)].filter((right) => !binding(false).has(right))).toEqual([]);
      }),
      { ...runs, numRuns: 40 },
    );
  });
});
