import type { CaseState, ReliedOn } from '@sojourn/casework';
import type { Catalogue } from '@sojourn/catalogue';
import type { DraftEntry } from '@sojourn/journal';
import type { JsonValue, PlainDate } from '@sojourn/kernel';
import { evaluateProgramme } from '@sojourn/programmes';
import { type RightLine, rightsBrief } from '@sojourn/rights';
import { evaluate } from '@sojourn/rules';
import { factsForRules, onOneDay, rulesContext, statesOf } from './facts-of-case.ts';

type Grounds = { readonly programme?: true; readonly rulebook?: string; readonly rights?: readonly string[] };

/** Decisions, and what of the catalogue each rests on. What merely happened, or was said, rests on nothing. */
export const restsOn: Readonly<Record<string, Grounds>> = {
  'application-submitted': { programme: true },
  'application-decided': { programme: true },
  'plan-approved': { programme: true },
  'identification-concluded': { rulebook: 'identification' },
  'consulate-contacted': { rights: ['R23'] },
  'filing-made': {},
  'best-interests-proposed': { rights: ['R61', 'R62'] },
  'best-interests-confirmed': { rights: ['R61', 'R62'] },
  'guardian-conflict-found': { rights: ['R61', 'R63'] },
  'vital-interest-invoked': { rights: ['R02', 'R38'] },
  'referral-shared': { rights: ['R38'] },
};

export const filingsRestOn: Readonly<Record<string, readonly string[]>> = {
  asylum: ['R67', 'R04'],
  release: ['R15', 'R18'],
  'exit-clearance': ['R27'],
  'family-visa': ['R60'],
  'wage-claim': ['R47'],
  'police-complaint': ['R35', 'R09'],
};

/** The drafts of one act, decisions with what they relied on: as the rules answered before it, on the record as it stood. */
export function withGrounds(drafts: readonly DraftEntry[], catalogue: Catalogue, state: CaseState | undefined, on: PlainDate): readonly DraftEntry[] {
  if (state === undefined) return drafts;
  let brief: readonly RightLine[] | undefined;
  return drafts.map((draft) => {
    const grounds = restsOn[draft.kind];
    if (grounds === undefined) return draft;
    const payload = draft.payload as { readonly programme?: string; readonly filing?: string };
    const facts = factsForRules(state, catalogue, onOneDay(on));
    const rights = [...(grounds.rights ?? []), ...(filingsRestOn[payload.filing ?? ''] ?? [])];
    if (rights.length > 0) brief ??= rightsBrief(catalogue, facts, statesOf(state, catalogue, on), on);
    const reliedOn: ReliedOn = [
      ...(grounds.programme === true ? testsOf(payload.programme ?? state.applications.at(-1)?.programme) : []),
      ...(grounds.rulebook === undefined ? [] : rulesIn(grounds.rulebook)),
      ...rights.map((right) => rightIn(right, brief ?? [])),
    ];
    return reliedOn.length === 0 ? draft : { ...draft, payload: { ...(draft.payload as Readonly<Record<string, JsonValue>>), reliedOn } };

    function testsOf(id: string | undefined): ReliedOn {
      const programme = catalogue.programmes.find((one) => one.id === id);
      if (programme === undefined) return [];
      const { tests } = evaluateProgramme(catalogue, programme, facts, rulesContext(catalogue, onOneDay(on)));
      return tests.map((test) => ({ at: `${programme.id}/${test.id}`, is: test.verdict.is, citations: [test.citation] }));
    }

    function rulesIn(id: string): ReliedOn {
      const book = catalogue.rulebooks.find((one) => one.id === id);
      const answered = (book?.rules ?? []).flatMap((one) => ('rule' in one ? [one] : []));
      return answered.map(({ id: rule, citation, rule: says }) => ({
        at: `${id}/${rule}`,
        is: evaluate(says, facts, rulesContext(catalogue, onOneDay(on))).is,
        citations: [citation],
      }));
    }
  });
}

/** A right with the articles that bind a State concerned; those of which it is not known whether they do are not relied on. */
function rightIn(id: string, brief: readonly RightLine[]): ReliedOn[number] {
  const line = brief.find(({ right }) => right.id === id);
  const binding = (line?.duties ?? []).flatMap((duty) => [
    ...duty.citations.flatMap((cited) =>
      cited.party.is === 'party' && cited.protects === 'yes' ? [`${cited.instrument} ${cited.article} (${duty.state})`] : [],
    ),
    ...(duty.custom ? ['custom'] : []),
  ]);
  return { at: `right/${id}`, is: line?.holds ?? 'no', citations: [...new Set(binding)].slice(0, 80) };
}
