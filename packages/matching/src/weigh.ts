import { type ApproximateDate, dayNumber, intervalOf, isApproximateDate } from '@sojourn/kernel';
import { type ScriptCode, scriptOf } from '@sojourn/people';
import { likeness } from '@sojourn/people/search';
import { type About, aboutCodes, type Evidence, evidence } from './evidence.ts';

/** What is known of one person, as far as two records are compared by it. What is not known is absent: it speaks for nothing. */
export type Described = {
  readonly names: readonly string[];
  readonly phones: readonly string[];
  readonly documents: readonly string[];
  readonly birth?: string;
  readonly gender?: string;
  readonly citizenship?: readonly string[];
};
export type Weighed = {
  readonly is: 'likely' | 'possible' | 'not-proposed';
  readonly evidence: readonly Evidence[];
  /** Not known in one of the two, or in letters that cannot be compared. */
  readonly notCompared: readonly About[];
};

/**
 * Whether two records may be of one person, with all that speaks for it and against it. No number comes out, and nothing is decided:
 * a person looks. What is missing in either never counts as agreement.
 */
export function weigh(a: Described, b: Described): Weighed {
  const found = [names, phones, documents, births, genders, citizenships].flatMap((compare) => compare(a, b) ?? []);
  const compared = new Set(found.map((one) => evidence[one].about));
  return { is: standing(found), evidence: found, notCompared: aboutCodes.filter((about) => !compared.has(about)) };
}

export const isProposed = ({ is }: Weighed): boolean => is !== 'not-proposed';

/**
 * Two papers with one number, or a name that agrees together with a phone number or the birth: likely, unless the birth or the name
 * speaks against it. A name alone, or a phone alone (families share one), is only possible; the rest is not worth anybody's look.
 */
function standing(found: readonly Evidence[]): Weighed['is'] {
  const isFor = (about: About) => found.some((one) => evidence[one].about === about && evidence[one].is === 'for');
  const isStrong = (about: About) => found.some((one) => evidence[one].about === about && evidence[one].is === 'for' && evidence[one].strong);
  const against = found.some((one) => evidence[one].is === 'against' && evidence[one].strong);
  const agrees = isFor('document') || (isFor('name') && (isFor('phone') || isStrong('birth')));
  if (agrees) return against ? 'possible' : 'likely';
  if (isFor('phone')) return 'possible';
  return isFor('name') && !against ? 'possible' : 'not-proposed';
}

/** Scripts that can be told letter by letter, so that a name in one may be heard in another. */
const heard: ReadonlySet<ScriptCode> = new Set([
  ...(['Latn', 'Arab', 'Ethi', 'Cyrl', 'Grek', 'Hebr', 'Armn', 'Geor'] as const),
  ...(['Deva', 'Beng', 'Guru', 'Gujr', 'Taml', 'Telu', 'Mlym'] as const),
]);

function names(a: Described, b: Described): readonly Evidence[] | undefined {
  let [best, comparable]: [Evidence | undefined, boolean] = [undefined, false];
  for (const one of a.names)
    for (const other of b.names) {
      const [from, to] = [scriptOf(one), scriptOf(other)];
      if (from !== to && !(heard.has(from) && heard.has(to))) continue;
      // Across scripts a name can be heard again; that it is not heard says little.
      if (from === to) comparable = true;
      const like = likeness('name', one, other) ?? likeness('name', other, one);
      if (like === undefined) continue;
      const is: Evidence = from !== to ? 'name-in-another-script' : like === 'same' ? 'name-same' : 'name-written-otherwise';
      if (best === undefined || order.indexOf(is) < order.indexOf(best)) best = is;
    }
  return best !== undefined ? [best] : comparable ? ['name-differs'] : undefined;
}
const order: readonly Evidence[] = ['name-same', 'name-in-another-script', 'name-written-otherwise'];

/** Another number is no sign of another person: people have several, and lose them. */
const phones = (a: Described, b: Described): readonly Evidence[] => (shared('phone', a.phones, b.phones) ? ['phone-same'] : []);
/** Nor is another paper. */
const documents = (a: Described, b: Described): readonly Evidence[] => (shared('document', a.documents, b.documents) ? ['document-same'] : []);

const shared = (kind: 'phone' | 'document', ours: readonly string[], theirs: readonly string[]): boolean =>
  ours.some((one) => theirs.some((other) => likeness(kind, one, other) === 'same'));

const YEAR = 366;

/** Both as intervals: whoever knows only a year agrees with every day in it, which says little. */
function births({ birth: a }: Described, { birth: b }: Described): readonly Evidence[] | undefined {
  if (a === undefined || b === undefined || !isApproximateDate(a) || !isApproximateDate(b)) return undefined;
  const [x, y] = [daysOf(a), daysOf(b)];
  if (x.from <= y.to && y.from <= x.to) {
    const widest = Math.max(x.to - x.from, y.to - y.from) + 1;
    return [widest <= 31 ? 'birth-same-month' : widest <= YEAR ? 'birth-same-year' : 'birth-may-agree'];
  }
  const between = Math.max(x.from - y.to, y.from - x.to) / 365.25;
  const apart = Math.abs(x.from + x.to - y.from - y.to) / 2 / 365.25;
  // An Ethiopian year is seven or eight behind; a registrar who did not see it writes it down as it stands.
  return between < 9 && apart > 6.4 && apart < 8.6 ? ['birth-apart-as-calendars'] : ['birth-apart'];
}

function daysOf(date: ApproximateDate): { readonly from: number; readonly to: number } {
  const { earliest, latest } = intervalOf(date);
  return { from: dayNumber(earliest), to: dayNumber(latest) };
}

const unspecified = 'NonSpecifiedUnknown';

function genders({ gender: a }: Described, { gender: b }: Described): readonly Evidence[] | undefined {
  if (a === undefined || b === undefined || a === unspecified || b === unspecified) return undefined;
  return [a === b ? 'gender-same' : 'gender-differs'];
}

function citizenships({ citizenship: a = [] }: Described, { citizenship: b = [] }: Described): readonly Evidence[] | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  return [a.some((one) => b.includes(one)) ? 'citizenship-shared' : 'citizenship-differs'];
}
