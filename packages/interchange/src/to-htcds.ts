import type { JsonValue } from '@sojourn/kernel';
import { labelOf, standardNames, useOf } from './htcds-columns.ts';
import type { PlaceCode } from './read-fact.ts';

/** The column that carries a fact, where the standard has one. */
export function htcdsColumnOf(fact: string): string | undefined {
  return standardNames.find((name) => {
    const use = useOf(name);
    return use.as === 'fact' && use.fact === fact;
  });
}

export type CodedRecord = { readonly caseCode: string; readonly facts: ReadonlyMap<string, JsonValue> };

/**
 * Coded facts as the official spreadsheet has them: names in the first row, labels in the second, a running number in column A; read
 * back, they are the same facts. Only those of whom the ledger said that they agreed may be handed in: con_Consent says so of each.
 * A question that was not asked, not known or declined is an empty cell: the standard has no word for it.
 */
export function toHtcds(facts: readonly string[], records: readonly CodedRecord[], places: readonly PlaceCode[]): readonly (readonly string[])[] {
  const columns = facts.flatMap((fact) => {
    const name = htcdsColumnOf(fact);
    return name === undefined ? [] : [{ fact, name }];
  });
  return [
    ['', 'sojourn_case', 'con_Consent', ...columns.map(({ name }) => name)],
    ['', 'Case', labelOf('con_Consent'), ...columns.map(({ name }) => labelOf(name))],
    ...records.map(({ caseCode, facts: held }, at) => [
      `${at + 1}`,
      caseCode,
      'TRUE',
      ...columns.map(({ fact, name }) => cellOf(name, held.get(fact), places)),
    ]),
  ];
}

function cellOf(column: string, value: JsonValue | undefined, places: readonly PlaceCode[]): string {
  if (value === undefined || value === null) return '';
  const use = useOf(column);
  const isCountry = use.as === 'fact' && use.kind === 'country';
  return [value]
    .flat()
    .map((one) => (isCountry ? country(String(one), places) : String(one)))
    .join(';');
}

/** Two letters, as the standard's form has them; XXA is how travel documents write that somebody has no State. */
function country(code: string, places: readonly PlaceCode[]): string {
  if (code === 'stateless') return 'XXA';
  const iso2 = places.find(({ iso3 }) => iso3 === code)?.iso2;
  // As a cell, NA and NO are read as words.
  return iso2 === undefined || iso2 === 'NA' || iso2 === 'NO' ? code : iso2;
}
