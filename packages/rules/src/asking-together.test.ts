import { describe, expect, it } from 'vitest';
import type { Expression, Facts, FactValue } from './index.ts';
import { askingTogether, decide, withDerivedFacts } from './index.ts';
import { pick, randomRule, randomWorld, seeded } from './oracle/index.ts';

const seed = Number(process.env['SEED'] ?? 20_261_125);
const NAMES = ['no', 'unknown', 'yes', 'not-applicable'] as const;

/** Rules that name each other and read a fact that a rule settles, in one program. */
function randomBook(random: () => number, size: number) {
  const rules = new Map(['first', 'second'].map((name) => [name, randomRule(random, 2, true)] as const));
  const settling = new Map<string, Expression>([['settled', { any: [{ rule: 'first' }, randomRule(random, 2, true)] }]]);
  const more: readonly (() => Expression)[] = [
    () => ({ rule: pick(random, ['first', 'second']) }),
    () => ({ fact: 'settled', is: random() < 0.5 }),
    () => ({ known: 'settled' }),
    () => ({ disagree: 'settled' }),
    () => ({ presumed: { rule: 'second' } }),
    () => ({ compare: { fact: 'a' }, is: { fact: 'b' } }),
  ];
  const asked = Array.from({ length: size }, () =>
    random() < 0.2
      ? (rules.get('second') as Expression)
      : ({ [pick(random, ['all', 'any', 'none'])]: [randomRule(random, 2, true), pick(random, more)(), randomRule(random, 1)] } as unknown as Expression),
  );
  return { rules, settling, asked };
}

describe(`rules asked together (seed ${seed})`, () => {
  it('answer as they do one by one, and name what is missing as each names it', () => {
    const random = seeded(seed);
    let open = 0;
    for (let run = 0; run < 150; run += 1) {
      const { rules, settling, asked } = randomBook(random, pick(random, [1, 3, 40]));
      const context = { rules };
      const ask = askingTogether(asked, settling, context);
      for (let person = 0; person < 6; person += 1) {
        const world = randomWorld(random);
        const settled = pick<FactValue>(random, [
          { is: 'not-asked' },
          { is: 'not-asked' },
          { is: 'declined' },
          { is: 'disagree' },
          { is: 'value', value: random() < 0.5 },
        ]);
        const recorded: Facts = {
          value: (fact) => (fact === 'settled' ? settled : (world.facts[fact as 'a'] ?? { is: 'not-asked' })),
          collection: () => world.items,
        };
        const facts = withDerivedFacts(recorded, settling, context);
        const groups = ask(facts);
        const [answers, missing] = [groups.flatMap(({ is }) => is), groups.flatMap((group) => group.missing)];
        for (const [at, rule] of asked.entries()) {
          const alone = decide(rule, facts, context);
          expect(NAMES[answers[at] ?? 1], JSON.stringify({ rule, world })).toBe(alone.is);
          expect([...(missing[at] ?? [])].toSorted(), JSON.stringify({ rule, world })).toEqual([...alone.missing()].toSorted());
          if (alone.is === 'unknown') open += 1;
        }
      }
    }
    expect(open).toBeGreaterThan(1_000);
  });
});
