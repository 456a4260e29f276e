import type { EntryId, Instant, UserId } from '@sojourn/kernel';
import { unreachable } from '@sojourn/kernel';
import type { z } from 'zod';
import { type TeamKind, teamPayloads } from './payloads.ts';
import type { Standing, TeamMember } from './state.ts';

type Written = { readonly entryId: EntryId; readonly authorId: UserId; readonly receivedAt: Instant };

export function teamApplied(standing: Standing, kind: TeamKind, { entryId, authorId, receivedAt }: Written, payload: unknown): Standing {
  const read = <Kind extends TeamKind>(_: Kind) => teamPayloads[kind].parse(payload) as z.output<(typeof teamPayloads)[Kind]>;
  const without = (userId: string): readonly TeamMember[] => standing.team.filter((one) => one.userId !== userId);
  switch (kind) {
    case 'team-joined@1': {
      const { userId, as } = read(kind);
      // A case has one owner: who was it before works on.
      const others = without(userId).map((one) => (as === 'owner' && one.as === 'owner' ? { ...one, as: 'member' as const } : one));
      return { ...standing, team: [...others, { userId: userId as UserId, as }] };
    }
    case 'team-left@1':
      return { ...standing, team: without(read(kind).userId) };
    case 'case-restricted@1':
      return { ...standing, restricted: true };
    case 'restriction-lifted@1':
      return { ...standing, restricted: false };
    case 'conflict-declared@1': {
      const { userId, kind: why } = read(kind);
      return { ...standing, team: without(userId), conflicts: [...standing.conflicts, { entryId, userId: userId as UserId, kind: why }] };
    }
    case 'conflict-lifted@1': {
      const { conflictId } = read(kind);
      return { ...standing, conflicts: standing.conflicts.filter((one) => one.entryId !== conflictId) };
    }
    case 'glass-broken@1': {
      const { reason, until } = read(kind);
      return { ...standing, emergencies: [...standing.emergencies, { entryId, by: authorId, at: receivedAt, until, reason }] };
    }
    case 'glass-reviewed@1': {
      const { glassId, finding } = read(kind);
      const review = { by: authorId, at: receivedAt, finding };
      return { ...standing, emergencies: standing.emergencies.map((one) => (one.entryId === glassId ? { ...one, review } : one)) };
    }
    default:
      return unreachable(kind);
  }
}
