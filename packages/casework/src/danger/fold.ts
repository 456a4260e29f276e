import { type EntryId, type Instant, instant, type PlainDate, type UserId, unreachable } from '@sojourn/kernel';
import type { z } from 'zod';
import type { Skippable } from '../codes.ts';
import { type DangerKind, type dangerPayloads, HOURS_TO_ASSESS, dangerPayloads as shapes } from './payloads.ts';

type Noted = { readonly entryId: EntryId; readonly sequence: number; readonly authorId: UserId; readonly on: PlainDate };
type Left = z.output<(typeof dangerPayloads)['danger-left@1']>;
type Assessment = Noted & {
  readonly leftId: EntryId;
  readonly inDanger: Skippable;
  readonly needsDoctor: Skippable;
  readonly placeSafe: Skippable;
  readonly placeKnown: Skippable;
};
/** Somebody got out of danger before anything else was asked. */
type LeavingDanger = Noted & Pick<Left, 'way' | 'reason'> & { readonly assessBy: Instant };
/** Each assessment stays beside the ones before. It may stand in another record of the same person than the danger it is about. */
export type DangerState = { readonly dangers: readonly LeavingDanger[]; readonly dangerAssessments: readonly Assessment[] };
export const noDangers: DangerState = { dangers: [], dangerAssessments: [] };

type WrittenAt = Omit<Noted, 'on'> & {
  /** By the device's clock. */
  readonly recordedAt: Instant;
  /** By the server's. */
  readonly receivedAt: Instant;
};

const HOUR = 3_600_000;

export function dangerApplied({ dangers, dangerAssessments }: DangerState, kind: DangerKind, written: WrittenAt, payload: unknown): DangerState {
  const { recordedAt, receivedAt, ...rest } = written;
  const noted = ({ on }: { readonly on: string }) => ({ ...rest, on: on as PlainDate });
  switch (kind) {
    case 'danger-left@1': {
      const read = shapes[kind].parse(payload);
      // The day begins when it was written down, also where it reached the server late; a device whose clock runs ahead gains no time by it.
      const assessBy = instant(Math.min(recordedAt, receivedAt) + HOURS_TO_ASSESS * HOUR);
      return { dangers: [...dangers, { ...noted(read), way: read.way, reason: read.reason, assessBy }], dangerAssessments };
    }
    case 'danger-assessed@1': {
      const { leftId, on, ...answers } = shapes[kind].parse(payload);
      return { dangers, dangerAssessments: [...dangerAssessments, { ...noted({ on }), ...answers, leftId: leftId as EntryId }] };
    }
    default:
      return unreachable(kind);
  }
}

export const dangersAssessed = ({ dangers, dangerAssessments }: DangerState) =>
  dangers.map((one) => ({ ...one, assessments: dangerAssessments.filter(({ leftId }) => leftId === one.entryId) }));

/** Until when each must be assessed that nobody has assessed. */
export const assessmentsOwed = (state: DangerState): readonly Instant[] =>
  dangersAssessed(state).flatMap((one) => (one.assessments.length === 0 ? [one.assessBy] : []));
