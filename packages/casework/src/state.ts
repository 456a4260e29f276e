import type { ConsentRecord } from '@sojourn/consent';
import type { Assertion, SealedReference, SourceCode } from '@sojourn/journal';
import type { ActId, CaseId, EntryId, Instant, Money, OfficeId, PersonId, PlainDate, UserId } from '@sojourn/kernel';
import type { NameKind, Relation, ScriptCode } from '@sojourn/people';
import type { AppealState } from './appeals/fold.ts';
import type { AuthorityState } from './authority/state.ts';
import type {
  alternativeAnswers,
  apartGrounds,
  closingOutcomes,
  conclusions,
  decisionReasons,
  decisions,
  elementAnswers,
  holdGrounds,
  joinGrounds,
  notComparableReasons,
  partGrounds,
  referrals,
  Service,
  Skippable,
} from './codes.ts';
import type { DangerState } from './danger/fold.ts';
import type { FilingState } from './filings/fold.ts';
import type { ContactState } from './safe-contact/fold.ts';
import type { Standing } from './team/state.ts';

type OneOf<List extends readonly string[]> = List[number];
type Recorded = { readonly entryId: EntryId; readonly sequence: number; readonly authorId: UserId; readonly on: PlainDate };

/** What is known of a name without reading it. Its text is the sealed value `field` of the same entry. */
export type NameRecord = Recorded & {
  readonly subjectId: PersonId;
  readonly kind: NameKind;
  readonly script: ScriptCode;
  readonly language?: string;
  readonly source: SourceCode;
  readonly field: string;
  /** An earlier name that this one puts right. */
  readonly corrects?: EntryId;
  /** The name, in its own script, that this one writes in another. */
  readonly transliterates?: EntryId;
  readonly withdrawnOn?: PlainDate;
  /** Sequence of the entry that said: call them by this one. */
  readonly callSince?: number;
};
export type RelationRecord = Recorded & { readonly relation: Relation; readonly source: SourceCode; readonly withdrawnOn?: PlainDate };
/** Somebody else than the person whose case it is: their words are sealed under a key of their own. */
export type OtherPerson = { readonly personId: PersonId; readonly relations: readonly RelationRecord[] };
export type Identification = Recorded & {
  readonly act: OneOf<typeof elementAnswers>;
  readonly means: OneOf<typeof elementAnswers>;
  readonly purpose: OneOf<typeof elementAnswers>;
  readonly conclusion: OneOf<typeof conclusions>;
};
export type Alternative = Recorded & {
  readonly scope: 'local' | 'national' | 'regional';
  readonly providerId?: PersonId;
  readonly answer: OneOf<typeof alternativeAnswers>;
  readonly reasons: readonly OneOf<typeof notComparableReasons>[];
};
export type Application = Recorded & { readonly programme: string; readonly urgency: 'emergency' | 'standard' };
export type Decision = Recorded & {
  readonly applicationId: EntryId;
  readonly decision: OneOf<typeof decisions>;
  readonly reasons: readonly OneOf<typeof decisionReasons>[];
  readonly referral?: OneOf<typeof referrals>;
};
export type PlanLine = Recorded & {
  readonly service: Service;
  readonly quantity: number;
  readonly unit: string;
  readonly unitCost: Money;
  readonly approval?: PlanApproval;
};
type PlanApproval = { readonly entryId: EntryId; readonly authorId: UserId; readonly on: PlainDate };
export type Payment = Recorded & { readonly lineId: EntryId; readonly amount: Money; readonly method: string };
export type Delivery = Recorded & { readonly lineId?: EntryId; readonly service: Service; readonly quantity: number; readonly received: Skippable };
type Closure = Recorded & { readonly outcome: OneOf<typeof closingOutcomes> };
type Hold = Recorded & { readonly ground: OneOf<typeof holdGrounds>; readonly liftedOn?: PlainDate };
/** Another record that a person has said to be of somebody else: it is not proposed again. */
type ToldApart = Recorded & { readonly otherCaseId: CaseId; readonly ground: OneOf<typeof apartGrounds> };
/** Another record of the same person. The act that joined them wrote one such link in each of the two. */
export type Link = Recorded & {
  readonly joinId: ActId;
  readonly otherCaseId: CaseId;
  readonly receivedAt: Instant;
  /** What this record is in it: the one in which work goes on, or the one that was joined into it. */
  readonly part: 'kept' | 'joined';
  readonly ground: OneOf<typeof joinGrounds>;
  readonly by: 'caseworker' | 'supervisor';
  readonly confirmed?: { readonly authorId: UserId; readonly on: PlainDate };
  readonly parted?: Recorded & { readonly ground: OneOf<typeof partGrounds> };
};
/** When a consent was received, what its author had seen, and when it was taken back. */
export type ConsentTime = {
  readonly entryId: EntryId;
  readonly sequence: number;
  readonly receivedAt: Instant;
  readonly basis: number;
  readonly withdrawnAt?: Instant;
};
export type SealedHere = SealedReference & { readonly entryId: EntryId; readonly kind: string; readonly sequence: number };

