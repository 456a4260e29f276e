import { isApproximateDate, type JsonValue } from '@sojourn/kernel';
import { codeFor, letters } from './htcds-codes.ts';
import type { FactUse } from './htcds-columns.ts';
import { readDay } from './read-day.ts';

export type PlaceCode = { readonly iso2: string; readonly iso3: string; readonly english: string };
export type FactFlag = 'unknown-code' | 'trimmed' | 'unclear-date' | 'read-as-code' | 'perhaps-year-only';
export type FactRead = { readonly value: JsonValue | undefined; readonly flags: readonly { readonly kind: FactFlag; readonly text: string }[] };

/** The coded value of a cell, and what a person should look at. What is not understood is flagged, never guessed. */
export function readFact(use: FactUse, raw: string, places: readonly PlaceCode[]): FactRead {
  if (use.kind === 'birth') return readBirth(raw.trim());
  if (use.kind === 'day') {
    const read = readDay(raw);
    return read.is === 'day' ? { value: read.day, flags: [] } : unclearDate(raw.trim());
  }
  return readCodes(use, raw, places);
}

/** Month precision at most: the exact day stays sealed. Two ways to read it become an interval that holds both. */
function readBirth(words: string): FactRead {
  if (approximately.test(words) && isApproximateDate(words)) return { value: words, flags: [] };
  const read = readDay(words);
  if (read.is === 'unclear') return unclearDate(words);
  if (read.is === 'either') return { ...unclearDate(words), value: `${read.days[0].slice(0, 7)}/${read.days[1].slice(0, 7)}` };
  if (read.is !== 'day') return { value: read.text, flags: [] };
  // Where only the year is known, registrars write the first of January.
  if (read.day.endsWith('-01-01')) return { value: read.day.slice(0, 4), flags: [{ kind: 'perhaps-year-only', text: words }] };
  return { value: read.day.slice(0, 7), flags: [] };
}

// A birth as our own exports write it: about, uncertain, or between two, at month precision at most.
const one = String.raw`(?:19|20)(?:\dX|XX|\d\d(?:-(?:\d\d|XX))?)[~?%]?`;
const approximately = new RegExp(`^${one}(?:/${one})?$`);

function unclearDate(text: string): FactRead {
  return { value: undefined, flags: [{ kind: 'unclear-date', text }] };
}

function readCodes(use: FactUse, raw: string, places: readonly PlaceCode[]): FactRead {
  const one = (words: string) => (use.kind === 'country' ? placeFor(words, places) : codeFor(use.list ?? { codes: [] }, words));
  const isOne = (words: string) => one(words) !== undefined;
  const parts = use.many === true ? split(raw, isOne).flatMap((part) => spaced(part, isOne)) : [raw];
  const flags: { readonly kind: FactFlag; readonly text: string }[] = [];
  const found: string[] = [];
  for (const [index, part] of parts.entries()) {
    const words = part.trim();
    if (words === '') continue;
    const read = one(words);
    if (read === undefined) flags.push({ kind: 'unknown-code', text: words });
    else {
      // "DebtBondage " stands so in the standard's own list; a space after a separator is only punctuation.
      if (use.kind === 'code' && (part.trimEnd() !== part || (index === 0 && part.trimStart() !== part))) flags.push({ kind: 'trimmed', text: words });
      if (read.asLabel) flags.push({ kind: 'read-as-code', text: words });
      if (!found.includes(read.code)) found.push(read.code);
    }
  }
  if (use.many !== true) return { value: found[0], flags };
  return { value: found.length === 0 ? undefined : found, flags };
}

/** At ';', '|' and line ends; at ',' too, unless the pieces together are one thing ("Iran, Islamic Republic of"). */
function split(raw: string, isOne: (words: string) => boolean): readonly string[] {
  return raw.split(/[;|\n]/).flatMap((part) => {
    const pieces = part.split(',');
    const whole: string[] = [];
    for (let from = 0; from < pieces.length; ) {
      let to = pieces.length;
      while (to > from + 1 && !isOne(pieces.slice(from, to).join(',').trim())) to -= 1;
      whole.push(pieces.slice(from, to).join(','));
      from = to;
    }
    return whole;
  });
}

/** 'DebtBondage FalsePromises', as forms write several answers: where the whole is no code and one of its words is. */
function spaced(part: string, isOne: (words: string) => boolean): readonly string[] {
  const words = part.trim().split(/\s+/);
  return words.length > 1 && !isOne(part.trim()) && words.some(isOne) ? words : [part];
}

function placeFor(words: string, places: readonly PlaceCode[]): { readonly code: string; readonly asLabel: boolean } | undefined {
  if (words === 'XXA' || letters(words) === 'stateless') return { code: 'stateless', asLabel: false };
  // As codes Namibia and Norway, as words "not applicable" and "no".
  if (words === 'NA' || words === 'NO') return undefined;
  const place = places.find(({ iso2, iso3, english }) => iso2 === words || iso3 === words || plain(english) === plain(words));
  return place === undefined ? undefined : { code: place.iso3, asLabel: false };
}

/** "Viet Nam" and "Vietnam", "Côte d’Ivoire" and "Cote d'Ivoire". */
function plain(name: string): string {
  return letters(name.normalize('NFD')) || name;
}
