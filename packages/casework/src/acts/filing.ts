import { filingCarries, filingKinds, goesTo, held, mayContactConsulate, towards } from '@sojourn/consent';
import { isOpen, type OpenKind } from '@sojourn/directory';
import { factAt } from '@sojourn/journal';
import { ok, type PlainDate, refused } from '@sojourn/kernel';
import { declareAct } from '@sojourn/operations';
import { z } from 'zod';
import { askLedger, recipientIn } from '../authority/ask.ts';
import { packageOf } from '../authority/package.ts';
import { skippable } from '../codes.ts';
import { consularActs, filingOutcomes } from '../filings/payloads.ts';
import { recording, working } from '../policies.ts';
import type { CaseState } from '../state.ts';
import { written } from './draft.ts';
import { id } from './inputs.ts';

const staff = { policy: recording, opensCase: false } as const;
const chosen = {
  subjectId: id,
  recipientId: id,
  facts: z.array(z.string().max(80)).max(60),
  sealedIds: z.array(id).max(40).default([]),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  /** The warning was read to the person, in words they follow. */
  warned: z.literal(true),
};

/** Asked alone with the person, and skippable like every question. Not asked keeps the way to a consulate shut. */
export const askFear = declareAct({
  ...staff,
  name: 'origin-fear.ask',
  summary: 'Ask in private whether the person fears the State they come from',
  input: z.strictObject({ subjectId: id, answer: z.enum(skippable), inPrivate: z.boolean() }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (_state: CaseState | undefined, input, context) => ok([written('origin-fear-asked@1', { ...input, on: context.on }, context.sealed)]),
});

/** Who advised is the author of the entry. */
export const adviseOnConsulate = declareAct({
  ...staff,
  name: 'consulate.advise',
  summary: 'Advise the person what contact with their consulate may mean, and ask whether they still want it',
  input: z.strictObject({ subjectId: id, stillAsks: z.enum(['yes', 'no', 'undecided']) }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (_state: CaseState | undefined, input, context) => ok([written('consular-advice-given@1', { ...input, on: context.on }, context.sealed)]),
});

export const contactConsulate = declareAct({
  ...staff,
  policy: { ...working, authority: 'consular-contact' },
  name: 'consulate.contact',
  summary: 'Contact a consulate because the person asks for it',
  input: z.strictObject({ ...chosen, act: z.enum(consularActs) }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'never',
  recipients: ['consulate'] satisfies readonly OpenKind[],
  decide: (state: CaseState | undefined, { warned: _warned, act, ...input }, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const gate = consularGate(state, input.subjectId, context.today);
    if (!gate.ok) return gate;
    const found = recipientIn(context, input.recipientId);
    if (!found.ok) return found;
    if (found.value.kind !== 'consulate') return refused({ kind: 'not-a-consulate' });
    const made = packageOf(state, input, context.today);
    if (!made.ok) return made;
    if (made.value.fingerprint !== input.fingerprint) return refused({ kind: 'preview-has-changed' });
    const about = { purpose: 'consular-contact', to: towards(found.value), subjectId: input.subjectId, dataClasses: made.value.dataClasses } as const;
    const asked = askLedger(state, about, { on: context.today, at: context.now });
    if (!asked.ok) return asked;
    const { basedOn } = held(asked.value, 'consular-contact');
    const payload = { ...input, act, recipient: found.value.kind, basedOn, dataClasses: [...made.value.dataClasses], on: context.today };
    return ok([written('consulate-contacted@1', payload, context.sealed)]);
  },
});

/** The person's own request to an authority: one authority, one act, named fields. Never made for them without it. */
export const makeFiling = declareAct({
  ...staff,
  policy: { ...working, authority: 'filing' },
  name: 'filing.make',
  summary: 'File with an authority what the person asks for',
  input: z.strictObject({ ...chosen, filing: z.enum(filingKinds), ground: z.enum(['consent', 'best-interests']).default('consent') }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'never',
  recipients: filingKinds.flatMap(goesTo),
  decide: (state: CaseState | undefined, { warned: _warned, ...input }, context) => {
    if (state === undefined) return refused({ kind: 'no-such-case' });
    const found = recipientIn(context, input.recipientId);
    if (!found.ok) return found;
    const { kind, country } = found.value;
    if (!isOpen(kind)) return refused({ kind: 'firewall', recipient: kind });
    if (!goesTo(input.filing).includes(kind)) return refused({ kind: 'wrong-authority', filing: input.filing });
    if (country !== undefined && ownCountries(state, input.subjectId, context.today).includes(country) && kind === 'visa-authority') {
      const gate = consularGate(state, input.subjectId, context.today);
      if (!gate.ok) return gate;
    }
    const made = packageOf(state, input, context.today);
    if (!made.ok) return made;
    if (made.value.fingerprint !== input.fingerprint) return refused({ kind: 'preview-has-changed' });
    const tooMuch = made.value.dataClasses.find((one) => !filingCarries(input.filing).includes(one));
    if (tooMuch !== undefined) return refused({ kind: 'more-than-the-filing-needs', dataClass: tooMuch });
    const { filing, ground, subjectId } = input;
    const about = { purpose: 'filing', to: towards(found.value), subjectId, dataClasses: made.value.dataClasses, filing, ground } as const;
    const asked = askLedger(state, about, { on: context.today, at: context.now });
    if (!asked.ok) return asked;
    const { basedOn } = held(asked.value, 'filing');
    return ok([written('filing-made@1', { ...input, recipient: kind, basedOn, dataClasses: [...made.value.dataClasses], on: context.today }, context.sealed)]);
  },
});

export const recordFilingOutcome = declareAct({
  ...staff,
  name: 'filing.outcome',
  summary: 'Record what became of a filing',
  input: z.strictObject({ filingId: id, outcome: z.enum(filingOutcomes) }),
  sealed: { note: { maxLength: 4_000 } },
  offline: 'record',
  decide: (state: CaseState | undefined, input, context) =>
    state?.filings.some((one) => one.entryId === input.filingId) === true
      ? ok([written('filing-outcome@1', { ...input, on: context.on }, context.sealed)])
      : refused({ kind: 'no-such-entry' }),
});

/** The gate before any contact with the State of origin; the wish itself is read from the ledger after it. */
export function consularGate(state: CaseState, subjectId: string, on: PlainDate) {
  const mine = <One extends { readonly subjectId: string }>(list: readonly One[]) => list.filter((one) => one.subjectId === subjectId);
  const asylum = factAt(mine(state.assertions), 'person.seeks-asylum', on);
  const seeksAsylum = asylum.is === 'disagree' || (asylum.is === 'value' && asylum.value === true);
  return mayContactConsulate({ fear: mine(state.fearAsked), advice: mine(state.consularAdvice), seeksAsylum });
}

function ownCountries(state: CaseState, subjectId: string, on: PlainDate): readonly string[] {
  const held_ = factAt(
    state.assertions.filter((one) => one.subjectId === subjectId),
    'person.citizenship',
    on,
  );
  if (held_.is === 'disagree') return held_.from.flatMap((one) => (one.answer.is === 'value' ? [one.answer.value].flat().map(String) : []));
  return held_.is === 'value' ? [held_.value].flat().map(String) : [];
}
