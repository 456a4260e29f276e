import type { Advice, DataClass, FearAsked, FilingKind, Ground } from '@sojourn/consent';
import type { OpenKind } from '@sojourn/directory';
import { type EntryId, type PersonId, type PlainDate, type UserId, unreachable } from '@sojourn/kernel';
import type { z } from 'zod';
import type { Written } from '../authority/fold.ts';
import { type consularActs, type FilingPayloadKind, type filingOutcomes, filingPayloads } from './payloads.ts';

type Noted = { readonly entryId: EntryId; readonly sequence: number; readonly authorId: UserId; readonly on: PlainDate; readonly subjectId: PersonId };
type Left = Noted & {
  readonly recipientId: string;
  readonly recipient: OpenKind;
  readonly basedOn: EntryId;
  readonly facts: readonly string[];
  readonly sealedIds: readonly string[];
  readonly dataClasses: readonly DataClass[];
  readonly fingerprint: string;
};
type FilingMade = Left & {
  readonly filing: FilingKind;
  readonly ground: Ground;
  readonly outcome?: { readonly outcome: (typeof filingOutcomes)[number]; readonly on: PlainDate };
};
export type FilingState = {
  readonly fearAsked: readonly (Noted & FearAsked)[];
  readonly consularAdvice: readonly (Noted & Advice)[];
  readonly consularContacts: readonly (Left & { readonly act: (typeof consularActs)[number] })[];
  readonly filings: readonly FilingMade[];
};
export const noFilings: FilingState = { fearAsked: [], consularAdvice: [], consularContacts: [], filings: [] };

export function filingApplied(state: FilingState, kind: FilingPayloadKind, { entryId, sequence, authorId }: Written, payload: unknown): FilingState {
  const read = <Kind extends FilingPayloadKind>(_: Kind) => filingPayloads[kind].parse(payload) as z.output<(typeof filingPayloads)[Kind]>;
  const noted = ({ subjectId, on }: { readonly subjectId: string; readonly on: string }) => ({
    ...{ entryId, sequence, authorId },
    subjectId: subjectId as PersonId,
    on: on as PlainDate,
  });
  switch (kind) {
    case 'origin-fear-asked@1': {
      const asked = read(kind);
      return { ...state, fearAsked: [...state.fearAsked, { ...asked, ...noted(asked) }] };
    }
    case 'consular-advice-given@1': {
      const given = read(kind);
      return { ...state, consularAdvice: [...state.consularAdvice, { ...given, ...noted(given) }] };
    }
    case 'consulate-contacted@1': {
      const made = read(kind);
      return { ...state, consularContacts: [...state.consularContacts, { ...made, ...noted(made), basedOn: made.basedOn as EntryId }] };
    }
    case 'filing-made@1': {
      const made = read(kind);
      return { ...state, filings: [...state.filings, { ...made, ...noted(made), basedOn: made.basedOn as EntryId }] };
    }
    case 'filing-outcome@1': {
      const { filingId, outcome, on } = read(kind);
      return { ...state, filings: state.filings.map((one) => (one.entryId === filingId ? { ...one, outcome: { outcome, on: on as PlainDate } } : one)) };
    }
    default:
      return unreachable(kind);
  }
}
