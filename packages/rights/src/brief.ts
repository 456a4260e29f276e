import type { Catalogue, Right, StateRole } from '@sojourn/catalogue';
import type { PlainDate } from '@sojourn/kernel';
import { evaluate, type Facts } from '@sojourn/rules';
import { type PartyAnswer, partyOn } from './party.ts';

export type StateInRole = { readonly state: string; readonly role: StateRole };
export type Citation = { readonly instrument: string; readonly article: string; readonly party: PartyAnswer; readonly reviewed: boolean };
export type Duty = StateInRole & {
  readonly duty: readonly string[];
  readonly strength: Right['strength'];
  readonly binds: 'yes' | 'no' | 'unknown';
  readonly custom: boolean;
  readonly citations: readonly Citation[];
};
export type RightLine = { readonly right: Right; readonly holds: 'yes' | 'unknown'; readonly ask: readonly string[]; readonly duties: readonly Duty[] };

/** Every right the person holds or may hold, and what each State concerned owes for it on the day. Status is never read to take a right away. */
export function rightsBrief(catalogue: Catalogue, facts: Facts, states: readonly StateInRole[], day: PlainDate): readonly RightLine[] {
  return catalogue.rights.flatMap((right) => {
    const held = evaluate(right.holder, facts);
    if (held.is === 'no' || held.is === 'not-applicable') return [];
    return [{ right, holds: held.is, ask: held.is === 'unknown' ? held.ask : [], duties: states.flatMap((state) => dutiesOf(catalogue, right, state, day)) }];
  });
}

function dutiesOf(catalogue: Catalogue, right: Right, { state, role }: StateInRole, day: PlainDate): readonly Duty[] {
  return right.duties
    .filter((d) => d.roles.includes(role))
    .map(({ duty }) => {
      const citations = right.basis.flatMap(({ instrument: id, article }) => {
        const instrument = catalogue.instruments.find((i) => i.id === id);
        return instrument === undefined
          ? []
          : [{ instrument: id, article, party: partyOn(catalogue, instrument, state, day), reviewed: instrument.review !== 'unreviewed' }];
      });
      return { state, role, duty, strength: right.strength, binds: right.custom ? 'yes' : bindingBy(citations), custom: right.custom, citations };
    });
}

function bindingBy(citations: readonly Citation[]): Duty['binds'] {
  if (citations.some((c) => c.party.is === 'party')) return 'yes';
  return citations.some((c) => c.party.is === 'not-known') ? 'unknown' : 'no';
}
