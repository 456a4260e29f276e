import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Reviewable, reviewables, reviewsFile } from '@sojourn/catalogue';
import { z } from 'zod';
import { readCatalogue } from './catalogue-files.ts';

export const applyReviewsUsage = `apply-reviews FILE [--write]
  Takes reviews that a desk exported over into the catalogue’s files: who answers for what, since when. Shows each and writes nothing;
  --write writes them. What has changed since it was reviewed is left out and named: it is to be read again. What was said of the law is
  listed: first what is called wrong, with the article and the reason; whoever keeps the catalogue corrects the file.`;

const fileSchema = z.object({
  format: z.enum(['sojourn-reviews-1', reviewsFile.format]),
  reviews: reviewsFile.reviews,
  remarks: reviewsFile.remarks.default([]),
});
type Review = z.output<typeof fileSchema>['reviews'][number];
type Say = (line: string) => void;

export function applyReviews(words: readonly string[], say: Say, root: string): number {
  const file = words.find((word) => !word.startsWith('--'));
  const { catalogue, problems } = readCatalogue(root);
  if (file === undefined || catalogue === undefined) {
    say(file === undefined ? applyReviewsUsage : `The catalogue has ${problems.length} problems: see them with sojourn catalogue check`);
    return 1;
  }
  const { reviews, remarks } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const items = new Map(reviewables(catalogue).map((item) => [`${item.kind} ${item.key}`, item]));
  const write = words.includes('--write');
  let taken = 0;
  for (const review of reviews) {
    const item = items.get(`${review.kind} ${review.key}`);
    const why = whyNot(item, review);
    if (why !== undefined || item === undefined) {
      say(`! ${review.kind} ${review.key}: ${why}`);
      continue;
    }
    taken += 1;
    say(`+ ${review.kind} ${review.key}: ${review.by.join(', ')}, ${review.on}`);
    if (write) writeReview(root, item, review);
  }
  const stands = (one: (typeof remarks)[number]) => one.wrong && !one.answered && items.get(`${one.kind} ${one.key}`)?.hash === one.hash;
  for (const one of remarks.toSorted((a, b) => Number(stands(b)) - Number(stands(a))))
    say(
      `${stands(one) ? 'WRONG?' : 'note:'} ${one.kind} ${one.key}${one.provision === undefined ? '' : ` ${one.provision}`}: ${one.says} (${one.by}, ${one.on})`,
    );
  const contested = remarks.filter(stands).length;
  if (contested > 0) say(`${contested} parts are called wrong as they stand: correct them, or have somebody who reviews answer why they stand`);
  say(`${reviews.length} reviews read, ${taken} ${write ? 'written' : 'would be written'}, ${reviews.length - taken} left out`);
  return 0;
}

function whyNot(item: Reviewable | undefined, { hash, by }: Review): string | undefined {
  if (item === undefined) return 'the catalogue has no such part';
  if (item.reviewed) return 'is reviewed already';
  if (item.hash !== hash) return 'has changed since it was reviewed';
  return new Set(by).size < item.looks ? 'a machine wrote it: two people look at it' : undefined;
}

const files: Readonly<Record<string, (key: string) => string>> = {
  right: () => 'rights.yaml',
  remedy: () => 'remedies.yaml',
  instrument: (key) => `instruments/${key}.yaml`,
  interpretation: (key) => `interpretation/${key}.yaml`,
  rulebook: (key) => `rulebooks/${key}.yaml`,
  programme: (key) => `programmes/${key}/programme.yaml`,
};

/** The mark alone is changed in the file, so that a diff shows nothing else. */
function writeReview(root: string, { kind, key }: Reviewable, { hash, by, on }: Review): void {
  if (kind === 'text') {
    addText(root, { key, hash, by, on });
    return;
  }
  const path = join(root, files[kind]?.(key) ?? '');
  const text = readFileSync(path, 'utf8');
  const start = kind === 'right' || kind === 'remedy' ? text.indexOf(`- id: "${key}"\n`) : 0;
  const end = kind === 'right' || kind === 'remedy' ? text.indexOf('\n- id: ', start + 1) + 1 || text.length : text.length;
  const part = text.slice(start, end);
  const marked = part.replace(/^( *)review: "unreviewed"$/m, `$1review: { by: ${JSON.stringify(by.join(', '))}, on: "${on}" }`);
  if (start < 0 || marked === part) throw new Error(`${path}: the mark of ${key} was not found`);
  writeFileSync(path, text.slice(0, start) + marked + text.slice(end));
}

function addText(root: string, line: { readonly key: string; readonly hash: string; readonly by: readonly string[]; readonly on: string }): void {
  const path = join(root, 'text-reviews.yaml');
  const text = readFileSync(path, 'utf8').replace(/^\[\]\n?$/m, '');
  const kept = text.split('\n').filter((one) => one !== '' && !one.startsWith(`- { key: ${JSON.stringify(line.key)},`));
  const { key, hash, by, on } = line;
  const added = `- { key: ${JSON.stringify(key)}, hash: "${hash}", by: [${by.map((one) => JSON.stringify(one)).join(', ')}], on: "${on}" }`;
  writeFileSync(path, `${[...kept, added].join('\n')}\n`);
}
