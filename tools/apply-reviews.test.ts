import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reviewables } from '@sojourn/catalogue';
import { expect, it } from 'vitest';
import { applyReviews } from './apply-reviews.ts';
import { readCatalogue } from './catalogue-files.ts';

const real = join(import.meta.dirname, '..', 'catalogue');

function taking(reviews: readonly Readonly<Record<string, unknown>>[], ...more: readonly string[]) {
  const root = join(mkdtempSync(join(tmpdir(), 'reviews-')), 'catalogue');
  cpSync(real, root, { recursive: true });
  const file = join(root, '..', 'reviews.json');
  writeFileSync(file, JSON.stringify({ format: 'sojourn-reviews-1', bundleHash: 'x', reviews }));
  const said: string[] = [];
  const code = applyReviews([file, ...more], (line) => said.push(line), root);
  return { root, code, said: said.join('\n') };
}
const { catalogue } = readCatalogue(real);
if (catalogue === undefined) throw new Error('The catalogue does not hold');
const hashOf = (kind: string, key: string) => reviewables(catalogue).find((one) => one.kind === kind && one.key === key)?.hash ?? '';
const by = (...names: readonly string[]) => ({ by: names, on: '2026-11-25' });

it('a review is written where the part stands, changes nothing else, and the catalogue still holds', () => {
  const whole = (root: string) => ['rights.yaml', 'instruments/cat.yaml', 'remedies.yaml'].map((file) => readFileSync(join(root, file), 'utf8'));
  const reviews = [
    { kind: 'right', key: 'R03', hash: hashOf('right', 'R03'), ...by('Lina Rahal') },
    { kind: 'instrument', key: 'cat', hash: hashOf('instrument', 'cat'), ...by('Lina Rahal') },
    { kind: 'remedy', key: 'ombuds', hash: hashOf('remedy', 'ombuds'), ...by('Lina Rahal') },
    { kind: 'text', key: 'fr rights R03', hash: hashOf('text', 'fr rights R03'), ...by('Lina Rahal', 'Omar Sy') },
  ];
  const shown = taking(reviews);
  expect([shown.code, whole(shown.root)]).toEqual([0, whole(real)]);
  const { root } = taking(reviews, '--write');
  const after = readCatalogue(root).catalogue;
  const marked = after?.rights.filter(({ review }) => review !== 'unreviewed').map(({ id, review }) => [id, review]);
  expect(marked).toEqual([['R03', { by: 'Lina Rahal', on: '2026-11-25' }]]);
  expect(after?.instruments.filter(({ review }) => review !== 'unreviewed').map(({ id }) => id)).toEqual(['cat']);
  expect(after?.remedies.filter(({ review }) => review !== 'unreviewed').map(({ id }) => id)).toEqual(['ombuds']);
  expect(after?.textReviews).toEqual([{ key: 'fr rights R03', hash: hashOf('text', 'fr rights R03'), by: ['Lina Rahal', 'Omar Sy'], on: '2026-11-25' }]);
  const lines = (text: string) => text.split('\n');
  for (const [at, text] of whole(root).entries())
    expect(lines(text).filter((line, index) => line !== lines(whole(real)[at] ?? '')[index]).length, String(at)).toBe(1);
});

it('what changed since, is reviewed by too few, or is not there, is left out and named', () => {
  const { said } = taking(
    [
      { kind: 'right', key: 'R03', hash: '0000000000000000', ...by('Lina Rahal') },
      { kind: 'text', key: 'fr rights R03', hash: hashOf('text', 'fr rights R03'), ...by('Lina Rahal', 'Lina Rahal') },
      { kind: 'right', key: 'R999', hash: '0000000000000000', ...by('Lina Rahal') },
    ],
    '--write',
  );
  expect(said).toContain('! right R03: has changed since it was reviewed');
  expect(said).toContain('! text fr rights R03: a machine wrote it: two people look at it');
  expect(said).toContain('! right R999: the catalogue has no such part');
  expect(said).toContain('0 written, 3 left out');
});
