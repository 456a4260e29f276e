import type { JsonValue } from '@sojourn/kernel';
import type { ImportedRow } from './read-row.ts';

type Sealed = { readonly field: string; readonly subjectId: string; readonly text: string };
export type RowActs = {
  readonly contact: { readonly input: JsonValue; readonly sealed: readonly Sealed[] };
  readonly facts: { readonly input: JsonValue } | undefined;
};

/**
 * One row as the acts that record it: a contact with the whole row sealed, and its coded facts as another organisation's
 * statements. A telephone number in a file is not a safe way to reach someone: it stays in the sealed row until the person says so.
 */
export function actsForRow(row: ImportedRow, who: { readonly personId: string; readonly presentCountry: string }): RowActs {
  const texts = [
    ['name', row.name],
    ['import-row', row.verbatim],
  ] as const;
  const sealed = texts.filter(([, text]) => text !== '').map(([field, text]) => ({ field, subjectId: who.personId, text }));
  const facts = row.facts.map(({ fact, value }) => ({ subjectId: who.personId, fact, source: 'import', answer: { is: 'value', value } }));
  return {
    contact: { input: { personId: who.personId, presentCountry: who.presentCountry, source: 'not-known' }, sealed },
    facts: facts.length === 0 ? undefined : { input: { facts } },
  };
}
