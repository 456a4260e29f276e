import type { Catalogue, Remedy, Right } from '@sojourn/catalogue';
import type { PlainDate } from '@sojourn/kernel';
import type { RightLine, StateInRole } from './brief.ts';
import { type PartyAnswer, partyOn } from './party.ts';
import { reservedOn } from './reserved.ts';

/** One way to have rights respected against one State, and whether it is open there on the day. */
export type RemedyLine = StateInRole & {
  readonly remedy: Remedy;
  /** `unknown`: our sources do not say whether the State accepted it; never "no". */
  readonly open: 'yes' | 'no' | 'unknown';
  /** Where it depends on a treaty: is the State a party? */
  readonly party?: PartyAnswer;
  /** Rights of this person that can be brought there. */
  readonly rights: readonly string[];
  /** What is known of this body in this State; elsewhere, and where nobody knows, what is said of it in general. */
  readonly reportsToImmigration: Remedy['reportsToImmigration'];
  /** Who says so of this State, and when; absent: nothing is known of it there. */
  readonly knownHere?: { readonly source: string; readonly asOf: string };
  /** Someone independent should be asked before this is used here. */
  readonly independentHelpFirst: boolean;
};

export type FearAsked = 'no-fear' | 'fear' | 'not-asked';

/**
 * What can be done about the rights of one brief. A consulate is offered only after fear of the person's own State was asked in private
 * and denied; what may pass on to immigration enforcement comes with independent help first.
 */
export function remediesFor(
  catalogue: Catalogue,
  lines: readonly RightLine[],
  states: readonly StateInRole[],
  fear: FearAsked,
  day: PlainDate,
): readonly RemedyLine[] {
  return states.flatMap((state) =>
    catalogue.remedies
      .filter((remedy) => remedy.roles.includes(state.role) && (remedy.kind !== 'consulate' || fear === 'no-fear'))
      .flatMap((remedy): readonly RemedyLine[] => {
        const rights = lines.filter((line) => reaches(remedy, line, state)).map((line) => line.right.id);
        if (rights.length === 0) return [];
        const here = reportsIn(remedy, state.state, day);
        const reportsToImmigration = here?.reportsToImmigration ?? remedy.reportsToImmigration;
        const knownHere = here === undefined ? {} : { knownHere: { source: here.source, asOf: here.asOf } };
        const open = openness(catalogue, remedy, state.state, day);
        return [{ ...state, remedy, ...open, rights, reportsToImmigration, ...knownHere, independentHelpFirst: reportsToImmigration !== 'no' }];
      }),
  );
}

/** The newest word on that State by the day. */
function reportsIn(remedy: Remedy, state: string, day: PlainDate) {
  return (remedy.in ?? []).filter((one) => one.state === state && one.asOf <= day).sort((a, b) => (a.asOf < b.asOf ? 1 : -1))[0];
}

/** Whether a remedy reaches a right in some State, whatever that State joined. */
export function reachesSomewhere(remedy: Remedy, right: Right): boolean {
  if (!right.duties.some(({ roles }) => roles.some((role) => remedy.roles.includes(role)))) return false;
  if (remedy.rights !== undefined) return remedy.rights.includes(right.id);
  return remedy.instruments.length === 0 || right.basis.some((basis) => remedy.instruments.includes(basis.instrument));
}

function reaches(remedy: Remedy, line: RightLine, { state, role }: StateInRole): boolean {
  if (remedy.rights !== undefined) return remedy.rights.includes(line.right.id);
  if (remedy.instruments.length === 0) return line.duties.some((duty) => duty.state === state && duty.role === role);
  return line.duties.some(
    (duty) =>
      duty.state === state && duty.role === role && duty.citations.some((cited) => remedy.instruments.includes(cited.instrument) && cited.party.is === 'party'),
  );
}

function openness(catalogue: Catalogue, remedy: Remedy, state: string, day: PlainDate): Pick<RemedyLine, 'open' | 'party'> {
  if (remedy.notYet !== undefined) return { open: 'no' };
  const { open } = remedy;
  if (open.when === 'any') return { open: 'yes' };
  if (open.when === 'unknown') return { open: 'unknown' };
  const instrument = catalogue.instruments.find((one) => one.id === open.instrument);
  if (instrument === undefined) throw new Error(`The catalogue has no instrument ${open.instrument}`);
  const party = partyOn(catalogue, instrument, state, day);
  if (party.is === 'not-known') return { open: 'unknown', party };
  if (party.is !== 'party') return { open: 'no', party };
  if (open.when === 'party') return { open: 'yes', party };
  const { rows } = reservedOn(catalogue, instrument, open.article, state, day);
  // A list of declarations names those who accepted; what came after its date, and what a scrape lost, we do not know.
  return { open: rows.some((row) => row.effect === 'accepts') ? 'yes' : 'unknown', party };
}
