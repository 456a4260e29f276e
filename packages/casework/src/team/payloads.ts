import { isPlainDate, isUuid } from '@sojourn/kernel';
import { z } from 'zod';
import { conflictKinds, emergencyFindings, emergencyReasons, teamParts } from './codes.ts';

const day = z.string().refine(isPlainDate, 'not-a-day');
const id = z.string().refine(isUuid, 'not-an-id');

export const teamPayloads = {
  'team-joined@1': z.strictObject({ userId: id, as: z.enum(teamParts), on: day }),
  'team-left@1': z.strictObject({ userId: id, on: day }),
  'case-restricted@1': z.strictObject({ on: day }),
  'restriction-lifted@1': z.strictObject({ on: day }),
  'conflict-declared@1': z.strictObject({ userId: id, kind: z.enum(conflictKinds), on: day }),
  'conflict-lifted@1': z.strictObject({ conflictId: id, on: day }),
  'glass-broken@1': z.strictObject({ reason: z.enum(emergencyReasons), until: z.number().int(), on: day }),
  'glass-reviewed@1': z.strictObject({ glassId: id, finding: z.enum(emergencyFindings), on: day }),
} as const;
export type TeamKind = keyof typeof teamPayloads;
export const isTeamKind = (kind: string): kind is TeamKind => Object.hasOwn(teamPayloads, kind);