/** A case as its journal tells it. Codes only: who the person is stands in the sealed values. */
export type CaseState = AuthorityState &
  FilingState &
  ContactState &
  DangerState &
  AppealState & {
    readonly caseId: CaseId;
    /** Says nothing about country, year or sex. */
    readonly caseCode: string;
    readonly officeId: OfficeId;
    readonly personId: PersonId;
    readonly openedOn: PlainDate;
    /** Who reaches it. */
    readonly standing: Standing;
    readonly sequence: number;
    readonly contactSource: string;
    readonly assertions: readonly Assertion[];
    readonly names: readonly NameRecord[];
    readonly people: readonly OtherPerson[];
    readonly identifications: readonly Identification[];
    readonly alternatives: readonly Alternative[];
    readonly applications: readonly Application[];
    readonly decisions: readonly Decision[];
    readonly planLines: readonly PlanLine[];
    readonly payments: readonly Payment[];
    readonly deliveries: readonly Delivery[];
    /** Present while the case is closed. */
    readonly closure?: Closure;
    readonly holds: readonly Hold[];
    readonly links: readonly Link[];
    readonly toldApart: readonly ToldApart[];
    readonly consentTimes: readonly ConsentTime[];
    readonly sealed: readonly SealedHere[];
    /** Payloads expunged under a certificate: the fold goes on without them. */
    readonly expunged: number;
    /** Only where records are read together: the others, and consents that do not count because of what another record says. */
    readonly elsewhere?: readonly Elsewhere[];
    readonly setAside?: readonly ConsentRecord[];
    /** Who is said in another of the records to have done harm: never told anything here either, and a guardian for nobody. */
    readonly harmElsewhere?: readonly PersonId[];
    /** Of each entry of the ledger that stands in another of the records: which. */
    readonly recordOf?: Readonly<Record<EntryId, CaseId>>;
  };

/** Another record of the same person, as far as work in this one must know of it. */
export type Elsewhere = { readonly caseId: CaseId; readonly caseCode: string; readonly stage: Stage; readonly confirmed: boolean };

export type Stage = 'contact' | 'submitted' | 'more-information' | 'refused' | 'plan-pending' | 'budget-submitted' | 'funded' | 'active' | 'closed';

export function stageOf(state: CaseState): Stage {
  if (state.closure !== undefined) return 'closed';
  const application = state.applications.at(-1);
  if (application === undefined) return 'contact';
  const decision = state.decisions.filter((d) => d.applicationId === application.entryId).at(-1);
  if (decision === undefined) return 'submitted';
  if (decision.decision === 'refused') return 'refused';
  if (decision.decision === 'more-information') return 'more-information';
  if (state.planLines.length === 0) return 'plan-pending';
  if (state.planLines.some((line) => line.approval === undefined)) return 'budget-submitted';
  return state.payments.length === 0 ? 'funded' : 'active';
}

export const nextSteps = {
  contact: ['interview', 'record-consent', 'try-alternative', 'conclude-identification', 'submit-application'],
  submitted: ['decide-application'],
  'more-information': ['interview', 'try-alternative', 'submit-application'],
  refused: ['refer-on', 'submit-application'],
  'plan-pending': ['add-plan-line'],
  'budget-submitted': ['approve-plan'],
  funded: ['record-payment', 'record-service'],
  active: ['record-service', 'record-payment'],
  closed: ['reopen'],
} as const satisfies Record<Stage, readonly string[]>;
export type NextStep = (typeof nextSteps)[Stage][number];

/** What keeps a case from being erased, whoever asks. */
export const standingHolds = (state: CaseState): readonly Hold[] => state.holds.filter((hold) => hold.liftedOn === undefined);

/** Integer minor units per currency. */
export function planTotals(lines: readonly PlanLine[]): readonly Money[] {
  const totals = new Map<string, number>();
  for (const line of lines) totals.set(line.unitCost.currency, (totals.get(line.unitCost.currency) ?? 0) + line.unitCost.minor * line.quantity);
  return [...totals].map(([currency, minor]) => ({ minor, currency }));
}
