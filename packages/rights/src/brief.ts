import type { Catalogue, Instrument, Right, StateRole } from '@sojourn/catalogue';
import { bothHold, eitherHolds, type PlainDate, type Verdict } from '@sojourn/kernel';
import { type Expression, evaluate, type Facts } from '@sojourn/rules';
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
  const answers = new Map<Expression, Verdict>();
  const answer = (rule: Expression): Verdict => {
    const before = answers.get(rule);
    if (before !== undefined) return before;
    const made = evaluate(rule, facts);
    answers.set(rule, made);
    return made;
  };
  return laidOut(catalogue).flatMap(({ right, grounds }) => {
    const bases = grounds.map(({ rules, ...basis }): Basis => ({ ...basis, protects: rules.map(answer).reduce(bothHold) }));
    const held = holds(right, bases, answer);
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

type LaidOut = { readonly right: Right; readonly grounds: readonly (Omit<Basis, 'protects'> & { readonly rules: readonly [Expression, ...Expression[]] })[] };
const layouts = new WeakMap<Catalogue, readonly LaidOut[]>();

/** Every right with its treaties found, and the rules that say whom each citation protects: the same for everybody. */
function laidOut(catalogue: Catalogue): readonly LaidOut[] {
  const known = layouts.get(catalogue);
  if (known !== undefined) return known;
  const instruments = new Map(catalogue.instruments.map((instrument) => [instrument.id, instrument]));
  const made = catalogue.rights.map((right) => ({
    right,
    grounds: right.basis.flatMap((basis) => {
      const found = instruments.get(basis.instrument);
      if (found === undefined) return [];
      const narrower = [partOf(found, basis.article)?.holder, basis.holder].filter((rule) => rule !== undefined);
      return [{ ...basis, in: found, rules: [found.protects, ...narrower] as const }];
    }),
  }));
  layouts.set(catalogue, made);
  return made;
}

function partOf({ parts }: Instrument, article: string) {
  const number = Number.parseInt(article, 10);
  return parts?.find(({ from, to }) => from <= number && number <= to);
}

/** Those named as holders, when at least one article protects them. What binds by custom needs no article. */
function holds(right: Right, bases: readonly Basis[], answer: (rule: Expression) => Verdict): Verdict {
  const named = answer(right.holder);
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
