import { bothHold, eitherHolds, holdsNot, type Verdict } from '@sojourn/kernel';

const nothing: Verdict = { is: 'not-applicable', because: [] };

/** Strong Kleene; what does not apply is removed, none left = not applicable. The truth tables are truth-tables.yaml. */
export const all = (verdicts: readonly Verdict[]): Verdict => verdicts.reduce(bothHold, nothing);
export const any = (verdicts: readonly Verdict[]): Verdict => verdicts.reduce(eitherHolds, nothing);
export const none = (verdicts: readonly Verdict[]): Verdict => holdsNot(any(verdicts));
export const opposite = holdsNot;

/** `holds`, except where the exception does. An exception that does not apply changes nothing. */
export const unless = (exception: Verdict, holds: Verdict): Verdict =>
  exception.is === 'not-applicable' ? holds : holds.is === 'not-applicable' ? holds : bothHold(holdsNot(exception), holds);

/** n of those that apply. */
export function atLeast(n: number, verdicts: readonly Verdict[]): Verdict {
  const applying = verdicts.filter((v) => v.is !== 'not-applicable');
  if (applying.length === 0) return nothing;
  const [yes, unknown] = [applying.filter((v) => v.is === 'yes'), applying.filter((v) => v.is === 'unknown')];
  const because = applying.flatMap((v) => v.because);
  if (yes.length >= n) return { is: 'yes', because: yes.flatMap((v) => v.because) };
  if (yes.length + unknown.length < n) return { is: 'no', because };
  return { is: 'unknown', because, ask: [...new Set(unknown.flatMap((v) => (v.is === 'unknown' ? v.ask : [])))] };
}
