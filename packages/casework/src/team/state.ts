import type { EntryId, Instant, OfficeId, UserId } from '@sojourn/kernel';
import type { CaseStanding } from '@sojourn/operations';
import { type conflictKinds, type emergencyFindings, type emergencyReasons, HOURS_TO_REVIEW, type teamParts } from './codes.ts';

export type TeamMember = { readonly userId: UserId; readonly as: (typeof teamParts)[number] };
type Conflict = { readonly entryId: EntryId; readonly userId: UserId; readonly kind: (typeof conflictKinds)[number] };
export type Emergency = {
  readonly entryId: EntryId;
  readonly by: UserId;
  readonly at: Instant;
  readonly until: number;
  readonly reason: (typeof emergencyReasons)[number];
  readonly review?: { readonly by: UserId; readonly at: Instant; readonly finding: (typeof emergencyFindings)[number] };
};

/** What of a case decides who reaches it; kept beside the rest so that it can be read alone. */
export type Standing = {
  readonly restricted: boolean;
  readonly team: readonly TeamMember[];
  readonly conflicts: readonly Conflict[];
  readonly emergencies: readonly Emergency[];
};

const HOUR = 3_600_000;

export const noTeam: Standing = { restricted: false, team: [], conflicts: [], emergencies: [] };

export const ownerOf = ({ team }: Standing): UserId | undefined => team.find((one) => one.as === 'owner')?.userId;

export const reviewDueAt = (one: Emergency): number => one.at + HOURS_TO_REVIEW * HOUR;

/** Ends when its time is over, or at once where it was found not justified. */
const standsOpen = (one: Emergency, now: Instant): boolean => one.until > now && one.review?.finding !== 'not-justified';

export function standingFrom(
  standing: Standing,
  where: { readonly officeId: OfficeId; readonly closed: boolean; readonly erased: boolean },
  now: Instant,
): CaseStanding {
  return {
    ...where,
    restricted: standing.restricted,
    team: standing.team.map((one) => one.userId),
    barred: standing.conflicts.map((one) => one.userId),
    emergency: standing.emergencies.filter((one) => standsOpen(one, now)).map((one) => one.by),
  };
}
