import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  cellText,
  type Expression,
  factsIn,
  type Lexicon,
  type RuleLanguage,
  readCell,
  readSentences,
  readValue,
  tablesIn,
  type ValueExpression,
  withTable,
  writeSentences,
  writeValue,
} from '../index.ts';
import { randomRule, seeded } from '../oracle/index.ts';
import { blockOf, valueBlock } from './block.ts';
import { valueFrom } from './unblock.ts';

const languages = ['en', 'fr', 'es', 'ar'] as const;
const { catalogue } = JSON.parse(readFileSync(new URL('../../../../.cache/catalogue.json', import.meta.url), 'utf8')) as {
  readonly catalogue: {
    readonly facts: readonly { readonly id: string; readonly kind: string; readonly list?: string }[];
    readonly codeLists: Readonly<Record<string, readonly string[]>>;
    readonly texts: Readonly<
      Record<string, { readonly facts: Readonly<Record<string, { readonly name: string }>>; readonly codes: Readonly<Record<string, string>> }>
    >;
    readonly rulebooks: readonly { readonly rules: readonly { readonly id: string; readonly rule?: Expression }[] }[];
    readonly programmes: readonly { readonly tests: readonly { readonly id: string; readonly rule: Expression }[] }[];
    readonly rights: readonly { readonly id: string; readonly holder: Expression }[];
  };
};
const yesNo: Readonly<Record<RuleLanguage, readonly [string, string]>> = { en: ['yes', 'no'], fr: ['oui', 'non'], es: ['sí', 'no'], ar: ['نعم', 'لا'] };
const lexicon = (language: RuleLanguage): Lexicon => {
  const texts = catalogue.texts[language];
  const lists = new Map(catalogue.facts.map(({ id, list }) => [id, list]));
  return {
    language,
    facts: Object.fromEntries(catalogue.facts.map(({ id }) => [id, texts?.facts[id]?.name ?? id])),
    values: (fact) => {
      const list = lists.get(fact);
      return Object.fromEntries(
        (list === undefined ? [] : (catalogue.codeLists[list] ?? [])).map((code) => [code, String(texts?.codes[`${list}.${code}`] ?? code)]),
      );
    },
    yes: yesNo[language][0],
    no: yesNo[language][1],
  };
};
const rules: readonly (readonly [string, Expression])[] = [
  ...catalogue.rulebooks.flatMap((book) => book.rules.flatMap(({ id, rule }) => (rule === undefined ? [] : [[id, rule] as const]))),
  ...catalogue.programmes.flatMap((programme) => programme.tests.map(({ id, rule }) => [id, rule] as const)),
  ...catalogue.rights.map(({ id, holder }) => [id, holder] as const),
];

const withFacts = (one: Lexicon, facts: readonly string[]): Lexicon => ({
  ...one,
  facts: { ...Object.fromEntries(facts.map((fact) => [fact, fact])), ...one.facts },
});

describe('a rule as sentences', () => {
  it.each(rules)('%s: written in French, read in Arabic, and back, it is the same rule', (_id, rule) => {
    const french = readSentences(writeSentences(rule, lexicon('fr')), lexicon('fr'));
    if (!french.ok) throw new Error(JSON.stringify(french.problems));
    const arabic = readSentences(writeSentences(french.rule, lexicon('ar')), lexicon('ar'));
    if (!arabic.ok) throw new Error(JSON.stringify(arabic.problems));
    for (const language of languages) expect(writeSentences(arabic.rule, lexicon(language))).toBe(writeSentences(rule, lexicon(language)));
    expect(blockOf(arabic.rule)).toEqual(blockOf(rule));
  });
  const seed = Number(process.env['SEED'] ?? 20_261_125);
  it(`so is every random rule, in each language (seed ${seed})`, () => {
    const random = seeded(seed);
    for (let run = 0; run < 400; run += 1) {
      const rule = randomRule(random, 3, true);
      for (const language of languages) {
        const one: Lexicon = {
          language,
          facts: { a: 'Alpha: is one', b: 'Bravo', c: 'Bravo', d: 'Delta; or' },
          values: () => ({}),
          yes: yesNo[language][0],
          no: yesNo[language][1],
        };
        const text = writeSentences(rule, one);
        const read = readSentences(text, one);
        if (!read.ok) expect.fail(`seed ${seed} run ${run}: ${JSON.stringify(read.problems)}\n${text}`);
        else expect(blockOf(read.rule), text).toEqual(blockOf(rule));
      }
    }
  });
  it('so are the hard rules, with values and tables', () => {
    const folder = new URL('../fixtures/', import.meta.url);
    for (const name of readdirSync(folder)) {
      const { rules: some } = parse(readFileSync(new URL(name, folder), 'utf8')) as {
        readonly rules: readonly { readonly rule?: Expression; readonly gives?: never }[];
      };
      for (const { rule, gives } of some) {
        if (rule === undefined) expect(valueBlock(valueFrom(valueBlock(gives as never)))).toEqual(valueBlock(gives as never));
        else
          for (const language of languages) {
            const words = withFacts(lexicon(language), factsIn(rule));
            const read = readSentences(writeSentences(rule, words), words);
            if (!read.ok) expect.fail(`${name} ${language}: ${JSON.stringify(read.problems)}\n${writeSentences(rule, words)}`);
            else expect(blockOf(read.rule)).toEqual(blockOf(rule));
          }
      }
    }
  });
  it('reads as a person would write it', () =>
    expect(
      writeSentences(
        {
          all: [
            { fact: 'person.detained', is: true },
            { not: { fact: 'person.birth-date', 'younger-than': 18 }, cite: 'CRC 1' },
          ],
        },
        lexicon('fr'),
      ),
    ).toBe(
      `- TOUTES ces conditions :\n  - ${lexicon('fr').facts['person.detained']} : est oui\n  - PAS : {CRC 1}\n    - ${lexicon('fr').facts['person.birth-date']} : pas encore 18 ans`,
    ));
});

