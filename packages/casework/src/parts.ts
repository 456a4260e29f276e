import { type PartRules, partsFor, type Role } from '@sojourn/operations';
import type { PayloadKind } from './payloads.ts';
import { partedFromGrounds } from './relied-on.ts';
import { emptyStanding } from './team/view.ts';
import type { CaseRow, CaseView, HistoryLine } from './view.ts';

/** What is not everyone's to see of a case. Its code, stage and next steps are seen by whoever may view it at all. */
export const caseParts = [
  'team',
  'contactSource',
  'isChild',
  'names',
  'people',
  'urgent',
  /** How they got out of danger, and what was found when it was assessed. */
  'dangers',
  'facts',
  'identifications',
  'alternatives',
  'authority',
  /** How the person may be reached, and what was sent. */
  'contact',
  'applications',
  'decisions',
  'plan',
  'payments',
  'deliveries',
  'closure',
  'holds',
  'rights',
  'history',
  'certificates',
] as const;
export type CasePart = (typeof caseParts)[number];

/** Finance sees plan and money; the fund sees what its tests read and no identity; whoever looks after the installation sees no case. */
export const partRules: PartRules<CasePart> = {
  caseworker: 'everything',
  supervisor: 'everything',
  'fund-manager': caseParts.filter((part) => part !== 'team' && part !== 'names' && part !== 'people' && part !== 'contact' && part !== 'dangers'),
  finance: ['plan', 'payments'],
  administrator: [],
  'data-protection': [],
  safeguarding: [],
  lawyer: [],
};

/** Words of an entry, as `kind.field`, that a role may have opened. Names and how to reach someone are nowhere but with the people who help. */
const wordsRules: PartRules<string> = {
  caseworker: 'everything',
  supervisor: 'everything',
  'fund-manager': ['application-submitted.summary', 'application-decided.reason', 'plan-approved.note'],
  finance: ['payment-recorded.payee', 'payment-recorded.reference'],
  administrator: [],
  'data-protection': [],
  safeguarding: [],
  lawyer: [],
};

/** Kinds of entries whose content a role that does not see the whole history sees. */
const moneyKinds: ReadonlySet<string> = new Set<PayloadKind extends `${infer Kind}@${number}` ? Kind : never>([
  'plan-line-added',
  'plan-approved',
  'payment-recorded',
]);

export const partsSeenBy = (roles: readonly Role[]): ReadonlySet<CasePart> => partsFor(partRules, caseParts, roles);

export function mayOpenWords(roles: readonly Role[], words: { readonly kind: string; readonly field: string }): boolean {
  const name = `${words.kind}.${words.field}`;
  return partsFor(wordsRules, [name], roles).has(name);
}

/** The view as these roles may have it. What is withheld is emptied here, on the server, and named, so that nobody reads it as "nothing recorded". */
export function viewFor(view: CaseView, roles: readonly Role[]): CaseView {
  const seen = partsSeenBy(roles);
  const list = <One>(part: CasePart, of: readonly One[]): One[] => (seen.has(part) ? [...of] : []);
  const { closure, ...rest } = view;
  return {
    ...rest,
    ...(closure !== undefined && seen.has('closure') ? { closure } : {}),
    standing: seen.has('team') ? view.standing : emptyStanding,
    contactSource: seen.has('contactSource') ? view.contactSource : 'not-known',
    isChild: seen.has('isChild') ? view.isChild : 'unknown',
    names: list('names', view.names),
    people: list('people', view.people),
    urgent: list('urgent', view.urgent),
    dangers: list('dangers', view.dangers),
    appeals: list('decisions', view.appeals),
    facts: list('facts', view.facts),
    identifications: list('identifications', view.identifications),
    alternatives: list('alternatives', view.alternatives),
    consents: list('authority', view.consents),
    guardians: list('authority', view.guardians),
    withholdings: list('authority', view.withholdings),
    bars: list('authority', view.bars),
    vitalInterests: list('authority', view.vitalInterests),
    bestInterests: list('authority', view.bestInterests),
    courtOrders: list('authority', view.courtOrders),
    shares: list('authority', view.shares),
    fearAsked: list('authority', view.fearAsked),
    consularAdvice: list('authority', view.consularAdvice),
    consularContacts: list('authority', view.consularContacts),
    filings: list('authority', view.filings),
    receiptsOwed: list('authority', view.receiptsOwed),
    safeContacts: list('contact', view.safeContacts),
    messages: list('contact', view.messages),
    calls: list('contact', view.calls),
    applications: list('applications', view.applications),
    decisions: list('decisions', view.decisions),
    planLines: list('plan', view.planLines),
    planTotals: list('plan', view.planTotals),
    payments: list('payments', view.payments),
    deliveries: list('deliveries', view.deliveries),
    holds: list('holds', view.holds),
    sealed: view.sealed.filter((words) => mayOpenWords(roles, words)),
    withheld: caseParts.filter((part) => !seen.has(part)),
  };
}

/** Whole, or the lines about money alone. */
export function historyFor(lines: readonly HistoryLine[], roles: readonly Role[]): readonly HistoryLine[] {
  return partsSeenBy(roles).has('history') ? lines : lines.filter((line) => moneyKinds.has(line.kind)).map(withoutGrounds);
}

/** What the tests said of the person is not for those who only see the money. */
const withoutGrounds = (line: HistoryLine): HistoryLine => partedFromGrounds(line).entry;

export function rowFor(row: CaseRow, roles: readonly Role[]): CaseRow {
  const seen = partsSeenBy(roles);
  const { presentCountry, ...rest } = row;
  return {
    ...rest,
    urgent: seen.has('urgent') ? row.urgent : [],
    toHear: seen.has('decisions') ? row.toHear : [],
    toAssess: seen.has('dangers') ? row.toAssess : [],
    toReview: roles.includes('supervisor') ? row.toReview : [],
    isChild: seen.has('isChild') ? row.isChild : 'unknown',
    ...(presentCountry !== undefined && seen.has('facts') ? { presentCountry } : {}),
  };
}
