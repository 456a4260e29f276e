import { readdirSync, readFileSync } from 'node:fs';
import { type JsonValue, type PlainDate, plainDate } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  type Context,
  decide,
  evaluateValue,
  type Facts,
  type Item,
  problemsInRulebooks,
  type Rulebook,
  rulebookSchema,
  rulesOf,
  settledBy,
  valueRulesOf,
  withDerivedFacts,
} from './index.ts';

type Example = {
  readonly who: string;
  readonly asks?: string;
  readonly on?: string;
  readonly law?: string;
  readonly facts?: Readonly<Record<string, JsonValue>>;
  readonly lists?: Readonly<Record<string, readonly Item[]>>;
  readonly rates?: Readonly<Record<string, number>>;
  readonly expect?: string;
  readonly gives?: JsonValue;
  readonly missing?: readonly string[];
};
type Fixture = {
  readonly about: string;
  readonly asks: string;
  readonly rules: unknown;
  readonly parties?: Readonly<Record<string, 'yes' | 'no'>>;
  readonly examples: readonly Example[];
};

const folder = new URL('./fixtures/', import.meta.url);
const fixtures = readdirSync(folder)
  .sort()
  .map((name) => [name.replace('.yaml', ''), parse(readFileSync(new URL(name, folder), 'utf8')) as Fixture] as const);

const bookOf = (id: string, { rules }: Fixture): readonly Rulebook[] => [
  rulebookSchema.parse({ id, review: 'unreviewed', source: 'example', standing: 'decision-support-a-person-decides', rules }),
];

function asked(books: readonly Rulebook[], { parties }: Fixture, example: Example): { readonly facts: Facts; readonly context: Context } {
  const law: PlainDate = plainDate(example.law ?? example.on ?? '2026-11-24');
  const context: Context = {
    day: plainDate(example.on ?? '2026-11-24'),
    lawDay: law,
    rules: rulesOf(books, law),
    values: valueRulesOf(books, law),
    rates: (from, to, on) => example.rates?.[`${from} ${to} ${on}`],
    relations: {
      party: ([state]) => {
        const is = parties?.[String(state)];
        return is === undefined ? { is: 'unknown', ask: [`party ${String(state)}`], because: [] } : { is, because: [] };
      },
    },
  };
  const recorded: Facts = {
    value: (fact) => {
      const value = example.facts?.[fact];
      return value === undefined ? { is: 'not-asked' } : { is: 'value', value };
    },
    collection: (name) => example.lists?.[name],
  };
  return { facts: withDerivedFacts(recorded, settledBy(books, law), context), context };
}

for (const [name, fixture] of fixtures) {
  const books = bookOf(name, fixture);
  describe(`${name}: ${fixture.about}`, () => {
    it('names only rules that are there, and none rests on itself', () => expect(problemsInRulebooks(books)).toEqual([]));
    it.each(fixture.examples.map((example) => [example.who, example] as const))('%s', (_who, example) => {
      const { facts, context } = asked(books, fixture, example);
      const id = example.asks ?? fixture.asks;
      if (example.expect !== undefined) {
        const decision = decide({ rule: id }, facts, context);
        expect(decision.is).toBe(example.expect);
        if (example.missing !== undefined) expect([...decision.missing()].sort()).toEqual([...example.missing].sort());
        return;
      }
      const answer = evaluateValue({ rule: id }, facts, context);
      if (example.gives === 'unknown' || example.gives === 'not-applicable') {
        expect(answer.is).toBe(example.gives);
        if (example.missing !== undefined && answer.is === 'unknown') expect([...answer.ask].sort()).toEqual([...example.missing].sort());
        return;
      }
      const wanted = example.gives as JsonValue & { readonly about?: number; readonly from?: number; readonly to?: number };
      if (wanted.about !== undefined) expect(answer.is === 'value' && Math.abs(Number(answer.value) - wanted.about) < 0.05).toBe(true);
      else if (wanted.from !== undefined)
        expect(answer.is === 'between' && Number(answer.least) > wanted.from && Number(answer.most) < Number(wanted.to)).toBe(true);
      else expect(answer).toEqual({ is: 'value', value: example.gives });
    });
  });
}

it('every hard rule of later work is among them', () =>
  expect(fixtures.map(([name]) => name)).toEqual([
    'ageing-out',
    'alternatives-to-detention',
    'donor-lines',
    'graded-indicators',
    'icrmw-part-v',
    'party',
    'repayment',
    'totalisation',
    'travel-document',
  ]));
