import { type EntryId, type PlainDate, type UserId, unreachable } from '@sojourn/kernel';
import type { z } from 'zod';
import { type AppealKind, appealPayloads as shapes } from './payloads.ts';

type Noted = { readonly entryId: EntryId; readonly sequence: number; readonly authorId: UserId; readonly on: PlainDate };
type Lodged = z.output<(typeof shapes)['appeal-lodged@1']>;
type Decided = z.output<(typeof shapes)['appeal-decided@1']>;
/** The first decision on an appeal is the one that counts; the refusal it is about stays where it stands. */
type Appeal = Noted &
  Pick<Lodged, 'grounds' | 'by'> & {
    readonly decisionId: EntryId;
    readonly decideBy: PlainDate;
    readonly decided?: Noted & Pick<Decided, 'outcome' | 'referral'>;
  };
export type AppealState = { readonly appeals: readonly Appeal[] };
export const noAppeals: AppealState = { appeals: [] };

export function appealApplied({ appeals }: AppealState, kind: AppealKind, written: Omit<Noted, 'on'>, payload: unknown): AppealState {
  switch (kind) {
    case 'appeal-lodged@1': {
      const { decisionId, decideBy, on, ...rest } = shapes[kind].parse(payload);
      return { appeals: [...appeals, { ...written, ...rest, decisionId: decisionId as EntryId, decideBy: decideBy as PlainDate, on: on as PlainDate }] };
    }
    case 'appeal-decided@1': {
      const { appealId, on, outcome, referral } = shapes[kind].parse(payload);
      const decided = { ...written, on: on as PlainDate, outcome, ...(referral === undefined ? {} : { referral }) };
      return { appeals: appeals.map((one) => (one.entryId === appealId && one.decided === undefined ? { ...one, decided } : one)) };
    }
    default:
      return unreachable(kind);
  }
}

type Author<Id extends string> = { readonly authorId: Id };
type Asked<Id extends string> = {
  readonly applications: readonly Author<Id>[];
  readonly decisions: readonly Author<Id>[];
  readonly appeals: readonly (Author<Id> & { readonly decided?: Author<Id> | undefined })[];
};

/** Who applied, decided, appealed or decided on an appeal: none of them is new to the next one. */
export const hadAPartIn = <Id extends string>({ applications, decisions, appeals }: Asked<Id>): readonly Id[] =>
  [...applications, ...decisions, ...appeals, ...appeals.flatMap((one) => one.decided ?? [])].map(({ authorId }) => authorId);

/** Until which day each must be decided that nobody has decided. */
export const appealsOwed = ({ appeals }: AppealState): readonly PlainDate[] => appeals.flatMap((one) => (one.decided === undefined ? [one.decideBy] : []));
