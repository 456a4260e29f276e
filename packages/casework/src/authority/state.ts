import type { DataClass, Ground, Ledger } from '@sojourn/consent';
import type { OpenKind } from '@sojourn/directory';
import type { EntryId, PersonId, PlainDate, UserId } from '@sojourn/kernel';
import type { handoverStatuses, recallAnswers, referralReasons } from './codes.ts';

export type Share = {
  readonly entryId: EntryId;
  /** The values shared are those the case held after this entry. */
  readonly sequence: number;
  readonly sharedBy: UserId;
  readonly on: PlainDate;
  readonly subjectId: PersonId;
  readonly recipientId: string;
  readonly recipient: OpenKind;
  readonly ground: Ground;
  readonly basedOn: EntryId;
  readonly reason: (typeof referralReasons)[number];
  readonly facts: readonly string[];
  readonly sealedIds: readonly string[];
  readonly dataClasses: readonly DataClass[];
  readonly fingerprint: string;
  readonly replyBy: PlainDate;
  readonly expiresOn: PlainDate;
  readonly handover?: { readonly status: (typeof handoverStatuses)[number]; readonly on: PlainDate };
  readonly recall?: {
    readonly because: string;
    readonly on: PlainDate;
    readonly replyBy: PlainDate;
    readonly answer?: { readonly answer: (typeof recallAnswers)[number]; readonly on: PlainDate };
  };
};

export type AuthorityState = { readonly ledger: Ledger; readonly shares: readonly Share[] };
