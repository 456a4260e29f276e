import { decide, type Expression, type Facts, nextQuestion } from '@sojourn/rules';
import { measuredRule, seeded } from '@sojourn/rules/oracle';
import Publicodes from 'publicodes';
import { logicOf } from './logic.ts';
import { publicodesRules } from './peers.ts';

const NAMES = Array.from({ length: 16 }, (_, at) => `f${at}`);
type Known = Readonly<Record<string, boolean | undefined>>;
const factsFrom = (known: Known): Facts => ({
  value: (fact) => (known[fact] === undefined ? { is: 'not-asked' } : { is: 'value', value: known[fact] }),
  collection: () => undefined,
});
const entries = NAMES.map((fact) => ({ fact, sensitivity: 0, askable: true }));

/** Questions until the generated rules are settled, nothing known at the start; the floor is the smallest certificate of the answer. */
export function questionsOnGenerator(
  seeds: readonly number[],
  rulesEach: number,
  peopleEach: number,
): { readonly lines: readonly string[]; readonly mean: number } {
  const lines = [
    '| seed | Sojourn | form order | publicodes’ order | smallest certificate (knows the answers beforehand) |',
    '| --- | ---: | ---: | ---: | ---: |',
  ];
  const means: number[] = [];
  for (const seed of seeds) {
    const random = seeded(seed);
    let [ours, form, theirs, floor, people] = [0, 0, 0, 0, 0];
    for (let r = 0; r < rulesEach; r += 1) {
      const rule = measuredRule(random);
      const { engine, root, nameOf } = publicodesOrder(rule);
      for (let p = 0; p < peopleEach; p += 1) {
        const truth: Known = Object.fromEntries(NAMES.map((name) => [name, random() < 0.5]));
        const interview = (next: (known: Known) => string | undefined): number => {
          let known: Known = {};
          for (let asked = 0; ; asked += 1) {
            const question = decide(rule, factsFrom(known)).is === 'unknown' ? next(known) : undefined;
            if (question === undefined) return asked;
            known = { ...known, [question]: truth[question] };
          }
        };
        people += 1;
        ours += interview((known) => nextQuestion(rule, factsFrom(known), entries));
        form += interview((known) => NAMES.find((name) => known[name] === undefined));
        theirs += interview((known) => {
          engine.setSituation(Object.fromEntries(Object.entries(known).map(([fact, value]) => [nameOf(fact), value === true ? 'oui' : 'non'])) as never);
          const [first] = Object.entries(engine.evaluate(root).missingVariables).sort((a, b) => b[1] - a[1]);
          return NAMES.find((name) => nameOf(name) === first?.[0]);
        });
        floor += decide(rule, factsFrom(truth)).certificate().facts.length;
      }
    }
    means.push(ours / people);
    lines.push(`| ${seed} | ${[ours, form, theirs, floor].map((n) => (n / people).toFixed(2)).join(' | ')} |`);
  }
  return { lines, mean: means.reduce((a, b) => a + b, 0) / means.length };
}

function publicodesOrder(rule: Expression) {
  const atoms = new Map<string, Expression>();
  const logic = logicOf(rule, new Map(), new Map(), atoms);
  if (logic === undefined) throw new Error('The generated rule is one that others can say');
  const { rules, root } = publicodesRules(logic);
  const met = [...atoms.values()].map((one) => ('fact' in one ? one.fact : ''));
  return { engine: new Publicodes(rules as never), root, nameOf: (fact: string) => `a${met.indexOf(fact) + 1}` };
}
