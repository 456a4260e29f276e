import type { CaseState, ReliedOn } from '@sojourn/casework';
import type { Catalogue } from '@sojourn/catalogue';
import type { DraftEntry } from '@sojourn/journal';
import type { JsonValue, PlainDate } from '@sojourn/kernel';
import { evaluateProgramme } from '@sojourn/programmes';
import { type RightLine, rightsBrief } from '@sojourn/rights';
import { evaluate } from '@sojourn/rules';
import { factsForRules, onOneDay, rulesContext, statesOf } from './facts-of-case.ts';

type Grounds = { readonly programme?: true; readonly rulebook?: string; readonly rights?: readonly string[] };

/** It was said, it happened, or it proposes what somebody else decides: it rests on nothing in the catalogue. */
const happened = undefined;
const theirInformation: Grounds = { rights: ['R38'] };
const theirChild: Grounds = { rulebook: 'identification', rights: ['R61', 'R63'] };
/** Closed, or taken up again, knowing this of the person and of what they were owed. */
const wholeCase: Grounds = { programme: true, rulebook: 'identification', rights: ['R35'] };

/** Every kind of entry: what of the catalogue a decision rests on, or that nothing was decided. A kind that is missing here fails a test. */
export const restsOn: Readonly<Record<string, Grounds | undefined>> = {
  'team-joined': happened,
  'team-left': happened,
  'case-restricted': theirInformation,
  'restriction-lifted': theirInformation,
  'conflict-declared': theirInformation,
  'conflict-lifted': theirInformation,
  'glass-broken': { rights: ['R02', 'R38'] },
  'glass-reviewed': { rights: ['R02', 'R38'] },
  'contact-recorded': happened,
  'fact-asserted': happened,
  'name-recorded': happened,
  'name-withdrawn': happened,
  'name-preferred': happened,
  'attachment-kept': happened,
  'person-added': happened,
  'person-related': happened,
  'relation-withdrawn': happened,
  'identification-concluded': { rulebook: 'identification' },
  'alternative-tried': happened,
  'consent-recorded': happened,
  'consent-withdrawn': happened,
  'guardian-recorded': happened,
  'guardian-verified': theirChild,
  'guardian-conflict-found': theirChild,
  'guardian-ended': happened,
  'withholding-recorded': theirInformation,
  'withholding-lifted': theirInformation,
  'recipient-barred': theirInformation,
  'vital-interest-invoked': { rights: ['R02', 'R38'] },
  'vital-interest-reviewed': { rights: ['R02', 'R38'] },
  'best-interests-proposed': { rights: ['R61', 'R62'] },
  'best-interests-confirmed': { rights: ['R61', 'R62'] },
  'court-order-recorded': happened,
  'court-order-reviewed': { rights: ['R33', 'R38'] },
  'court-order-confirmed': { rights: ['R33', 'R38'] },
  'referral-shared': theirInformation,
  'referral-handed-over': happened,
  'referral-recalled': theirInformation,
  'recall-answered': happened,
  'origin-fear-asked': happened,
  'consular-advice-given': { rights: ['R23', 'R04'] },
  'consulate-contacted': { rights: ['R23'] },
  'filing-made': {},
  'filing-outcome': happened,
  'safe-contact-set': happened,
  'contact-unsafe': happened,
  'message-prepared': theirInformation,
  'message-settled': happened,
  'call-noted': happened,
  'danger-left': happened,
  'danger-assessed': { rights: ['R02', 'R16'] },
  'application-submitted': { programme: true },
  'application-decided': { programme: true },
  'appeal-lodged': happened,
  'appeal-decided': { programme: true, rights: ['R35'] },
  'plan-line-added': happened,
  'plan-approved': { programme: true },
  'payment-recorded': { programme: true },
  'case-closed': wholeCase,
  'case-reopened': wholeCase,
  'legal-hold-placed': { rights: ['R35'] },
  'legal-hold-lifted': { rights: ['R35'] },
  'records-joined': theirInformation,
  'records-join-confirmed': theirInformation,
  'records-parted': theirInformation,
  'records-told-apart': theirInformation,
  'service-delivered': happened,
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
      ...rights.map((right) => rightIn(right, catalogue, brief ?? [])),
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

/**
 * A right with the articles that bind a State concerned. Where none does for certain, the articles that were looked at, each with how the State
 * stands to it; where the person does not hold the right, the articles it rests on.
 */
function rightIn(id: string, catalogue: Catalogue, brief: readonly RightLine[]): ReliedOn[number] {
  const line = brief.find(({ right }) => right.id === id);
  const cited = (line?.duties ?? []).flatMap((duty) => duty.citations.map((one) => ({ ...one, state: duty.state })));
  const binding = cited
    .filter(({ party, protects }) => party.is === 'party' && protects === 'yes')
    .map((one) => `${one.instrument} ${one.article} (${one.state})`);
  const custom = line?.duties.some((duty) => duty.custom) === true ? ['custom'] : [];
  const looked = cited.map((one) => `${one.instrument} ${one.article} (${one.state}: ${one.party.is === 'party' ? 'not known to protect' : one.party.is})`);
  const rests = (catalogue.rights.find((right) => right.id === id)?.basis ?? []).map(({ instrument, article }) => `${instrument} ${article}`);
  const said = [binding, looked].find((some) => some.length > 0) ?? (custom.length > 0 ? [] : rests);
  return { at: `right/${id}`, is: line?.holds ?? 'no', citations: [...new Set([...said, ...custom])].slice(0, 80) };
}
