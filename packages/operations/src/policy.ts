import { type OfficeId, ok, type Refusal, type Result, refused, type UserId } from '@sojourn/kernel';
import { type Actor, type Purpose, purposesOf, type Role } from './actor.ts';

/** How far a role reaches: the cases of its own office, those of the whole organisation, or (for oversight) restricted ones too. A case team's members reach its case from any office. */
export type Reach = 'office' | 'organisation' | 'every-case';

/** What may be true of a case besides being open. */
export type Condition = 'closed' | 'erased';

type Serving<P extends Purpose> = { readonly [R in Role]: P extends (typeof purposesOf)[R][number] ? R : never }[Role];

type PolicyFor<P extends Purpose> = {
  readonly purpose: P;
  /** `case`: one that exists, named by `caseId`. `new-case`: the case it opens. `cases`: those of the list that one may view. `organisation`: no case at all. */
  readonly about: 'case' | 'new-case' | 'cases' | 'organisation';
  /** Who, and how far. A role that is not named has no access; one that does not work for this purpose does not compile. */
  readonly roles: { readonly [R in Serving<P>]?: Reach };
  /** Done also while the case is so; everything is done while it is open. */
  readonly alsoWhen: readonly Condition[];
  /** Whether words and identity are given, read, or neither. What does not read them is handed a vault that opens nothing. */
  readonly sealed: 'nothing' | 'gives' | 'reads';
  /** `during`: whoever broke the glass of a case may do it meanwhile. `opens`: it is the breaking; it reaches what its roles do not, and never someone barred. */
  readonly emergency?: 'during' | 'opens';
  /** The person's agreement without which it is refused, by its purpose; the ledger decides. */
  readonly authority?: 'assistance' | 'sharing' | 'filing' | 'consular-contact';
};

/** Who may do an operation, on which cases, for what, in which state of the case: data, read by `decideAccess` on device and server. */
export type Policy = { readonly [P in Purpose]: PolicyFor<P> }[Purpose];

/** What of a case decides about access to it. */
export type CaseStanding = {
  readonly officeId: OfficeId;
  readonly closed: boolean;
  readonly erased: boolean;
  /** Only for its team. */
  readonly restricted: boolean;
  readonly team: readonly UserId[];
  /** Relatives and others with a conflict of interest: for them it does not exist. */
  readonly barred: readonly UserId[];
  /** Those who broke the glass, while it lasts. */
  readonly emergency: readonly UserId[];
};

/** The first way there is, and every role that leads there: what is shown is what any of them may see. */
export type Allowed = { readonly role: Role; readonly through: Reach | 'team' | 'emergency'; readonly lentBy?: UserId; readonly roles: readonly Role[] };

/**
 * The one answer to "may they?". Fails closed. A role that never may is told so; a case that is not there, is another
 * office's, is restricted, or is barred to this person gives one and the same answer.
 */
export function decideAccess(policy: Policy, actor: Actor, standing?: CaseStanding): Result<Allowed, Refusal> {
  const able = capacitiesOf(actor).filter(({ role }) => reachOf(policy, role) !== undefined);
  const [first] = able;
  if (first === undefined) return refused({ kind: 'not-allowed', needs: Object.keys(policy.roles) });
  if (policy.about !== 'case')
    return ok(
      allowed(
        first,
        reachOf(policy, first.role) ?? 'office',
        able.map(({ role }) => role),
      ),
    );
  if (standing === undefined || standing.barred.includes(actor.userId) || (actor.onlyOffice !== undefined && actor.onlyOffice !== standing.officeId))
    return refused({ kind: 'no-such-case' });
  const ways = able.flatMap((capacity) => {
    const through = wayTo(policy, actor, capacity, standing);
    return through === undefined ? [] : [{ capacity, through }];
  });
  const [way] = ways;
  if (way === undefined) return refused({ kind: 'no-such-case' });
  if (standing.closed && !policy.alsoWhen.includes('closed')) return refused({ kind: 'case-closed' });
  if (standing.erased && !policy.alsoWhen.includes('erased')) return refused({ kind: 'case-erased' });
  return ok(
    allowed(
      way.capacity,
      way.through,
      ways.map(({ capacity }) => capacity.role),
    ),
  );
}

/** Whether this person ever may, whatever the case. */
export const isNever = (policy: Policy, actor: Actor): Refusal | undefined => {
  const access = decideAccess({ ...policy, about: 'organisation' } as Policy, actor);
  return access.ok ? undefined : access.refusal;
};

type Capacity = { readonly role: Role; readonly officeId: OfficeId; readonly lentBy?: UserId };

/** One's own roles first: what is lent is used only where they do not reach. */
function capacitiesOf({ officeId, roles, lent = [] }: Actor): readonly Capacity[] {
  return [...roles.map((role) => ({ role, officeId })), ...lent.map(({ role, by, officeId: theirs }) => ({ role, officeId: theirs, lentBy: by }))];
}

function reachOf(policy: Policy, role: Role): Reach | undefined {
  const serves = (purposesOf[role] as readonly Purpose[]).includes(policy.purpose);
  return serves ? (policy.roles as Readonly<Partial<Record<Role, Reach>>>)[role] : undefined;
}

function wayTo(policy: Policy, actor: Actor, { role, officeId, lentBy }: Capacity, standing: CaseStanding): Allowed['through'] | undefined {
  if (standing.team.includes(actor.userId) || (lentBy !== undefined && standing.team.includes(lentBy) && !standing.barred.includes(lentBy))) return 'team';
  const reach = reachOf(policy, role);
  if (reach === 'every-case' || (!standing.restricted && (reach === 'organisation' || officeId === standing.officeId))) return reach;
  const broken = policy.emergency === 'during' && standing.emergency.includes(actor.userId);
  return broken || policy.emergency === 'opens' ? 'emergency' : undefined;
}

const allowed = ({ role, lentBy }: Capacity, through: Allowed['through'], roles: readonly Role[]): Allowed => ({
  role,
  through,
  roles: [...new Set(roles)],
  ...(lentBy === undefined ? {} : { lentBy }),
});

/** Every role, over the whole organisation: one's own desk, and complaints. */
export const everyRole = {
  caseworker: 'organisation',
  supervisor: 'organisation',
  'fund-manager': 'organisation',
  finance: 'organisation',
  administrator: 'organisation',
  'data-protection': 'organisation',
  safeguarding: 'organisation',
  lawyer: 'organisation',
} as const satisfies Record<Role, Reach>;
