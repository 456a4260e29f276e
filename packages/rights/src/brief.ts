import type { Catalogue, Instrument, Right, StateRole } from '@sojourn/catalogue';
import { bothHold, eitherHolds, type PlainDate, type Verdict } from '@sojourn/kernel';
import { evaluate, type Facts } from '@sojourn/rules';
import { type PartyAnswer, partyOn } from './party.ts';
import { boundBy } from './relations.ts';
import { type Reserved, reservedOn } from './reserved.ts';

export type StateInRole = { readonly state: string; readonly role: StateRole };
export type Citation = {
  readonly instrument: string;
  readonly article: string;
  /** Is this person among those whom the article protects? An article that does not protect them is not cited. */
  readonly protects: 'yes' | 'unknown';
  readonly party: PartyAnswer;
  /** What the State declared about this article. */
  readonly reserved: Reserved;
  readonly reviewed: boolean;
};
export type Duty = StateInRole & {
  readonly duty: readonly string[];
  readonly strength: Right['strength'];
  readonly binds: 'yes' | 'no' | 'unknown';
  readonly custom: boolean;
  readonly citations: readonly Citation[];
};
export type RightLine = { readonly right: Right; readonly holds: 'yes' | 'unknown'; readonly ask: readonly string[]; readonly duties: readonly Duty[] };

type Basis = Right['basis'][number] & { readonly in: Instrument; readonly protects: Verdict };

/** Every right the person holds or may hold, and what each State concerned owes for it on the day. Status is never read to take a right away. */
export function rightsBrief(catalogue: Catalogue, facts: Facts, states: readonly StateInRole[], day: PlainDate): readonly RightLine[] {
  const party = eachOnce((instrument: Instrument, state: string) => partyOn(catalogue, instrument, state, day));
  const protectedBy = new Map(catalogue.instruments.map((instrument) => [instrument.id, { in: instrument, protects: evaluate(instrument.protects, facts) }]));
  return catalogue.rights.flatMap((right) => {
    const bases = right.basis.flatMap((basis): readonly Basis[] => {
      const known = protectedBy.get(basis.instrument);
      if (known === undefined) return [];
      const narrower = [partOf(known.in, basis.article)?.holder, basis.holder].flatMap((rule) => (rule === undefined ? [] : [evaluate(rule, facts)]));
      return [{ ...basis, in: known.in, protects: narrower.reduce(bothHold, known.protects) }];
    });
    const held = holds(right, bases, facts);
    if (held.is === 'no' || held.is === 'not-applicable') return [];
    const applying = bases.filter((basis) => basis.protects.is === 'yes' || basis.protects.is === 'unknown');
    return [
      {
        right,
        holds: held.is,
        ask: held.is === 'unknown' ? held.ask : [],
        duties: states.flatMap((state) => dutiesOf(catalogue, right, applying, state, day, party)),
      },
    ];
  });
}

function partOf({ parts }: Instrument, article: string) {
  const number = Number.parseInt(article, 10);
  return parts?.find(({ from, to }) => from <= number && number <= to);
}

/** Those named as holders, when at least one article protects them. What binds by custom needs no article. */
function holds(right: Right, bases: readonly Basis[], facts: Facts): Verdict {
  const named = evaluate(right.holder, facts);
  if (right.custom || named.is === 'no' || named.is === 'not-applicable') return named;
  const protectedByOne = bases.map((basis) => basis.protects).reduce(eitherHolds, { is: 'no', because: [] });
  if (protectedByOne.is === 'unknown' && named.is === 'unknown') return named;
  return bothHold(named, protectedByOne);
}

type PartyOf = (instrument: Instrument, state: string) => PartyAnswer;

/** Many rights rest on one treaty: whether the State is bound by it is worked out once. */
function eachOnce(find: PartyOf): PartyOf {
  const known = new Map<Instrument, Map<string, PartyAnswer>>();
  return (instrument, state) => {
    let byState = known.get(instrument);
    if (byState === undefined) {
      byState = new Map();
      known.set(instrument, byState);
    }
    const before = byState.get(state);
    if (before !== undefined) return before;
    const answer = find(instrument, state);
    byState.set(state, answer);
    return answer;
  };
}

function dutiesOf(catalogue: Catalogue, right: Right, bases: readonly Basis[], { state, role }: StateInRole, day: PlainDate, party: PartyOf): readonly Duty[] {
  return right.duties
    .filter((d) => d.roles.includes(role))
    .map(({ duty }) => {
      const spokenTo = bases.filter((basis) => basis.roles === undefined || basis.roles.includes(role));
      const citations = spokenTo.map(
        (basis): Citation => ({
          instrument: basis.instrument,
          article: basis.article,
          protects: basis.protects.is === 'yes' ? 'yes' : 'unknown',
          party: party(basis.in, state),
          reserved: reservedOn(catalogue, basis.in, basis.article, state, day),
          reviewed: basis.in.review !== 'unreviewed',
        }),
      );
      return {
        state,
        role,
        duty,
        strength: right.strength,
        binds: right.custom ? 'yes' : bindingBy(citations, spokenTo, state),
        custom: right.custom,
        citations,
      };
    });
}

/** Bound by one article that protects this person; each as the relation that rules may ask answers it. */
function bindingBy(citations: readonly Citation[], bases: readonly Basis[], state: string): Duty['binds'] {
  const each = citations.map(({ instrument, party, reserved }, at) => bothHold(bases[at]?.protects ?? nobody, boundBy(instrument, state, party, reserved)));
  const { is } = each.reduce(eitherHolds, nobody);
  return is === 'not-applicable' ? 'no' : is;
}

const nobody: Verdict = { is: 'no', because: [] };
