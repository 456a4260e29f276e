import type { Catalogue } from '@sojourn/catalogue';
import { type JsonValue, type PlainDate, plainDate, type Verdict } from '@sojourn/kernel';
import type { Relation } from '@sojourn/rules';
import { type PartyAnswer, partyOn } from './party.ts';
import { type Reserved, reservedOn } from './reserved.ts';

/** What rules may ask about States and treaties, on the day of the law. */
export type TreatyRelations = { readonly party: Relation; readonly bound: Relation };

/** `party(State, treaty)`: is it bound by the treaty? `bound(State, treaty, article)`: by this article as well? No source, no answer. */
export function treatyRelations(catalogue: Catalogue): TreatyRelations {
  const known = made.get(catalogue);
  if (known !== undefined) return known;
  const instruments = new Map(catalogue.instruments.map((instrument) => [instrument.id, instrument]));
  const asked = (about: readonly JsonValue[], day: PlainDate): Verdict => {
    const [state, treaty, article] = about.map(String);
    const instrument = instruments.get(treaty ?? '');
    if (instrument === undefined || state === undefined) return { is: 'unknown', ask: [`party ${about.join(' ')}`], because: [{ why: 'no-source' }] };
    const party = partyOn(catalogue, instrument, state, day);
    return boundBy(instrument.id, state, party, article === undefined ? undefined : reservedOn(catalogue, instrument, article, state, day));
  };
  const relation: Relation = (about, { law }) => asked(about, law ?? plainDate('0001-01-01'));
  const relations = { party: (about, days) => relation(about.slice(0, 2), days), bound: relation } satisfies TreatyRelations;
  made.set(catalogue, relations);
  return relations;
}

const made = new WeakMap<Catalogue, TreatyRelations>();

/** An article that the State excluded binds it in nothing; one that it narrowed or reads in its own way still binds, with the declaration shown beside it. */
export function boundBy(treaty: string, state: string, party: PartyAnswer, reserved: Reserved | undefined): Verdict {
  const name = `party ${treaty} ${state}`;
  if (party.is === 'not-known') return { is: 'unknown', ask: [name], because: [{ fact: name, why: party.why }] };
  if (party.is !== 'party') return { is: 'no', because: [{ fact: name, value: false, citation: party.source }] };
  const excluded = reserved?.rows.some((row) => row.effect === 'excludes') === true;
  return excluded ? { is: 'no', because: [{ fact: name, why: 'excluded' }] } : { is: 'yes', because: [{ fact: name, value: true, citation: party.source }] };
}
