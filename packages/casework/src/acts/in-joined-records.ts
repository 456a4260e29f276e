import { refused } from '@sojourn/kernel';
import type { AnyAct } from '@sojourn/operations';
import type { CaseState } from '../state.ts';
import { joinedInto } from '../together.ts';

/** What goes on in a record that was joined into another, because it runs there; whatever is not listed is begun in the record that is kept. */
const runsOn: readonly string[] = [
  'application.decide',
  'appeal.decide',
  'plan.add-line',
  'plan.approve',
  'payment.record',
  'hold.place',
  'hold.lift',
  'records.join',
  'records.confirm',
  'records.part',
  'records.carry-over',
  'records.tell-apart',
];

/** What happened is recorded wherever it reaches us. */
export const goesOnWhenJoined = (act: Pick<AnyAct, 'name' | 'offline'>): boolean => act.offline === 'record' || runsOn.includes(act.name);

/** The same acts; those that begin something new are refused in a record that was joined into another. */
export function inJoinedRecords<const Acts extends Readonly<Record<string, unknown>>>(acts: Acts): Acts {
  return Object.fromEntries(Object.entries(acts).map(([name, act]) => [name, guarded(act as AnyAct)])) as unknown as Acts;
}

function guarded(act: AnyAct): AnyAct {
  if (goesOnWhenJoined(act)) return act;
  return {
    ...act,
    decide: (state, input, context) => {
      const kase = state as CaseState | undefined;
      return kase !== undefined && joinedInto(kase) !== undefined ? refused({ kind: 'joined-elsewhere' }) : act.decide(state, input, context);
    },
  };
}
