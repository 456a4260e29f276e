import type { DataClass } from '@sojourn/consent';

const classOfFact: Readonly<Record<string, DataClass>> = {
  'safety.medical-emergency': 'health',
  'safety.suicide-risk': 'health',
  'place.present-country': 'location',
  'place.transit-countries': 'journey',
  'person.regular-situation': 'legal',
  'person.seeks-asylum': 'legal',
  'person.detained': 'legal',
  'person.smuggled': 'journey',
  'age.disputed': 'demographics',
};
const classOfFamily: Readonly<Record<string, DataClass>> = {
  safety: 'safety',
  person: 'demographics',
  trafficking: 'exploitation',
  needs: 'needs',
  health: 'health',
  family: 'family',
  place: 'location',
  legal: 'legal',
};

/** Undefined: nobody said what kind of data this fact is, so it does not leave. */
export function classOfFactId(fact: string): DataClass | undefined {
  return classOfFact[fact] ?? classOfFamily[fact.split('.')[0] ?? ''];
}

const classOfField: Readonly<Record<string, DataClass>> = {
  name: 'identity',
  nickname: 'identity',
  'name-parts': 'identity',
  'document-number': 'identity',
  said: 'identity',
  'safe-contact': 'contact',
  reason: 'words',
  note: 'words',
  summary: 'words',
};

/** Undefined: never shared, as for a raw row of an import. */
export function classOfSealedField(field: string): DataClass | undefined {
  return classOfField[field];
}
