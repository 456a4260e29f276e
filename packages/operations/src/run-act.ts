import type { DraftEntry } from '@sojourn/journal';
import { addDays, type Instant, intervalOf, ok, type PersonId, type Refusal, type Result, refused } from '@sojourn/kernel';
import type { ActRequest, AnyAct, DecideContext, OfAPerson } from './act.ts';
import { type CaseStanding, decideAccess, isNever } from './policy.ts';

export type ActOutcome = Result<readonly DraftEntry[], Refusal>;

export type RunContext = Omit<DecideContext, 'sealed' | 'access' | 'also' | 'basis' | 'deviceId' | 'records' | 'erased'> & {
  /** What of a case decides about access to it. A method, so that one context serves acts on every kind of state. */
  standingOf(state: unknown, now: Instant): CaseStanding;
  readonly records?: DecideContext['records'];
  readonly erased?: DecideContext['erased'];
};

/** The same steps on a device and on the server, which always runs them again: authorise, read the input, decide. */
export function runAct(act: AnyAct, state: OfAPerson | undefined, request: ActRequest, { standingOf, ...context }: RunContext): ActOutcome {
  const never = isNever(act.policy, context.actor);
  if (never !== undefined) return refused(never);
  if (act.opensCase !== (state === undefined)) return refused({ kind: act.opensCase ? 'case-exists' : 'no-such-case' });
  const access = decideAccess(act.policy, context.actor, state === undefined ? undefined : standingOf(state, context.now));
  if (!access.ok) return access;
  const also = new Set((request.also ?? []).map((one) => one.caseId));
  if (also.size !== (request.also?.length ?? 0) || also.size !== (act.otherCases ?? 0) || also.has(request.caseId))
    return refused({ kind: 'input-not-understood', where: ['also'] });
  const input = act.input.safeParse(request.input);
  if (!input.success) return refused({ kind: 'input-not-understood', where: input.error.issues.map((issue) => issue.path.join('.')) });
  if (request.occurredOn !== undefined && intervalOf(request.occurredOn).earliest > addDays(context.today, 1))
    return refused({ kind: 'day-in-the-future', where: ['occurredOn'] });
  const sealed = new Map((request.sealed ?? []).map((text) => [text.field, { subjectId: text.subjectId }]));
  const wrong = sealedProblem(act, request) ?? aboutProblem(act, state, input.data, request);
  if (wrong !== undefined) return refused(wrong);
  const decided = act.decide(state, input.data, {
    records: new Map(),
    erased: new Set(),
    ...context,
    access: access.value,
    sealed,
    also: [...also],
    basis: request.basis,
    deviceId: request.deviceId,
  });
  return decided.ok ? ok(decided.value) : decided;
}

function sealedProblem(act: AnyAct, request: ActRequest): Refusal | undefined {
  const given = request.sealed ?? [];
  const fields = given.map((text) => text.field);
  const unknown = fields.filter((field) => act.sealed[field] === undefined);
  if (unknown.length > 0 || new Set(fields).size !== fields.length) return { kind: 'input-not-understood', where: unknown };
  const tooLong = given.filter((text) => text.text.length > (act.sealed[text.field]?.maxLength ?? 0)).map((text) => text.field);
  if (tooLong.length > 0) return { kind: 'text-too-long', where: tooLong };
  const missing = Object.entries(act.sealed)
    .filter(([field, rule]) => rule.required === true && !given.some((text) => text.field === field && text.text.trim() !== ''))
    .map(([field]) => field);
  return missing.length > 0 ? { kind: 'text-needed', where: missing } : undefined;
}

/** Words are sealed under the key of whom they are about: never under another's, who could be erased without them. */
function aboutProblem(act: AnyAct, state: OfAPerson | undefined, input: unknown, request: ActRequest): Refusal | undefined {
  const wrong = (request.sealed ?? []).filter(({ field, subjectId }) => subjectId !== subjectOf(act, field, input, state?.personId));
  return wrong.length === 0 ? undefined : { kind: 'words-about-another', where: wrong.map((text) => text.field) };
}

/** Whom the words of a sealed field are about; `person` is whose case it is, unknown where the act opens it. */
export function subjectOf(act: Pick<AnyAct, 'sealed'>, field: string, input: unknown, person: PersonId | undefined): PersonId | undefined {
  const about = act.sealed[field]?.about;
  return ((about === undefined ? undefined : memberOf(input, about)) ?? person ?? memberOf(input, 'personId')) as PersonId | undefined;
}

function memberOf(input: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((held, key) => (typeof held === 'object' && held !== null ? (held as Readonly<Record<string, unknown>>)[key] : undefined), input);
}
