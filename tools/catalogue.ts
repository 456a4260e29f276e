import { join } from 'node:path';
import { argv, exit } from 'node:process';
import { parseArgs } from 'node:util';
import { applyReviews, applyReviewsUsage } from './apply-reviews.ts';
import { checkOverlay, checkOverlayUsage } from './check-overlay.ts';
import { importStatus, importStatusUsage } from './import-status.ts';

/** What a maintainer does to the catalogue's files: `sojourn catalogue …`. */
const { values, tokens } = parseArgs({ args: argv.slice(2), options: { catalogue: { type: 'string' } }, strict: false, allowPositionals: true, tokens: true });
const root = typeof values.catalogue === 'string' ? values.catalogue : join(import.meta.dirname, '..', 'catalogue');
const own = new Set(
  tokens.flatMap((token) =>
    token.kind === 'option' && token.name === 'catalogue' ? [token.index, ...(token.inlineValue === true ? [] : [token.index + 1])] : [],
  ),
);
const [command, ...words] = argv.slice(2).filter((_, index) => !own.has(index));
const say = (line: string) => console.log(line);

if (command === 'import-status') exit(importStatus(words, say, root));
if (command === 'apply-reviews') exit(applyReviews(words, say, root));
if (command === 'check-overlay') exit(checkOverlay(words, say, root));
console.error(
  `sojourn catalogue\n  ${importStatusUsage}\n  ${applyReviewsUsage}\n  ${checkOverlayUsage}\n  --catalogue FOLDER: another folder than this installation’s own.`,
);
exit(1);
