import { type Asking, askingOf } from '@sojourn/rules';
import { measuredRule, seeded, slowly, type World } from '@sojourn/rules/oracle';
import { logicOf } from './logic.ts';
import { median, perSecond, shown } from './measure.ts';
import { peersFor } from './peers.ts';

type Row = { readonly name: string; readonly says: string; speeds: number[]; right: number; toNo: number; toYes: number; toUnknown: number; threw: number };
const NAMES = Array.from({ length: 16 }, (_, at) => `f${at}`);

/** The generated rules, a quarter of the facts missing: speed, and answers compared with the slow reading of strong Kleene logic. */
export async function generatorTable(
  seeds: readonly number[],
  milliseconds: number,
): Promise<{ readonly lines: readonly string[]; readonly wrong: number; readonly ours: number }> {
  const rows = new Map<string, Row>();
  const row = (name: string, says: string): Row => {
    const known = rows.get(name) ?? { name, says, speeds: [], right: 0, toNo: 0, toYes: 0, toUnknown: 0, threw: 0 };
    rows.set(name, known);
    return known;
  };
  let asked = 0;
  for (const seed of seeds) {
    const random = seeded(seed);
    const rule = measuredRule(random);
    const people = Array.from({ length: 500 }, () => Object.fromEntries(NAMES.map((name) => [name, random() < 0.25 ? undefined : random() < 0.5])));
    const truth = people.map((one) =>
      slowly(rule, {
        facts: Object.fromEntries(NAMES.map((name) => [name, one[name] === undefined ? { is: 'not-asked' } : { is: 'value', value: one[name] }])),
        items: [],
      } as unknown as World),
    );
    asked += people.length;
    const asking = askingOf(rule);
    const ours = row('**Sojourn**', 'every part’s answer and the missing facts copied out');
    const rowsOfPeople = people.map((one) => asking.slots.map((slot) => one[slot]));
    ours.speeds.push(await quick(asking, rowsOfPeople, milliseconds));
    for (const [at, one] of rowsOfPeople.entries()) judge(ours, ['no', 'unknown', 'yes'][asking.answer(one).is] ?? 'threw', truth[at] ?? '');
    const atoms = new Map();
    const logic = logicOf(rule, new Map(), new Map(), atoms);
    if (logic === undefined) throw new Error('The generated rule is one that others can say');
    // Their facts are numbered in the order they are met; ours are named.
    const met = [...atoms.values()].map((one: { readonly fact: string }) => one.fact);
    const theirs = people.map((one) => Object.fromEntries(met.map((fact, at) => [`a${at + 1}`, one[fact]])));
    for (const peer of peersFor(logic)) {
      const its = row(peer.name, peer.says);
      its.speeds.push(await perSecond(theirs, peer.decide, milliseconds));
      for (const [at, one] of theirs.entries()) {
        const answer = await Promise.resolve()
          .then(() => peer.decide(one))
          .catch(() => 'threw');
        judge(its, answer, truth[at] ?? '');
      }
    }
  }
  const [first] = rows.values();
  const fastest = median(first?.speeds ?? []);
  return {
    lines: [
      '| engine | decisions/s | of ours | right | not known → no | not known → yes | known → not known | threw | what it says beside the answer |',
      '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
      ...[...rows.values()].map(
        (one) =>
          `| ${one.name} | ${shown(median(one.speeds))} | ${(median(one.speeds) / fastest).toPrecision(2)} | ${one.right}/${asked} | ${one.toNo} | ${one.toYes} | ${one.toUnknown} | ${one.threw} | ${one.says} |`,
      ),
    ],
    wrong: asked - (first?.right ?? 0),
    ours: fastest,
  };
}

async function quick(asking: Asking, people: (boolean | undefined)[][], milliseconds: number): Promise<number> {
  // What comes out is kept for a while, as somebody who shows it would: it cannot be optimised away.
  const kept: unknown[] = new Array(people.length);
  let at = 0;
  return perSecond(
    people,
    (one) => {
      kept[at] = asking.answer(one);
      at = (at + 1) % kept.length;
    },
    milliseconds,
  );
}

function judge(row: Row, answer: string, truth: string): void {
  if (answer === truth) row.right += 1;
  else if (answer === 'threw') row.threw += 1;
  else if (answer === 'unknown') row.toUnknown += 1;
  else if (truth === 'unknown') row[answer === 'no' ? 'toNo' : 'toYes'] += 1;
  else row.toUnknown += 1;
}
