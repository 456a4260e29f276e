import { readFileSync } from 'node:fs';
import { type Catalogue, stateRoles } from '@sojourn/catalogue';
import { type JsonValue, plainDate } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { rightsBrief } from './index.ts';

const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const role = z.enum(stateRoles);
const situations = z
  .array(
    z.strictObject({
      situation: z.string(),
      facts: z.record(z.string(), z.union([z.boolean(), z.string()])),
      states: z.array(z.strictObject({ state: z.string(), role })).min(1),
      on: z.string(),
      holds: z.array(z.string()),
      doesNotHold: z.array(z.string()),
      notKnown: z.array(z.string()),
      binds: z.array(z.strictObject({ right: z.string(), state: z.string(), role, is: z.enum(['yes', 'no', 'unknown']) })),
    }),
  )
  .parse(parse(readFileSync(new URL('../../../catalogue/rights-examples.yaml', import.meta.url), 'utf8')));

const factsOf = (held: Readonly<Record<string, JsonValue>>): Facts => ({
  value: (fact) => (held[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: held[fact] }),
  collection: () => undefined,
});

describe('situations', () => {
  it('are at least sixty, and every fact and right in them is in the catalogue', () => {
    expect(situations.length).toBeGreaterThanOrEqual(60);
    const [facts, rights] = [new Set(catalogue.facts.map((fact) => fact.id)), new Set(catalogue.rights.map((right) => right.id))];
    for (const one of situations) {
      for (const fact of Object.keys(one.facts)) expect(facts, one.situation).toContain(fact);
      for (const right of [...one.holds, ...one.doesNotHold, ...one.notKnown, ...one.binds.map((bound) => bound.right)]) expect(rights).toContain(right);
    }
  });
  it.each(situations.map((one) => [one.situation, one] as const))('%s', (_, { facts, states, on, holds, doesNotHold, notKnown, binds }) => {
    const lines = new Map(rightsBrief(catalogue, factsOf(facts), states, plainDate(on)).map((line) => [line.right.id, line]));
    const answer = (right: string) => lines.get(right)?.holds ?? 'no';
    expect(Object.fromEntries(holds.map((right) => [right, answer(right)]))).toEqual(Object.fromEntries(holds.map((right) => [right, 'yes'])));
    expect(Object.fromEntries(doesNotHold.map((right) => [right, answer(right)]))).toEqual(Object.fromEntries(doesNotHold.map((right) => [right, 'no'])));
    expect(Object.fromEntries(notKnown.map((right) => [right, answer(right)]))).toEqual(Object.fromEntries(notKnown.map((right) => [right, 'unknown'])));
    for (const { right, state, role: as, is } of binds) {
      const owed = lines.get(right)?.duties.filter((duty) => duty.state === state && duty.role === as) ?? [];
      const strongest = owed.some((duty) => duty.binds === 'yes') ? 'yes' : owed.some((duty) => duty.binds === 'unknown') ? 'unknown' : 'no';
      expect([right, state, as, strongest]).toEqual([right, state, as, is]);
    }
  });
});

/** What somebody of a kind holds to begin with, as practice has it; a situation above shows each whole. */
const starters: Readonly<Record<string, string>> = {
  'a detained adult, whatever their papers': 'R15 R17 R18 R19 R20 R23 R33 R03 R04 R56',
  'a detained child besides': 'R22 R61 R62 R63 R58',
  // Not punished: R79 for what they were made to do; R68, for how they came in, is a refugee’s and of people who were smuggled.
  'a trafficked person': 'R07 R08 R09 R10 R11 R12 R13 R14 R79 R03 R56',
  'a trafficked person who seeks asylum': 'R07 R08 R09 R10 R11 R12 R13 R14 R68 R03 R56',
  'a worker without papers': 'R46 R47 R44 R32 R39 R54 R56 R55 R30 R31',
  'a child of such a worker': 'R58',
  'a worker with papers besides': 'R48 R57 R59 R60 R73 R71 R72',
  'a domestic worker': 'R53 R49 R39 R50',
  'a refugee, or somebody who asks to be one': 'R04 R67 R68 R40',
  'a returnee': 'R28 R74 R71 R58 R56',
  'the family of a worker who died': 'R75',
};

describe('the starter rules', () => {
  it.each(Object.entries(starters))('%s', (_who, rights) => {
    expect(situations.filter(({ holds }) => rights.split(' ').every((right) => holds.includes(right))).map(({ situation }) => situation)).not.toEqual([]);
  });
  it('no consulate is spoken of to a refugee, or to somebody who fears', () => {
    const afraid = situations.filter(({ facts }) => facts['person.seeks-asylum'] === true);
    expect(afraid.length).toBeGreaterThan(2);
    for (const { situation, holds } of afraid) expect([situation, holds.includes('R23')]).toEqual([situation, false]);
  });
});

describe('each right', () => {
  const asked = [...new Set(situations.flatMap((one) => Object.keys(one.facts)))].filter((fact) => fact !== 'person.gender');
  // Everybody by one, two or three answers; nothing else asked.
  const people: Readonly<Record<string, JsonValue>>[] = [{}, Object.fromEntries(asked.map((fact) => [fact, false]))];
  for (const a of asked)
    for (const b of asked)
      for (const [x, y] of [
        [true, true],
        [true, false],
        [false, false],
      ] as const)
        people.push({ [a]: x, [b]: y, 'person.gender': 'Feminine' });
  const answers = new Map<string, Set<string>>(catalogue.rights.map((right) => [right.id, new Set()]));
  for (const held of people) {
    const lines = new Map(rightsBrief(catalogue, factsOf(held), [], plainDate('2014-01-01')).map((line) => [line.right.id, line.holds]));
    for (const { id } of catalogue.rights) answers.get(id)?.add(lines.get(id) ?? 'no');
  }
  it('has a person who holds it; one that is not everybody’s has one who does not, and one of whom it is not known', () => {
    for (const right of catalogue.rights) {
      expect(answers.get(right.id), right.id).toContain('yes');
      // A presumption answers where nobody asked.
      const presumed = 'presumed' in right.holder;
      if (!('always' in right.holder)) expect([...(answers.get(right.id) ?? [])].sort(), right.id).toEqual(presumed ? ['no', 'yes'] : ['no', 'unknown', 'yes']);
    }
  });
  it('that is everybody’s has a place where no treaty binds: there custom is the stated ground, or nothing binds for certain', () => {
    for (const right of catalogue.rights.filter((one) => 'always' in one.holder)) {
      const line = rightsBrief(
        catalogue,
        factsOf({}),
        stateRoles.map((as) => ({ state: 'XKX', role: as })),
        plainDate('2014-01-01'),
      ).find((one) => one.right.id === right.id);
      for (const duty of line?.duties ?? []) expect([right.id, duty.binds === 'yes'], right.id).toEqual([right.id, right.custom]);
    }
  });
});
