import { isApproximateDate, isPlainDate, type JsonValue } from '@sojourn/kernel';
import type { Catalogue } from './schema.ts';

/** A problem code when no such fact can be recorded or the value is not of its kind; `null` asks about the fact alone. */
export function checkFactValue(catalogue: Catalogue, id: string, value: JsonValue): string | undefined {
  const fact = catalogue.facts.find((f) => f.id === id);
  if (fact === undefined || fact.derived) return 'no-such-fact';
  if (value === null) return undefined;
  const codes = fact.list === undefined ? [] : (catalogue.codeLists[fact.list] ?? []);
  const isPlace = (one: JsonValue) => one === 'stateless' || catalogue.places.some((place) => place.iso3 === one);
  const many = (each: (one: JsonValue) => boolean) => Array.isArray(value) && value.length > 0 && value.every(each);
  const fits = {
    'yes-no': () => typeof value === 'boolean',
    number: () => typeof value === 'number' && Number.isFinite(value),
    code: () => typeof value === 'string' && codes.includes(value),
    codes: () => many((one) => typeof one === 'string' && codes.includes(one)),
    country: () => isPlace(value),
    // Nobody is stateless and a citizen at once: two sources may say so, one statement may not.
    countries: () => many(isPlace) && (many((one) => one !== 'stateless') || (value as readonly JsonValue[]).length === 1),
    'plain-date': () => typeof value === 'string' && isPlainDate(value),
    // Month precision at most: the exact birth date is sealed.
    'approximate-date': () => typeof value === 'string' && isApproximateDate(value) && !/\d{4}-\d{2}-\d{2}/.test(value),
  } as const satisfies Record<typeof fact.kind, () => boolean>;
  return fits[fact.kind]() ? undefined : 'value-does-not-fit';
}
