import { readFileSync } from 'node:fs';

/** Of the whole: one number, in the root's package.json. Backups and journals have format numbers of their own. */
export const version: string = (JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { readonly version: string }).version;
