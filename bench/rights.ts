import { readFileSync } from 'node:fs';
import type { Catalogue } from '@sojourn/catalogue';
import { type JsonValue, plainDate } from '@sojourn/kernel';
import { partyOn, rightsBrief, type StateInRole } from '@sojourn/rights';
import type { Facts } from '@sojourn/rules';

/**
 * How long a whole rights brief takes: one person, three States, every right and citation with its party status and declarations.
 * The floor beside it in the same run: finding the party status of each State and treaty once, which no brief can do without.
 *
 *   node bench/rights.ts
 */
const { catalogue } = JSON.parse(readFileSync(new URL('../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const day = plainDate('2026-11-25');
const states: readonly StateInRole[] = [
  { state: 'LBN', role: 'destination' },
  { state: 'TUR', role: 'transit' },
  { state: 'PHL', role: 'origin' },
];
const held: Readonly<Record<string, JsonValue>> = {
  'person.trafficked': true,
  'person.treat-as-child': false,
  'person.migrant-worker': true,
  'person.detained': true,
};
const facts: Facts = { value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }), collection: () => undefined };

const [ROUNDS, RUNS] = [200, 9];
const brief = () => rightsBrief(catalogue, facts, states, day).length;
const floor = () =>
  states.reduce((sum, { state }) => sum + catalogue.instruments.filter((one) => partyOn(catalogue, one, state, day).is === 'party').length, 0);

function milliseconds(work: () => number): number {
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round += 1) work();
  return (performance.now() - from) / ROUNDS;
}
for (const work of [brief, floor]) milliseconds(work);
const runs = Array.from({ length: RUNS }, () => ({ brief: milliseconds(brief), floor: milliseconds(floor) }));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(`rights brief, ${catalogue.rights.length} rights, ${catalogue.instruments.length} treaties, 3 States; median of ${RUNS} runs of ${ROUNDS}`);
console.log(
  `brief ${median(runs.map((run) => run.brief)).toFixed(3)} ms · party status alone ${median(runs.map((run) => run.floor)).toFixed(3)} ms · ratio ${median(runs.map((run) => run.brief / run.floor)).toFixed(1)}`,
);
