import { type Ask, type AuthorityFor, authorityFor, type ConsentPurpose, type Ledger } from '@sojourn/consent';
import { type Recipient, recipientSchema } from '@sojourn/directory';
import { factAt } from '@sojourn/journal';
import { ageOn, type Instant, intervalOf, isApproximateDate, ok, type PlainDate, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { DecideContext } from '@sojourn/operations';
import { isChild } from '../age.ts';
import { mayNeverReceive } from '../people-of-case.ts';
import type { CaseState } from '../state.ts';

type When = { readonly on: PlainDate; readonly at: Instant };
type About<Purpose extends ConsentPurpose> = Pick<Ask<Purpose>, 'purpose' | 'to' | 'dataClasses' | 'ground' | 'filing'> & { readonly subjectId?: string };

/** Asks the ledger of a case about its person, with the age that stands in the case. */
export function askLedger<const Purpose extends ConsentPurpose>(
  state: CaseState,
  about: About<Purpose>,
  when: When,
  ledger: Ledger = state.ledger,
): Result<AuthorityFor<Purpose>, Refusal> {
  const { subjectId = state.personId, ...rest } = about;
  const age = ageOf(state, when.on);
  return authorityFor(withoutHarm(state, ledger), {
    ...rest,
    ...when,
    subjectId: subjectId as Ask<Purpose>['subjectId'],
    isChild: isChild(state, when.on),
    alsoBarred: [...state.people.map(({ personId }) => personId).filter((personId) => mayNeverReceive(state, personId)), ...(state.harmElsewhere ?? [])],
    ...(age === undefined ? {} : { age }),
  });
}

/** A guardian who is said to have done harm, in whichever record, answers for nothing, whoever verified them. */
function withoutHarm(state: CaseState, ledger: Ledger): Ledger {
  const harms = (personId: string | undefined) =>
    personId !== undefined && (mayNeverReceive(state, personId) || state.harmElsewhere?.some((one) => one === personId) === true);
  return { ...ledger, guardians: ledger.guardians.map((one) => (harms(one.personId) ? { ...one, inConflict: true } : one)) };
}

function ageOf(state: CaseState, on: PlainDate) {
  const birth = factAt(
    state.assertions.filter((one) => one.subjectId === state.personId),
    'person.birth-date',
    on,
  );
  if (birth.is !== 'value' || typeof birth.value !== 'string' || !isApproximateDate(birth.value)) return undefined;
  return ageOn(intervalOf(birth.value), on);
}

/** A named recipient of the directory, as the server holds it now. */
export function recipientIn(context: Pick<DecideContext, 'lookUp'>, recipientId: string): Result<Recipient, Refusal> {
  const found = recipientSchema.safeParse(context.lookUp('recipient', recipientId));
  if (!found.success) return refused({ kind: 'no-such-recipient', where: ['recipientId'] });
  return found.data.retired ? refused({ kind: 'recipient-retired', where: ['recipientId'] }) : ok(found.data);
}
