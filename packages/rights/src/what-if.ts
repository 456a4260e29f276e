import type { Catalogue, Instrument, Right } from '@sojourn/catalogue';
import { addMonths, type PlainDate, plainDate } from '@sojourn/kernel';
import type { Facts } from '@sojourn/rules';
import { type Citation, rightsBrief, type StateInRole } from './brief.ts';
import { type PartyAnswer, partyOn } from './party.ts';

type Binds = 'yes' | 'no' | 'unknown';

/**
 * What joining one treaty would add for one State, whoever the person is. `today`: does something else bind it to that right already?
 * `for-some`: yes, but only towards some people (refugees, workers with papers, children).
 */
export type Added = {
  readonly right: Right;
  readonly articles: readonly string[];
  readonly roles: readonly string[];
  readonly today: Binds | 'for-some';
  readonly others: readonly Ground[];
};
/** An article a right rests on, and where the State stands with its treaty. */
export type Ground = { readonly instrument: string; readonly article: string; readonly party: PartyAnswer };
export type Joining = { readonly party: PartyAnswer; readonly adds: readonly Added[] };

/** For any State and treaty on a day. A right that binds by custom is never new; one whose other treaties are not known is not known. */
export function joiningAdds(catalogue: Catalogue, instrument: Instrument, state: string, day: PlainDate): Joining {
  const party = partyOn(catalogue, instrument, state, day);
  const byId = new Map(catalogue.instruments.map((one) => [one.id, one]));
  const adds = catalogue.rights.flatMap((right): readonly Added[] => {
    const mine = right.basis.filter((basis) => basis.instrument === instrument.id);
    if (mine.length === 0) return [];
    const others = right.basis.flatMap((basis) => {
      const other = byId.get(basis.instrument);
      return other === undefined || other === instrument
        ? []
        : [{ instrument: other.id, article: basis.article, party: partyOn(catalogue, other, state, day), forAll: forAll(basis, other) }];
    });
    const today = right.custom ? 'yes' : anyBinds(others);
    const roles = [...new Set(right.duties.flatMap((duty) => duty.roles))];
    return [{ right, articles: mine.map((basis) => basis.article), roles, today, others: others.map(({ forAll: _, ...ground }) => ground) }];
  });
  return { party, adds };
}

function forAll(basis: Right['basis'][number], { protects, parts }: Instrument): boolean {
  const number = Number.parseInt(basis.article, 10);
  const part = parts?.find(({ from, to }) => from <= number && number <= to);
  return basis.holder === undefined && part?.holder === undefined && 'always' in protects;
}

function anyBinds(others: readonly { readonly party: PartyAnswer; readonly forAll: boolean }[]): Added['today'] {
  const binding = others.filter(({ party }) => party.is === 'party');
  if (binding.some((one) => one.forAll)) return 'yes';
  if (binding.length > 0) return 'for-some';
  return others.some(({ party }) => party.is === 'not-known') ? 'unknown' : 'no';
}

/** For one person: rights that the State would be bound to after joining on the day before, and is not today. */
export function joiningAddsFor(catalogue: Catalogue, instrument: Instrument, state: StateInRole, facts: Facts, day: PlainDate): readonly string[] {
  const binding = (from: Catalogue) =>
    new Set(
      rightsBrief(from, facts, [state], day).flatMap((line) =>
        line.holds === 'yes' && line.duties.some((duty) => duty.binds === 'yes') ? [line.right.id] : [],
      ),
    );
  const before = binding(catalogue);
  const bound = plainDate(instrument.inForceFrom);
  const joined = {
    instrument: instrument.id,
    iso3: state.state,
    event: 'accession',
    on: addMonths(bound, -24),
    precision: 'day',
    source: '',
    asOf: day,
  } as const;
  const others = catalogue.events.filter((event) => event.instrument !== instrument.id || event.iso3 !== state.state);
  return [...binding({ ...catalogue, events: [...others, joined] })].filter((right) => !before.has(right));
}

/** One right along a way: what each State of it owes this person, in its role. */
export type CorridorLine = {
  readonly right: Right;
  readonly holds: 'yes' | 'unknown';
  readonly along: readonly (StateInRole & { readonly binds: Binds | 'no-duty'; readonly custom: boolean; readonly grounds: readonly Ground[] })[];
};

/** What a person keeps, gains and loses from State to State: rights that bind everywhere, somewhere, or perhaps. */
export function corridor(catalogue: Catalogue, facts: Facts, states: readonly StateInRole[], day: PlainDate): readonly CorridorLine[] {
  return rightsBrief(catalogue, facts, states, day).map(({ right, holds, duties }) => ({
    right,
    holds,
    along: states.map((state) => {
      const owed = duties.filter((duty) => duty.state === state.state && duty.role === state.role);
      const mine = owed.map((duty) => duty.binds);
      const binds = mine.length === 0 ? 'no-duty' : mine.includes('yes') ? 'yes' : mine.includes('unknown') ? 'unknown' : 'no';
      return {
        ...state,
        binds,
        custom: owed.some((duty) => duty.custom),
        grounds: groundsFor(binds, owed.find((duty) => duty.binds === binds)?.citations ?? []),
      };
    }),
  }));
}

/** The citations that make the answer what it is: those that bind, those that are not known, or all that do not. */
function groundsFor(binds: Binds | 'no-duty', citations: readonly Citation[]): readonly Ground[] {
  const deciding = citations.filter(({ party, protects, reserved }) => {
    if (binds === 'yes') return party.is === 'party' && protects === 'yes' && !reserved.rows.some((row) => row.effect === 'excludes');
    return binds === 'unknown' ? party.is === 'not-known' || protects === 'unknown' : true;
  });
  return deciding.map(({ instrument, article, party }) => ({ instrument, article, party }));
}
