// Random rules against the slow reading, against every filling of the gaps, and with one fact more. Ends with 1 when anything is wrong.
// node bench/rules-oracle.ts [trees] [seed]
import { trials } from '@sojourn/rules/oracle';

const trees = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Math.floor(Date.now() / 1_000));
console.log(`seed ${seed}, ${trees} trees of facts, guards, exceptions and lists, and as many with presumptions`);
const found = [trials(seed, trees, false), trials(seed + 1, trees, true)];
for (const { answers, settled, wrong } of found) console.log(`${wrong.length} wrong; ${settled} firm; ${JSON.stringify(answers)}`);
for (const one of found.flatMap(({ wrong }) => wrong).slice(0, 5)) console.log(one);
process.exit(found.every(({ wrong }) => wrong.length === 0) ? 0 : 1);
