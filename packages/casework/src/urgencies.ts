import { factsOf } from '@sojourn/journal';
import type { PlainDate } from '@sojourn/kernel';
import type { CaseState } from './state.ts';

/** Danger comes before everything else, whatever the stage. */
export function urgencies(state: CaseState, today: PlainDate): readonly string[] {
  const facts = factsOf(
    state.assertions.filter((a) => a.subjectId === state.personId),
    today,
  );
  const dangers = ['safety.danger-tonight', 'safety.medical-emergency', 'safety.suicide-risk'];
  return dangers.filter((fact) => {
    const held = facts.get(fact);
    return held?.is === 'disagree' || (held?.is === 'value' && held.value === true);
  });
}
