import type { Verdict } from '@sojourn/kernel';

/**
 * The four answers as small numbers, in the order of strong Kleene logic: "all" is the smallest of its parts and "does not apply",
 * being the largest, leaves itself out.
 */
export const NO = 0;
export const UNKNOWN = 1;
export const YES = 2;
export const NOT_APPLICABLE = 3;
export type Answer = 0 | 1 | 2 | 3;

const names = ['no', 'unknown', 'yes', 'not-applicable'] as const satisfies readonly Verdict['is'][];
export const nameOf = (answer: Answer): Verdict['is'] => names[answer];

/** yes ↔ no; the other two stay. */
export const opposite = (answer: Answer): Answer => (answer === NO ? YES : answer === YES ? NO : answer);

/** The stronger of two for "any": yes, not known, no, does not apply. */
export const either = (a: Answer, b: Answer): Answer => (a === NOT_APPLICABLE ? b : b === NOT_APPLICABLE ? a : a > b ? a : b);

/** `holds`, except where the exception does. An exception that does not apply changes nothing; a rule that is not known may yet not apply. */
export function unless(exception: Answer, holds: Answer): Answer {
  if (exception === NOT_APPLICABLE || holds === NOT_APPLICABLE || holds === NO) return holds;
  if (holds === UNKNOWN) return UNKNOWN;
  return opposite(exception);
}

/** How many hold lies between the sure ones and the sure and possible ones together; that decides, or leaves it not known. */
export function counted(sure: number, possible: number, least: number, most: number): Answer {
  if (sure >= least && possible <= most) return YES;
  return possible < least || sure > most ? NO : UNKNOWN;
}

/** n of those that apply. While nothing surely applies, too few is not a no yet: what is open may turn out not to apply. */
export function atLeast(n: number, yes: number, unknown: number, no: number): Answer {
  const applying = yes + unknown + no;
  if (applying === 0) return NOT_APPLICABLE;
  return counted(yes, yes + unknown, applying === unknown ? Math.min(n, applying) : n, Number.POSITIVE_INFINITY);
}

/**
 * A rule with exceptions. Of the highest priority at which one holds, the exceptions say the answer; where they say different things it is
 * not known. An exception that may hold leaves the answer only if it says the same as what stands without it.
 * `at` is the priority, `when` and `then` what each exception and its consequence answered; sorted by priority, highest first.
 */
export function excepted(base: Answer, exceptions: readonly { readonly at: number; readonly when: Answer; readonly then: Answer }[]): Answer {
  let standing = base;
  // From the lowest priority up: each level decides over what stands below it.
  for (let last = exceptions.length; last > 0; ) {
    const level = exceptions[last - 1]?.at;
    let first = last - 1;
    while (first > 0 && exceptions[first - 1]?.at === level) first -= 1;
    const group = exceptions.slice(first, last);
    const sure = group.filter(({ when }) => when === YES).map(({ then }) => then);
    const open = group.filter(({ when }) => when === UNKNOWN).map(({ then }) => then);
    const said = [...(sure.length > 0 ? sure : [standing]), ...open];
    if (sure.length + open.length > 0) standing = said.every((one) => one === said[0]) ? (said[0] ?? UNKNOWN) : UNKNOWN;
    last = first;
  }
  return standing;
}
