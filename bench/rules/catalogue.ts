import { readFileSync } from 'node:fs';
import type { Catalogue } from '@sojourn/catalogue';
import {
  askingTogether,
  type Context,
  decide,
  type Expression,
  evaluate,
  type Facts,
  type FactValue,
  factsIn,
  nextQuestion,
  rulesOf,
  settledBy,
  valueRulesOf,
  valuesRulesSee,
  withDerivedFacts,
} from '@sojourn/rules';
import { pick, seeded } from '@sojourn/rules/oracle';
import Publicodes from 'publicodes';
import { logicOf } from './logic.ts';
import { median, perSecond, shown } from './measure.ts';
import { peersFor, publicodesRules } from './peers.ts';

type Known = Readonly<Record<string, FactValue>>;
const { catalogue } = JSON.parse(readFileSync(new URL('../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };
const DAY = '2026-11-24' as never;
const rules = rulesOf(catalogue.rulebooks, DAY);
const settling = settledBy(catalogue.rulebooks, DAY);
const people = 500;
const context: Context = { day: DAY, rules, values: valueRulesOf(catalogue.rulebooks, DAY), relations: {} };

type Named = { readonly name: string; readonly rules: readonly Expression[] };
const books: readonly Named[] = [
  ...catalogue.rulebooks.map((book) => ({ name: `rulebook ${book.id}`, rules: book.rules.flatMap((one) => ('rule' in one ? [one.rule] : [])) })),
  ...catalogue.programmes.map((programme) => ({ name: `programme ${programme.id}`, rules: programme.tests.map(({ rule }) => rule) })),
];

/** Every fact that the rule may read, also through the rules that settle facts. */
function factsUnder(rule: Expression, seen: ReadonlySet<string> = new Set()): readonly string[] {
  const found = factsIn(rule, rules).filter((fact) => !seen.has(fact));
  const now = new Set([...seen, ...found]);
  return [
    ...new Set(
      found.flatMap((fact) => {
        const under = settling.get(fact);
        return under === undefined ? [fact] : [fact, ...factsUnder(under as Expression, now)];
      }),
    ),
  ];
}

function factsFor(known: Known, alternatives: readonly string[] | undefined): Facts {
  const recorded: Facts = {
    value: (fact) => known[fact] ?? { is: 'not-asked' },
    collection: (name) => (name === 'alternatives' ? alternatives?.map((answer) => ({ answer })) : undefined),
  };
  return withDerivedFacts(recorded, settling, context);
}

function person(random: () => number, rule: Expression, missing: number): { readonly known: Known; readonly alternatives: readonly string[] | undefined } {
  const known = Object.fromEntries(
    factsUnder(rule)
      .filter((fact) => !settling.has(fact))
      .flatMap((fact): readonly (readonly [string, FactValue])[] => {
        if (random() < missing) return [];
        return [
          [fact, { is: 'value', value: pick(random, valuesRulesSee(fact, [...rules.values(), rule, ...([...settling.values()] as Expression[])], DAY)) }],
        ];
      }),
  );
  return {
    known,
    alternatives:
      random() < missing ? undefined : Array.from({ length: Math.floor(random() * 3) }, () => pick(random, ['can-help', 'cannot-help', 'no-reply'])),
  };
}

/** Each rulebook and each programme's tests; engines beside it where they can say its rules at all. */
export async function catalogueTable(seeds: readonly number[], milliseconds: number): Promise<{ readonly lines: readonly string[]; readonly wrong: number }> {
  const lines = [
    '| rules | of them others can say | Sojourn, all of a book together | Sojourn, rule by rule | publicodes | json-rules-engine | zen-engine | feelin | plain JavaScript |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  let wrong = 0;
  for (const book of books) {
    const said = book.rules.flatMap((rule) => {
      const atoms = new Map<string, Expression>();
      const logic = logicOf(rule, rules, settling, atoms);
      return logic === undefined ? [] : [{ rule, logic, atoms: [...atoms.values()] }];
    });
    const ours: number[] = [];
    const singly: number[] = [];
    const theirs = new Map<string, { speeds: number[]; wrong: number; asked: number }>();
    for (const seed of seeds) {
      const random = seeded(seed);
      const together = askingTogether(book.rules, settling, context);
      const alone = book.rules.map((rule) => askingTogether([rule], settling, context));
      const persons = Array.from({ length: people }, () => person(random, { all: book.rules }, 0.25));
      const drawn = persons.map(({ known, alternatives }) => factsFor(known, alternatives));
      wrong += wrongAnswers(random, book.rules, persons, together, alone);
      // What comes out is kept for a while, as somebody who shows it would: it cannot be optimised away.
      const kept: unknown[] = new Array(people);
      let at = 0;
      const keep = (one: unknown) => {
        kept[at] = one;
        at = (at + 1) % kept.length;
      };
      ours.push((await perSecond(drawn, (one) => keep(together(one)), milliseconds)) * book.rules.length);
      singly.push(
        (await perSecond(
          drawn,
          (one) => {
            for (const ask of alone) keep(ask(one));
          },
          milliseconds,
        )) * book.rules.length,
      );
      for (const { rule, logic, atoms } of said) {
        const values = drawn.slice(0, 120).map((facts) => {
          return Object.fromEntries(
            atoms.map((atom, at) => {
              const { is } = evaluate(atom, facts, context);
              return [`a${at + 1}`, is === 'yes' ? true : is === 'no' ? false : undefined];
            }),
          );
        });
        const truth = drawn.slice(0, 120).map((one) => evaluate(rule, one, context).is);
        for (const peer of peersFor(logic)) {
          const its = theirs.get(peer.name) ?? { speeds: [], wrong: 0, asked: 0 };
          theirs.set(peer.name, its);
          its.speeds.push(await perSecond(values, peer.decide, milliseconds / 4));
          for (const [at, one] of values.entries()) {
            its.asked += 1;
            if (
              (await Promise.resolve()
                .then(() => peer.decide(one))
                .catch(() => 'threw')) !== truth[at]
            )
              its.wrong += 1;
          }
        }
      }
    }
    const cells = [...theirs.values()].map(({ speeds, wrong, asked }) => `${shown(median(speeds))}, ${wrong}/${asked} wrong`);
    lines.push(
      `| ${book.name} | ${said.length} of ${book.rules.length} | ${shown(median(ours))} | ${shown(median(singly))} | ${(cells.length === 0 ? ['–', '–', '–', '–', '–'] : cells).join(' | ')} |`,
    );
  }
  return { lines, wrong };
}

type Ask = ReturnType<typeof askingTogether>;
const names = ['no', 'unknown', 'yes', 'not-applicable'] as const;

/** Each answer and each set of missing facts against `decide` alone; and a firm answer against three ways to fill every gap. */
function wrongAnswers(
  random: () => number,
  asked: readonly Expression[],
  persons: readonly ReturnType<typeof person>[],
  together: Ask,
  alone: readonly Ask[],
): number {
  let wrong = 0;
  const whole: Expression = { all: asked };
  for (const { known, alternatives } of persons) {
    const facts = factsFor(known, alternatives);
    const [is, missing] = [together(facts).flatMap((one) => one.is), together(facts).flatMap((one) => one.missing)];
    const full = [0, 1, 2].map(() => {
      const filled = person(random, whole, 0);
      return factsFor({ ...filled.known, ...known }, alternatives ?? filled.alternatives);
    });
    for (const [at, rule] of asked.entries()) {
      const decision = decide(rule, facts, context);
      const [one] = alone[at]?.(facts) ?? [];
      const open = [...decision.missing()].sort().join();
      const right =
        names[is[at] ?? 1] === decision.is &&
        names[one?.is[0] ?? 1] === decision.is &&
        [...(missing[at] ?? [])].sort().join() === open &&
        [...(one?.missing[0] ?? [])].sort().join() === open &&
        (!decision.firm() || full.every((other) => decide(rule, other, context).is === decision.is));
      if (!right) wrong += 1;
    }
  }
  return wrong;
}

/** Questions until a programme's tests are settled: ours, the order of the form, and the order of publicodes' missing variables. */
export function questionsTable(seeds: readonly number[]): readonly string[] {
  const lines = [
    '| programme | people | Sojourn | form order | publicodes’ order | most sensitive questions asked: ours, form |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const programme of [
    ...catalogue.programmes.map((one) => ({ id: one.id, rule: { all: one.tests.map(({ rule }) => rule) } as Expression })),
    ...catalogue.rulebooks.flatMap((book) => book.rules.flatMap((one) => ('rule' in one ? [{ id: `${book.id}: ${one.id}`, rule: one.rule }] : []))),
  ]) {
    const entries = catalogue.facts.map(({ id, sensitivity, askable }) => ({ fact: id, sensitivity, askable }));
    const form = catalogue.facts.filter(({ id, askable }) => askable && factsUnder(programme.rule).includes(id)).map(({ id }) => id);
    if (form.length === 0) continue;
    const sensitive = new Set(catalogue.facts.filter(({ sensitivity }) => sensitivity >= 2).map(({ id }) => id));
    const atoms = new Map<string, Expression>();
    const parts = ('all' in programme.rule ? programme.rule.all : [programme.rule]).map((rule) => logicOf(rule, rules, settling, atoms));
    const can = parts.every((part) => part !== undefined) ? publicodesRules({ all: parts.flatMap((part) => part ?? []) }) : undefined;
    const engine = can === undefined ? undefined : new Publicodes(can.rules as never);
    const atomList = [...atoms.values()];
    const counts = { ours: 0, form: 0, theirs: 0, people: 0, sensitiveOurs: 0, sensitiveForm: 0 };
    for (const seed of seeds) {
      const random = seeded(seed);
      for (let n = 0; n < 40; n += 1) {
        const { known, alternatives } = person(random, programme.rule, 0);
        const start = Object.fromEntries(Object.entries(known).filter(([fact]) => !form.includes(fact)));
        const settledBySomebody = (held: Known) => decide(programme.rule, factsFor(held, alternatives), context).is !== 'unknown';
        const interview = (next: (held: Known) => string | undefined): readonly string[] => {
          let held: Known = start;
          const asked: string[] = [];
          for (
            let question = settledBySomebody(held) ? undefined : next(held);
            question !== undefined;
            question = settledBySomebody(held) ? undefined : next(held)
          ) {
            asked.push(question);
            const value = known[question];
            if (value === undefined) break;
            held = { ...held, [question]: value };
          }
          return asked;
        };
        const ours = interview((held) => nextQuestion(programme.rule, factsFor(held, alternatives), entries, context));
        const inForm = interview((held) => form.find((fact) => held[fact] === undefined));
        counts.ours += ours.length;
        counts.form += inForm.length;
        counts.sensitiveOurs += ours.filter((fact) => sensitive.has(fact)).length;
        counts.sensitiveForm += inForm.filter((fact) => sensitive.has(fact)).length;
        counts.people += 1;
        if (engine !== undefined && can !== undefined)
          counts.theirs += interview((held) => {
            const facts = factsFor(held, alternatives);
            const situation = Object.fromEntries(
              atomList.flatMap((atom, at) => {
                const { is } = evaluate(atom, facts, context);
                return is === 'unknown' ? [] : [[`a${at + 1}`, is === 'yes' ? 'oui' : 'non']];
              }),
            );
            engine.setSituation(situation as never);
            const missing = Object.entries(engine.evaluate(can.root).missingVariables).sort((a, b) => b[1] - a[1]);
            for (const [name] of missing) {
              const atom = atomList[Number(name.slice(1)) - 1];
              const fact = atom !== undefined && 'fact' in atom ? atom.fact : undefined;
              if (fact !== undefined && form.includes(fact) && held[fact] === undefined) return fact;
            }
            return form.find((fact) => held[fact] === undefined);
          }).length;
      }
    }
    const mean = (n: number) => (n / counts.people).toFixed(2);
    lines.push(
      `| ${programme.id} | ${counts.people} | ${mean(counts.ours)} | ${mean(counts.form)} | ${engine === undefined ? 'cannot say it' : mean(counts.theirs)} | ${mean(counts.sensitiveOurs)}, ${mean(counts.sensitiveForm)} |`,
    );
  }
  return lines;
}
