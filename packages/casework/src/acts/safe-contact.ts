import { channels, mayContact } from '@sojourn/consent';
import { ok, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { recording, takingUp } from '../policies.ts';
import { safeContactOf } from '../safe-contact/fold.ts';
import { callOutcomes, messageOutcomes, neutralTemplates, safeContactShape, templates } from '../safe-contact/payloads.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id } from './inputs.ts';

const staff = { policy: recording, opensCase: false } as const;

/** A new version each time; number, code word and names are sealed, the rest is what the gate reads. */
export const setSafeContact = declareAct({
  ...staff,
  name: 'safe-contact.set',
  summary: 'Record how, when and by whom the person may safely be reached',
  input: z.strictObject(safeContactShape),
  sealed: { number: { maxLength: 300 }, 'code-word': { maxLength: 100 }, 'sender-name': { maxLength: 100 }, 'safe-contact': { maxLength: 1_000 } },
  offline: 'record',
  decide: (_state: CaseState | undefined, input, context) => ok([written('safe-contact-set@1', { ...input, on: context.on }, context.sealed)]),
});

/** One tap: from now on nothing goes out, until a new way is agreed. */
export const markUnsafe = declareAct({
  ...staff,
  name: 'safe-contact.unsafe-now',
  summary: 'Stop every call and message to the person now',
  input: z.strictObject({ subjectId: id }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (_state: CaseState | undefined, input, context) => ok([written('contact-unsafe@1', { ...input, on: context.on }, context.sealed)]),
});

/** Into the outbox, to be sent by a person. Refused where no such way was agreed; where it is only too early, it waits for the next window. */
export const prepareMessage = declareAct({
  ...staff,
  policy: takingUp,
  name: 'message.prepare',
  summary: 'Prepare a message, letter or reminder to the person',
  input: z.strictObject({ subjectId: id, channel: z.enum(channels), template: z.enum(templates), about: id.optional() }),
  sealed: { words: { maxLength: 4_000 } },
  offline: 'never',
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const safe = safeContactOf(state, input.subjectId);
    const may = mayContact(safe, input.channel, context.now);
    if (!may.ok && may.refusal.kind !== 'not-now') return may;
    const neutral = (neutralTemplates as readonly string[]).includes(input.template);
    const mayName = input.channel === 'in-person' || safe?.mayNameMatter === true;
    if (!mayName && (!neutral || context.sealed.has('words'))) return refused({ kind: 'only-neutral-words', where: ['template'] });
    const next = may.ok ? undefined : may.refusal['next'];
    const payload = {
      ...input,
      language: safe?.language ?? 'en',
      ...(safe === undefined ? {} : { safeContactId: safe.entryId }),
      ...(typeof next === 'number' ? { notBefore: next } : {}),
      on: context.today,
    };
    return ok([written('message-prepared@1', payload, context.sealed)]);
  },
});

/** The gate is asked again at the moment of sending. What went out at another time all the same is recorded as that. */
export const settleMessage = declareAct({
  ...staff,
  policy: takingUp,
  name: 'message.settle',
  summary: 'Send a prepared message, or record what became of it',
  input: z.strictObject({ messageId: id, outcome: z.enum(messageOutcomes) }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'never',
  decide: (state: CaseState | undefined, input, context) => {
    const message = state?.messages.find((one) => one.entryId === input.messageId);
    if (state === undefined || message === undefined) return refused({ kind: 'no-such-message' });
    if (message.settled !== undefined) return refused({ kind: 'message-settled-already' });
    if (input.outcome === 'sent') {
      const may = mayContact(safeContactOf(state, message.subjectId), message.channel, context.now);
      if (!may.ok) return may;
      const mayName = may.value.mayNameMatter || (neutralTemplates as readonly string[]).includes(message.template);
      if (!mayName) return refused({ kind: 'only-neutral-words', where: ['template'] });
    }
    return ok([written('message-settled@1', { ...input, on: context.on }, context.sealed)]);
  },
});

/** A call that was made is always written down; whether it was as agreed is said beside it. */
export const noteCall = declareAct({
  ...staff,
  name: 'call.note',
  summary: 'Write down a call or another contact with the person',
  input: z.strictObject({ subjectId: id, channel: z.enum(channels), outcome: z.enum(callOutcomes) }),
  sealed: { note: { maxLength: 8_000 } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const asAgreed = mayContact(safeContactOf(state, input.subjectId), input.channel, context.now).ok;
    return ok([written('call-noted@1', { ...input, asAgreed, on: context.on }, context.sealed)]);
  },
});
