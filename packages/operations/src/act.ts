import type { DraftEntry, SealedText } from '@sojourn/journal';
import type { ActId, ApproximateDate, CaseId, DeviceId, Instant, JsonValue, PersonId, PlainDate, Refusal, Result } from '@sojourn/kernel';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import type { Allowed, Policy } from './policy.ts';

/** `record`: what happened is always accepted, late or unwelcome. `draft`: kept on the device until sent. `never`: online only. */
export type Offline = 'record' | 'draft' | 'never';

/**
 * Longest accepted text, in UTF-16 code units. `about` is the member of the input that says whom the words are about
 * ('facts.0.subjectId'); without it, or where the input leaves that member out, they are about the person whose case it is.
 */
export type SealedFieldRule = { readonly maxLength: number; readonly required?: boolean; readonly about?: string };

/** All that the mechanism needs to know of a state: whose case it is. */
export type OfAPerson = { readonly personId: PersonId };

export type DecideContext = {
  readonly actor: Actor;
  /** As whom the actor may do this: who lent the role, where it was lent, is as much a party to it as they are. */
  readonly access: Allowed;
  readonly today: PlainDate;
  /** The day it happened, as far as one is known: days before today for what waited on a device. */
  readonly on: PlainDate;
  readonly now: Instant;
  /** Sealed texts are opaque here: which fields were given and about whom, never what they say. */
  readonly sealed: ReadonlyMap<string, { readonly subjectId: PersonId }>;
  /** A problem code when the coded fact catalogue knows no such fact or the value is not of its kind. */
  readonly checkFact: (fact: string, value: JsonValue) => string | undefined;
  /** What the server holds in one of its lists, as coded data; undefined where there is no such thing, and on a device. */
  readonly lookUp: (list: 'recipient' | 'colleague', id: string) => JsonValue | undefined;
  /** The last sequence of the case that the author of the act had seen. */
  readonly basis: number;
  /** The device that it was written on: what one device says later is said in the knowledge of what it said before. */
  readonly deviceId: DeviceId;
  /** Eight random bytes, as hexadecimal, for a case code. */
  readonly random: string;
  /** The further cases of the act, authorised like its own. */
  readonly also: readonly CaseId[];
  /** The cases of the act and every one that belongs with any of them, each as its own journal tells it; locked like the act's own. */
  readonly records: ReadonlyMap<CaseId, unknown>;
  /** Of all cases of the act, those of which something was erased under a certificate. */
  readonly erased: ReadonlySet<CaseId>;
};

/** An operation as data, and its pure decision. `State` is undefined for an act that opens a case. */
export type ActDeclaration<Name extends string, Input extends z.ZodType, State> = {
  readonly is: 'act';
  readonly name: Name;
  readonly summary: string;
  readonly input: Input;
  readonly sealed: Readonly<Record<string, SealedFieldRule>>;
  /** Who may, on which cases, for what, in which state. Without one it does not compile. */
  readonly policy: Policy;
  readonly offline: Offline;
  /** Whether a program's token may do it; yes, where it is not said. */
  readonly forTokens?: boolean;
  readonly opensCase: boolean;
  /** It concerns colleagues: it is given who works here, and what it writes may put a notice on their desks. */
  readonly colleagues?: true;
  /** Kinds of recipients that something may reach through this act; an act that names none is given no directory to look in. */
  readonly recipients?: readonly string[];
  /** How many further cases one such act touches, all in one transaction; none where nothing is said. */
  readonly otherCases?: number;
  // Written as a method so that a registry can hold acts of every state and input; each is called with what its own schema parsed.
  decide(state: State | undefined, input: z.output<Input>, context: DecideContext): Result<readonly DraftEntry[], Refusal>;
};

export type AnyAct = ActDeclaration<string, z.ZodType, unknown>;

export function declareAct<const Name extends string, Input extends z.ZodType, State>(
  act: Omit<ActDeclaration<Name, Input, State>, 'is'>,
): ActDeclaration<Name, Input, State> {
  return { is: 'act', ...act };
}

/** What a client sends. The same actId with the same content is the same act; with other content it is refused (409). */
export type ActRequest<Input = unknown> = {
  readonly actId: ActId;
  readonly caseId: CaseId;
  readonly deviceId: DeviceId;
  readonly deviceSequence: number;
  /** Link of the act this device made before; the empty string for its first. */
  readonly deviceLink?: string;
  readonly basis: number;
  readonly recordedAt: Instant;
  readonly occurredOn?: ApproximateDate | PlainDate;
  /** Further cases that the act touches, and the last sequence of each that its author had seen. */
  readonly also?: readonly { readonly caseId: CaseId; readonly basis: number }[];
  readonly input: Input;
  readonly sealed?: readonly SealedText[];
};
