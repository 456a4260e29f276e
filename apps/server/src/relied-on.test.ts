import { readFileSync } from 'node:fs';
import { entryKinds } from '@sojourn/casework';
import type { Catalogue } from '@sojourn/catalogue';
import { filingKinds } from '@sojourn/consent';
import { expect, it } from 'vitest';
import { filingsRestOn, restsOn } from './relied-on.ts';

const { catalogue } = JSON.parse(readFileSync(new URL('../../../.cache/catalogue.json', import.meta.url), 'utf8')) as { readonly catalogue: Catalogue };

it('every kind of entry is a decision that rests on the catalogue, or decides nothing; a decision names kinds, rights, filings and rulebooks that are there', () => {
  const rights = new Set(catalogue.rights.map(({ id }) => id));
  const books = new Set(catalogue.rulebooks.map(({ id }) => id));
  expect(Object.keys(restsOn).sort()).toEqual([...entryKinds].sort());
  expect(Object.keys(filingsRestOn).sort()).toEqual([...filingKinds].sort());
  for (const one of [...Object.values(restsOn).flatMap((grounds) => grounds?.rights ?? []), ...Object.values(filingsRestOn).flat()])
    expect(rights.has(one), one).toBe(true);
  for (const grounds of Object.values(restsOn)) expect(grounds?.rulebook === undefined || books.has(grounds.rulebook)).toBe(true);
});
