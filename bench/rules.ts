// The rules kernel beside five others, in one run: node bench/rules.ts [milliseconds for each measurement] [file to write]
// Wrong answers end it with 1; numbers never do.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { catalogueTable, questionsTable } from './rules/catalogue.ts';
import { columnarTable } from './rules/columnar.ts';
import { generatorTable } from './rules/generator.ts';
import { questionsOnGenerator } from './rules/questions.ts';

const milliseconds = Number(process.argv[2] ?? 400);
const seeds = [1, 2, 3, 4, 5];
const load = loadavg()[0]?.toFixed(1);
const generator = await generatorTable(seeds, milliseconds);
const questions = questionsOnGenerator(seeds, 12, 12);
const columnar = columnarTable(seeds, 1_000_000);
const books = await catalogueTable(seeds, milliseconds);
const programmes = questionsTable(seeds);
const page = `# The rules kernel, measured

Run on ${new Date().toISOString().slice(0, 10)}, ${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; load of the machine when it began: ${load}. One run, seeds ${seeds.join(', ')}; made by \`node bench/rules.ts\`. Decisions are counted for each second of processor time, because other work shares the machine; ratios tell more than numbers.

## Generated rules: 16 facts, three deep, a quarter of the facts missing

Right is what strong Kleene logic says, by the slow reading in \`packages/rules/src/oracle\`. **Not known → no** is the harm: a person refused because a box was empty.

${generator.lines.join('\n')}

## Questions to a decision on the generated rules, nothing known at the start

Ours stops when every way to answer the rest leads to the same answer. Mean of all seeds: ${questions.mean.toFixed(2)}.

${questions.lines.join('\n')}

## What if a rule changed, for a million people

A generated rule with one clause on age more, sixteen or eighteen: both answered column by column, with the rows of everybody who would be answered differently.

${columnar.lines.join('\n')}

## Every rulebook and every programme of the catalogue

Rules with guards, presumptions, lists or facts that other rules settle cannot be written for the others; where they can, each comparison was answered for them first. People are drawn at random, a quarter of the facts missing. Ours goes through all the rules of the book, settled facts and lists included, with every part’s answer and the missing facts copied out: once together, where what the rules share is worked out once for each person, and once rule by rule.

${books.lines.join('\n')}

Wrong among ours: ${books.wrong}. Each answer and each set of missing facts was compared with the one that is worked out alone, and each firm answer with three ways to fill every gap.

## Questions for each programme and rule

Facts that people are not asked (consent, other places that were asked) are known at the start.

${programmes.join('\n')}
`;
console.log(page);
if (process.argv[3] !== undefined) writeFileSync(process.argv[3], page);
process.exit(generator.wrong + books.wrong === 0 ? 0 : 1);