describe('a sentence that is wrong says where', () => {
  const en = lexicon('en');
  const born = en.facts['person.birth-date'];
  it.each([
    ['- ALL of these:\n  - Favourite colour: is yes', 'no-such-fact', 2, 5],
    [`- ALL of these:\n  - ${en.facts['trafficking.conclusion']}: is perhaps`, 'no-such-value', 2, 5 + String(en.facts['trafficking.conclusion']).length + 5],
    ['- ALL of these:\n  - something about help', 'not-a-sentence', 2, 5],
    ['- ALL of these:', 'nothing-below', 1, 3],
    [`- ALL of these:\n      - ${born}: younger than 18 years`, 'too-deep', 2, 1],
    [`- ${born}: younger than many years`, 'wrong-part', 1, 3],
    ['', 'nothing-here', 1, 1],
    ['ALL of these:', 'not-a-sentence', 1, 1],
  ] as const)('%j: %s in line %i, column %i', (text, kind, line, column) => {
    const read = readSentences(text, en);
    expect(read.ok ? [] : read.problems.map((one) => [one.kind, one.line, one.column])).toEqual([[kind, line, column]]);
  });
});

describe('a rule that computes, as sentences and as a table', () => {
  const folder = new URL('../fixtures/', import.meta.url);
  const computing = readdirSync(folder).flatMap((file) => {
    const { rules: some } = parse(readFileSync(new URL(file, folder), 'utf8')) as {
      readonly rules: readonly { readonly id: string; readonly gives?: ValueExpression }[];
    };
    return (some ?? []).flatMap(({ id, gives }) => (gives === undefined ? [] : [[id, gives] as const]));
  });
  it.each(computing)('%s is written in French and read in Arabic', (_id, gives) => {
    for (const language of languages) {
      const words = withFacts(lexicon(language), factsIn(gives));
      expect(readValue(writeValue(gives, words), words)).toEqual({ ok: true, rule: gives });
    }
  });
  it('an answer is no value, and the mistake has its place', () => {
    const words = withFacts(lexicon('en'), ['a.b']);
    expect(readValue(writeSentences({ fact: 'a.b', is: true }, words), words)).toMatchObject({ ok: false, problems: [{ line: 1, column: 3 }] });
  });
  const tables = computing.flatMap(([id, gives]) => tablesIn(gives).map(({ at, table }) => [id, gives, at, table] as const));
  it.each(tables)('every cell of the table in %s is read as it is shown, and put back it is the same rule', (_id, gives, at, table) => {
    for (const row of table.rows) for (const cell of row.when) expect(readCell(cellText(cell))).toEqual(cell);
    expect(withTable(gives, at, { ...table, rows: [...table.rows] })).toEqual(gives);
    const fewer = { ...table, rows: table.rows.slice(1) };
    expect(tablesIn(withTable(gives, at, fewer)).some((one) => one.table.rows.length === table.rows.length - 1)).toBe(true);
  });
  it.each(['perhaps', '= no', '≥', '< "', '', '= ', '∈ [', '∈ 3', '3', '> 3 & what'])('“%s” is no cell', (text) => expect(readCell(text)).toBeUndefined());
});
