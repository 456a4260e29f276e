import type { DraftEntry } from '@sojourn/journal';
import type { OfficeId, UserId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import { ownerOf, type Standing } from './state.ts';

/** What a person finds on their desk about a case. */
export const noticeKinds = ['glass-broken', 'glass-reviewed', 'case-yours', 'in-the-team', 'danger-left', 'appeal-lodged', 'appeal-decided'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

type Colleague = { readonly userId: UserId; readonly officeId: OfficeId; readonly roles: readonly Role[] };
type Notice = { readonly to: UserId; readonly kind: NoticeKind };

/**
 * Whom an act's entries concern at once. Glass that is broken: the owner, the supervisors of the case's office, and data
 * protection; never the one who broke it, and nobody for whom the case does not exist. Somebody who got out of danger: the
 * team, and the supervisors of the office.
 */
export function noticesOf(
  drafts: readonly DraftEntry[],
  by: UserId,
  before: { readonly standing: Standing; readonly officeId: OfficeId } | undefined,
  colleagues: readonly Colleague[],
): readonly Notice[] {
  if (before === undefined) return [];
  const { standing, officeId } = before;
  const barred = new Set(standing.conflicts.map((one) => one.userId));
  const notices = drafts.flatMap((draft): readonly Notice[] => {
    const payload = draft.payload as Readonly<Record<string, unknown>>;
    if (draft.kind === 'glass-broken') {
      const told = colleagues.filter((one) => one.roles.includes('data-protection') || (one.roles.includes('supervisor') && one.officeId === officeId));
      const owner = ownerOf(standing);
      return [...(owner === undefined ? [] : [owner]), ...told.map((one) => one.userId)].map((to) => ({ to, kind: 'glass-broken' }));
    }
    if (draft.kind === 'danger-left') {
      // For whoever is not in its team, a restricted case does not exist.
      const supervisors = standing.restricted ? [] : colleagues.filter((one) => one.roles.includes('supervisor') && one.officeId === officeId);
      const told = [...standing.team.filter((one) => one.as !== 'named'), ...supervisors];
      return told.map(({ userId }) => ({ to: userId, kind: 'danger-left' }));
    }
    if (draft.kind === 'appeal-lodged') {
      // Those who can decide it: for whoever is not in its team, a restricted case does not exist.
      const told = standing.restricted
        ? []
        : colleagues.filter((one) => one.roles.includes('fund-manager') || (one.roles.includes('supervisor') && one.officeId === officeId));
      return told.map(({ userId }) => ({ to: userId, kind: 'appeal-lodged' }));
    }
    if (draft.kind === 'appeal-decided') return standing.team.filter((one) => one.as !== 'named').map(({ userId }) => ({ to: userId, kind: 'appeal-decided' }));
    if (draft.kind === 'glass-reviewed') {
      const glass = standing.emergencies.find((one) => one.entryId === payload['glassId']);
      return glass === undefined ? [] : [{ to: glass.by, kind: 'glass-reviewed' }];
    }
    if (draft.kind === 'team-joined') return [{ to: payload['userId'] as UserId, kind: payload['as'] === 'owner' ? 'case-yours' : 'in-the-team' }];
    return [];
  });
  const once = new Map(notices.filter(({ to }) => to !== by && !barred.has(to)).map((one) => [`${one.to} ${one.kind}`, one]));
  return [...once.values()];
}
