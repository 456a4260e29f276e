import { type Column, type Expression, factOfRow, NO_DAY, type Register, whatIf } from '@sojourn/rules';
import { measuredRule, seeded } from '@sojourn/rules/oracle';
import { median } from './measure.ts';

/** What if this rule changed, for a million people: the two rules, who changes from which answer to which, with their rows. */
export function columnarTable(seeds: readonly number[], size: number): { readonly lines: readonly string[]; readonly milliseconds: number } {
  const lines = ['| seed | people | would change | milliseconds of processor time (median of 5) |', '| --- | ---: | ---: | ---: |'];
  const all: number[] = [];
  for (const seed of seeds) {
    const random = seeded(seed);
    const rule = measuredRule(random);
    const withAge = (years: number): Expression => ({
      any: [
        rule,
        {
          all: [
            { fact: 'f0', is: true },
            { fact: 'born', 'younger-than': years },
          ],
        },
      ],
    });
    const [before, after] = [withAge(16), withAge(18)];
    const columns = new Map<string, Column>(
      Array.from({ length: 16 }, (_, at) => [
        `f${at}`,
        { kind: 'codes', values: [true, false], at: Uint8Array.from({ length: size }, () => (random() < 0.25 ? 0 : random() < 0.5 ? 1 : 2)) },
      ]),
    );
    const born = Int32Array.from({ length: size }, () => (random() < 0.25 ? NO_DAY : Math.floor(random() * 20_000)));
    columns.set('born', { kind: 'days', earliest: born, latest: born.map((from) => (from === NO_DAY ? NO_DAY : from + 30)) });
    const register: Register = { size, columns, facts: (row) => ({ value: (fact) => factOfRow(columns, fact, row), collection: () => undefined }) };
    const context = { day: '2026-11-24' as never };
    let changed = 0;
    const runs = Array.from({ length: 7 }, () => {
      const begun = process.cpuUsage();
      const found = whatIf(before, after, register, context);
      changed = found.reduce((sum, { rows }) => sum + rows.length, 0);
      const { user, system } = process.cpuUsage(begun);
      return (user + system) / 1_000;
    }).slice(2);
    all.push(median(runs));
    lines.push(`| ${seed} | ${size.toLocaleString('en')} | ${changed.toLocaleString('en')} | ${median(runs).toFixed(0)} |`);
  }
  return { lines, milliseconds: median(all) };
}
