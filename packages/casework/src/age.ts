import { factAt } from '@sojourn/journal';
import { ageOn, intervalOf, isApproximateDate, type PlainDate } from '@sojourn/kernel';
import type { CaseState } from './state.ts';

/** Someone whose age is disputed, or whose sources disagree, is treated as a child until a person settles it (CRC Committee, GC 6 § 31). */
export function isChild(state: CaseState, day: PlainDate): 'yes' | 'no' | 'unknown' {
  const mine = state.assertions.filter((a) => a.subjectId === state.personId);
  const disputed = factAt(mine, 'age.disputed', day);
  if (disputed.is === 'value' && disputed.value === true) return 'yes';
  const birth = factAt(mine, 'person.birth-date', day);
  if (birth.is === 'disagree') return 'yes';
  if (birth.is !== 'value' || typeof birth.value !== 'string' || !isApproximateDate(birth.value)) return 'unknown';
  const age = ageOn(intervalOf(birth.value), day);
  if (age.most < 18) return 'yes';
  return age.least >= 18 ? 'no' : 'unknown';
}
