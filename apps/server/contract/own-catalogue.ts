import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bundle, bundleHashOf } from '@sojourn/catalogue';
import { plainDate } from '@sojourn/kernel';
import type { Rulebook } from '@sojourn/rules';

/** The catalogue with one more rulebook, as a file that a server may be started with: values, a table, and a rule of which the law has two versions. */
export function catalogueWithValues(): string {
  const { catalogue } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', '.cache', 'catalogue.json'), 'utf8')) as Bundle;
  const citation = 'invented for this test';
  const share = { id: 'shared-cost', citation };
  const invented: Rulebook = {
    id: 'invented',
    review: 'unreviewed',
    source: 'general-knowledge',
    standing: 'derived-from-the-record',
    rules: [
      { id: 'age.years', citation, gives: { from: { fact: 'person.birth-date' }, to: { day: 'facts' }, in: 'years' } },
      {
        id: 'reflection.days',
        citation,
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
      { ...share, lawTo: plainDate('2025-12-31'), rule: { fact: 'fund.double-funded', is: true } },
      { ...share, lawFrom: plainDate('2026-01-01'), rule: { fact: 'fund.double-funded', is: false } },
    ],
  };
  const more = { ...catalogue, rulebooks: [...catalogue.rulebooks, invented] };
  const file = join(mkdtempSync(join(tmpdir(), 'sojourn catalogue ')), 'catalogue.json');
  writeFileSync(file, JSON.stringify({ catalogue: more, hash: bundleHashOf(more) }));
  return file;
}
