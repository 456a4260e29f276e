import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shownProblem } from '@sojourn/catalogue';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue-files.ts';

const real = join(import.meta.dirname, '..', 'catalogue');
const programme = 'programmes/gaf-2013/programme.yaml';

/** The problems of a catalogue in which one rule of the fund's second test is another. */
function withRule(rule: string, file = programme, find: RegExp = /rule: \{ fact: "trafficking\.border-crossed", is: true \}/) {
  const root = join(mkdtempSync(join(tmpdir(), 'rules-')), 'catalogue');
  cpSync(real, root, { recursive: true });
  const text = readFileSync(join(root, file), 'utf8');
  if (!find.test(text)) throw new Error('The rule to change is not there');
  writeFileSync(join(root, file), text.replace(find, rule));
  return readCatalogue(root).problems.map(shownProblem);
}
const line =
  readFileSync(join(real, programme), 'utf8')
    .split('\n')
    .findIndex((text) => text.includes('trafficking.border-crossed')) + 1;
const table = (rows: string) =>
  `rule: { compare: { table: { hit: "unique", inputs: [{ name: "age", of: { fact: "person.age" }, domain: { whole: { from: 0, to: 120 } } }], rows: [${rows}] } }, is: { value: 1 } }`;

describe('a mistake in a rule is found, with file, line and column', () => {
  it.each([
    ['a fact nobody declared', 'rule: { fact: "trafficking.border", is: true }', 19, 'reads a fact nobody declared: trafficking.border'],
    ['a fact nobody is ever asked', 'rule: { fact: "trafficking.htcds-status", is: "victim" }', 19, 'nobody is asked and no rule settles'],
    ['years asked of a yes or no', 'rule: { fact: "trafficking.border-crossed", younger-than: 18 }', 63, 'wrong unit'],
    ['a text where yes or no is kept', 'rule: { fact: "trafficking.border-crossed", is: "crossed" }', 53, 'wrong unit'],
    ['a code that is not in its list', 'rule: { fact: "trafficking.conclusion", is: "certain" }', 49, 'no such code'],
    [
      'a branch that nothing reaches',
      'rule: { all: [{ fact: "person.detained", is: true }, { not: { fact: "person.detained", is: true } }] }',
      18,
      'nothing reaches this',
    ],
    [
      'a guard that never holds',
      'rule: { when: { all: [{ fact: "person.age", at-least: 18 }, { fact: "person.age", less-than: 18 }] }, then: { fact: "person.detained", is: true } }',
      113,
      'nothing reaches this',
    ],
    [
      'a gap in a table',
      table('{ when: [{ less-than: 18 }], gives: { value: 1 } }, { when: [{ more-than: 18 }], gives: { value: 2 } }'),
      150,
      'no row for: age 18',
    ],
    [
      'an overlap in a table',
      table('{ when: [{ at-most: 18 }], gives: { value: 1 } }, { when: [{ at-least: 18 }], gives: { value: 2 } }'),
      201,
      'contradicts another row: with row 1: age 18',
    ],
    ['a misspelt key, deep inside', 'rule: { all: [{ fact: "person.detained", iss: true }, { always: true }] }', 19, 'this is no rule'],
  ] as const)('%s', (_what, rule, column, words) => {
    const problems = withRule(rule);
    expect(
      problems.some((problem) => problem.startsWith(`catalogue/${programme}:${line}:${column}: `) && problem.includes(words)),
      problems.join('\n'),
    ).toBe(true);
  });
  it('a rule without its citation', () => {
    const problems = withRule('citation: ""', 'rulebooks/identification.yaml', /citation: "CRC 1"/);
    expect(problems.join('\n')).toMatch(/catalogue\/rulebooks\/identification\.yaml:8:15: rules\.0\.citation/);
  });
  it('a rule that both answers and computes', () => {
    const problems = withRule(
      'gives: { value: 1 }\n    rule: { fact: "person.birth-date", younger-than: 18 }',
      'rulebooks/identification.yaml',
      /rule: \{ fact: "person\.birth-date", younger-than: 18 \}/,
    );
    expect(problems.join('\n')).toMatch(/identification\.yaml:7:5: .*one of the two/);
  });
});
