import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rulebook = {
  id: 'invented',
  review: 'unreviewed',
  source: 'general-knowledge',
  standing: 'derived-from-the-record',
  rules: [
    {
      id: 'reflection.days',
      citation: 'invented for this journey',
      gives: {
        table: {
          hit: 'unique',
          inputs: [{ name: 'child', of: { fact: 'person.treat-as-child' }, domain: { 'yes-no': true } }],
          rows: [
            { when: [{ is: true }], gives: { value: 90 } },
            { when: [{ is: false }], gives: { value: 30 } },
          ],
        },
      },
    },
  ],
};

const script = `
import { readFileSync, writeFileSync } from 'node:fs';
import { bundleHashOf } from '@sojourn/catalogue';
const { catalogue } = JSON.parse(readFileSync('.cache/catalogue.json', 'utf8'));
const more = { ...catalogue, rulebooks: [...catalogue.rulebooks, JSON.parse(process.env.RULEBOOK)] };
writeFileSync(process.env.FILE, JSON.stringify({ catalogue: more, hash: bundleHashOf(more) }));
`;

/** The catalogue with a rulebook more, as a file a server may be started with: how many days to reflect, from a table. */
export function catalogueWithTable(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sojourn catalogue ')), 'catalogue.json');
  const env = { ...process.env, RULEBOOK: JSON.stringify(rulebook), FILE: file };
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: join(import.meta.dirname, '..'), env });
  return file;
}
