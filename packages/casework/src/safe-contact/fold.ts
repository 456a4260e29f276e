import type { Channel, SafeContact } from '@sojourn/consent';
import { type EntryId, type Instant, instant, type PersonId, type PlainDate, type UserId, unreachable } from '@sojourn/kernel';
import type { z } from 'zod';
import type { Written } from '../authority/fold.ts';
import { type callOutcomes, type messageOutcomes, type SafeContactKind, safeContactPayloads, type templates } from './payloads.ts';

type Noted = { readonly entryId: EntryId; readonly authorId: UserId; readonly on: PlainDate; readonly subjectId: PersonId };
type Message = Noted & {
  readonly channel: Channel;
  readonly template: (typeof templates)[number];
  readonly language: string;
  /** The share or the withdrawal that it is a receipt of. */
  readonly about?: string;
  readonly notBefore?: Instant;
  readonly settled?: { readonly outcome: (typeof messageOutcomes)[number]; readonly on: PlainDate; readonly by: UserId };
};
type CallNote = Noted & { readonly channel: Channel; readonly outcome: (typeof callOutcomes)[number]; readonly asAgreed: boolean };
/** Every version stays; the last one counts. */
export type ContactState = { readonly safeContacts: readonly SafeContact[]; readonly messages: readonly Message[]; readonly calls: readonly CallNote[] };
export const noContacts: ContactState = { safeContacts: [], messages: [], calls: [] };

export function contactApplied(state: ContactState, kind: SafeContactKind, written: Written, payload: unknown): ContactState {
  const { entryId, authorId, receivedAt } = written;
  const read = <Kind extends SafeContactKind>(_: Kind) => safeContactPayloads[kind].parse(payload) as z.output<(typeof safeContactPayloads)[Kind]>;
  const noted = ({ subjectId, on }: { readonly subjectId: string; readonly on: string }) => ({
    ...{ entryId, authorId },
    subjectId: subjectId as PersonId,
    on: on as PlainDate,
  });
  switch (kind) {
    case 'safe-contact-set@1': {
      const { on, subjectId, ...rest } = read(kind);
      return { ...state, safeContacts: [...state.safeContacts, { entryId, subjectId: subjectId as PersonId, setOn: on as PlainDate, ...rest }] };
    }
    case 'contact-unsafe@1': {
      const { subjectId } = read(kind);
      const unsafe = (one: SafeContact) => (one.subjectId === subjectId && one.unsafeSince === undefined ? { ...one, unsafeSince: receivedAt } : one);
      return { ...state, safeContacts: state.safeContacts.map(unsafe) };
    }
    case 'message-prepared@1': {
      const { about, notBefore, safeContactId: _safe, ...rest } = read(kind);
      const made = {
        ...rest,
        ...noted(rest),
        ...(about === undefined ? {} : { about }),
        ...(notBefore === undefined ? {} : { notBefore: instant(notBefore) }),
      };
      return { ...state, messages: [...state.messages, made] };
    }
    case 'message-settled@1': {
      const { messageId, outcome, on } = read(kind);
      const settled = { outcome, on: on as PlainDate, by: authorId };
      return { ...state, messages: state.messages.map((one) => (one.entryId === messageId ? { ...one, settled } : one)) };
    }
    case 'call-noted@1': {
      const made = read(kind);
      return { ...state, calls: [...state.calls, { ...made, ...noted(made) }] };
    }
    default:
      return unreachable(kind);
  }
}

export function safeContactOf(state: ContactState, subjectId: string): SafeContact | undefined {
  return state.safeContacts.findLast((one) => one.subjectId === subjectId);
}
