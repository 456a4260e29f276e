import { FEWEST, type ReleasedGroups, releaseGroups, releaseKinds } from './release-groups.ts';
import { type ReleasedTable, releaseTable, tally } from './release-table.ts';
import type { EvidenceRow } from './rows.ts';

/** Part of a whole; `too-few` where either, or what is left, would be of fewer than FEWEST. */
export type Share = { readonly is: 'share'; readonly part: number; readonly whole: number } | { readonly is: 'none' } | { readonly is: 'too-few' };
/** The middle of `of` durations, in hours. */
export type Median = { readonly is: 'median'; readonly hours: number; readonly of: number } | { readonly is: 'none' } | { readonly is: 'too-few' };
/** Paid in one currency, in minor units, and for how many people. */
export type Cost =
  | { readonly is: 'cost'; readonly currency: string; readonly minor: number; readonly people: number }
  | { readonly is: 'too-few'; readonly currency: string };

export type Indicators = {
  readonly approved: Share;
  readonly hoursToDecision: Median;
  readonly hoursToService: Median;
  readonly refusedFor: ReleasedGroups;
  readonly identified: ReleasedTable;
  readonly identifiedIn: ReleasedGroups;
  readonly citizenship: ReleasedGroups;
  readonly assisted: ReleasedTable;
  readonly services: ReleasedGroups;
  readonly consentComplete: Share;
  readonly costs: readonly Cost[];
  readonly appealsReversed: Share;
};

/** What one calendar year says, of all cases of an organisation. No number is of fewer than FEWEST people, nor lets one be worked out. */
export function indicatorsOf(rows: readonly EvidenceRow[], year: number): Indicators {
  const within = (day: string | undefined) => day?.startsWith(`${year}-`) === true;
  // Of each person the last one: numbers are of people, and five refusals of one person are one person's.
  const decided = rows.flatMap(({ applications }) => applications.findLast((one) => within(one.decided?.on)) ?? []);
  const refusals = decided.flatMap(({ decided: outcome }) => (outcome?.approved === false ? [outcome] : []));
  const identified = rows.filter(({ identifiedOn }) => within(identifiedOn));
  const assisted = rows.filter(({ services }) => services.some(({ on }) => within(on)));
  const heard = rows.flatMap(({ appeals }) => appeals.findLast(({ decidedOn }) => within(decidedOn)) ?? []);
  return {
    approved: share(decided.filter((one) => one.decided?.approved === true).length, decided.length),
    hoursToDecision: median(decided.flatMap(({ hoursToDecision }) => hoursToDecision ?? [])),
    hoursToService: median(decided.flatMap(({ hoursToService }) => hoursToService ?? [])),
    refusedFor: releaseGroups(tally(refusals.map(({ reasons }) => (reasons.length > 1 ? 'several' : (reasons[0] ?? 'not-known'))))),
    identified: releaseTable(identified.map(({ form, sex }) => [form, sex])),
    identifiedIn: releaseGroups(tally(identified.map((row) => row.identifiedIn))),
    citizenship: releaseGroups(tally(identified.map((row) => row.citizenship))),
    assisted: releaseTable(assisted.map(({ ageBand, sex }) => [ageBand, sex])),
    services: releaseKinds(
      tally(assisted.flatMap(({ services }) => [...new Set(services.filter(({ on }) => within(on)).map(({ service }) => service))])),
      assisted.length,
    ),
    consentComplete: share(assisted.filter(({ consentComplete }) => consentComplete).length, assisted.length),
    costs: costs(rows, within),
    appealsReversed: share(heard.filter(({ reversed }) => reversed).length, heard.length),
  };
}

/** Calendar years in which anything happened, newest first. */
export function yearsOf(rows: readonly EvidenceRow[]): readonly number[] {
  const days = rows.flatMap(({ identifiedOn, applications, services, paid, appeals }) => [
    ...(identifiedOn === undefined ? [] : [identifiedOn]),
    ...applications.flatMap(({ askedOn, decided }) => [askedOn, ...(decided === undefined ? [] : [decided.on])]),
    ...[...services, ...paid].map(({ on }) => on),
    ...appeals.map(({ decidedOn }) => decidedOn),
  ]);
  return [...new Set(days.map((day) => Number(day.slice(0, 4))))].sort((a, b) => b - a);
}

const few = (count: number) => count > 0 && count < FEWEST;

function share(part: number, whole: number): Share {
  if (whole === 0) return { is: 'none' };
  return few(whole) || few(part) || few(whole - part) ? { is: 'too-few' } : { is: 'share', part, whole };
}

function median(hours: readonly number[]): Median {
  if (hours.length === 0) return { is: 'none' };
  if (few(hours.length)) return { is: 'too-few' };
  const sorted = hours.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1] ?? 0, sorted[Math.floor(middle)] ?? 0];
  return { is: 'median', hours: Math.round((low + high) / 2), of: sorted.length };
}

function costs(rows: readonly EvidenceRow[], within: (day: string) => boolean): readonly Cost[] {
  const paid = rows.flatMap((row, person) => row.paid.filter(({ on }) => within(on)).map((one) => ({ ...one, person })));
  return [...Map.groupBy(paid, ({ currency }) => currency)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, some]): Cost => {
      const people = new Set(some.map(({ person }) => person)).size;
      return few(people) ? { is: 'too-few', currency } : { is: 'cost', currency, minor: some.reduce((sum, { minor }) => sum + minor, 0), people };
    });
}
