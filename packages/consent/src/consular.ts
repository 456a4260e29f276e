import { ok, type Refusal, type Result, refused } from '@sojourn/kernel';

export type FearAnswer = 'yes' | 'no' | 'not-asked' | 'declined' | 'not-known';
/** Whether the person fears the State of origin, as asked: in private or with others in the room. */
export type FearAsked = { readonly sequence: number; readonly answer: FearAnswer; readonly inPrivate: boolean };
/** Who told them what contact may mean, and whether they still ask for it. */
export type Advice = { readonly sequence: number; readonly stillAsks: 'yes' | 'no' | 'undecided' };

type Asked = { readonly fear: readonly FearAsked[]; readonly advice: readonly Advice[]; readonly seeksAsylum: boolean };

/**
 * No contact with a consulate before fear of the State of origin was asked in private. Not asked blocks, whoever wishes it.
 * Fear, asylum and every answer that is not a clear no ask for advice first; then the person's own informed request is theirs.
 */
export function mayContactConsulate({ fear, advice, seeksAsylum }: Asked): Result<true, Refusal> {
  const asked = fear.findLast((one) => one.answer !== 'not-asked');
  if (asked === undefined || !fear.some((one) => one.inPrivate && one.answer !== 'not-asked')) return refused({ kind: 'fear-not-asked' });
  if (!asked.inPrivate && asked.answer !== 'yes') return refused({ kind: 'fear-not-asked-in-private' });
  if (asked.answer === 'no' && !seeksAsylum) return ok(true);
  const since = advice.findLast((one) => one.sequence > asked.sequence);
  if (since === undefined) return refused({ kind: asked.answer === 'declined' || asked.answer === 'not-known' ? 'fear-not-answered' : 'fear-advice-first' });
  return since.stillAsks === 'yes' ? ok(true) : refused({ kind: 'person-does-not-ask' });
}
