import { type CaseState, caseFold, codeDigitsOf, goesOnWhenJoined, joinedInto, standingOf, together, viewOf } from '@sojourn/casework';
import { caseworkActs } from '@sojourn/casework/operations';
import { type ActInJournal, chained, type Entry, foldEntries, rebased } from '@sojourn/journal';
import { type CaseId, dateOfInstant, instant, type PlainDate, type Refusal, type Result } from '@sojourn/kernel';
import { type AnyAct, decideAccess, runAct } from '@sojourn/operations';
import { actorOf, client, type Session } from './api.ts';
import type { CaseRecord, CaseRow, Eligibility, Line, Rights, Seen } from './case-record.ts';
import type { Kept } from './kept/kept.ts';
import type { Outbox } from './outbox.ts';

export type { CaseRecord, Eligibility, Rights } from './case-record.ts';

type WholeCase = CaseRecord & {
  readonly rights: Rights | undefined;
  readonly eligibility: Eligibility | undefined;
  /** The server could not be reached: as last seen here, with what was done here since. */
  readonly away: boolean;
  /** Kinds of refusals that await acts which wait on this device, as things stand. */
  readonly wouldBeRefused: readonly string[];
};

/** The one way the desk reads a case: the server's journal with this device's own pending acts on top. */
export type CaseView = {
  readonly readCase: (caseId: string) => Promise<Result<WholeCase, Refusal>>;
  /** `away`: the server could not be reached; only what is kept on this device, or was opened on it. */
  readonly readList: (
    cursor: string,
  ) => Promise<Result<{ readonly rows: readonly CaseRow[]; readonly next?: string | undefined; readonly away: boolean }, Refusal>>;
  readonly forget: () => void;
};

/** What was read stays in memory until sign-out; on disk only, sealed, where this person keeps cases on this device. */
export function openCaseView(session: Session, outbox: Outbox, kept: () => Kept | undefined): CaseView {
  const seen = new Map<string, Seen>();
  const found = async (caseId: string) => seen.get(caseId) ?? (await kept()?.findCase(caseId));
  return {
    readList: async (cursor) => {
      const answer = await client.query('cases.list', cursor === '' ? {} : { cursor }).catch(() => undefined);
      if (answer !== undefined && (answer.ok || answer.refusal.kind !== 'not-signed-in'))
        return answer.ok ? { ok: true, value: { rows: answer.value.cases, next: answer.value.next, away: false } } : answer;
      const here = (await kept()?.listCases()) ?? [];
      const ids = [...new Set([...outbox.list().map(({ caseId }) => caseId), ...here.map((one) => one.record.case.caseId)])];
      const rows = await Promise.all(ids.map(async (caseId) => rowOf(withPending(session, await outbox.waitingFor(caseId), await found(caseId)))));
      return { ok: true, value: { rows: rows.filter((row) => row !== undefined), away: true } };
    },
    forget: () => seen.clear(),
    readCase: async (caseId) => {
      // Before the server is asked: an act that it acknowledges meanwhile must not be missing from both.
      const waiting = await outbox.waitingFor(caseId);
      const fresh = await ask(caseId).catch(() => undefined);
      // Opened by passphrase, and the network is back: until someone signs in, it is as without.
      const away = fresh === undefined || (!fresh.ok && fresh.refusal.kind === 'not-signed-in');
      if (!away && !fresh.ok) {
        // Opened here and not yet received there: no such case, as far as the server knows.
        if (!waiting.some(({ name }) => caseworkActs[name as keyof typeof caseworkActs].opensCase)) {
          await kept()?.forgetCase(caseId);
          return fresh;
        }
      }
      if (fresh?.ok === true) {
        seen.set(caseId, fresh.value);
        // A full or locked disk must not keep anyone from reading what the server just gave.
        await kept()
          ?.keepCase(caseId, fresh.value)
          .catch(() => undefined);
      }
      const whole = withPending(session, waiting, await found(caseId));
      if (whole === undefined) throw new Error('The server cannot be reached and this case was not read before');
      return { ok: true, value: { ...whole, away } };
    },
  };
}

async function ask(caseId: string): Promise<Result<Seen, Refusal>> {
  const [record, rights, eligibility] = await Promise.all([
    client.query('case.view', { caseId }),
    client.query('case.rights', { caseId }),
    client.query('case.eligibility', { caseId }),
  ]);
  if (!record.ok) return record;
  return {
    ok: true,
    value: { record: record.value, rights: rights.ok ? rights.value : undefined, eligibility: eligibility.ok ? eligibility.value : undefined },
  };
}

type Waiting = Awaited<ReturnType<Outbox['waitingFor']>>;

function withPending(session: Session, waitingHere: Waiting, seen: Seen | undefined): Omit<WholeCase, 'away'> | undefined {
  const history = seen?.record.history ?? [];
  const there = new Set(history.map((line) => line.actId));
  const pending = waitingHere.filter((act) => !there.has(act.actId));
  // Where a role does not see the whole history, nothing can be folded on top of it.
  if (pending.length === 0 || seen?.record.case.withheld.includes('history') === true)
    return seen === undefined ? undefined : { ...seen.record, rights: seen.rights, eligibility: seen.eligibility, wouldBeRefused: [] };
  const { user } = session;
  const actor = actorOf(session);
  const now = instant(Date.now());
  const today = dateOfInstant(now);
  const known = seen === undefined ? [] : history.map((line) => entryOf(line, seen.record.case));
  const others = new Map(
    (seen?.record.joined ?? []).map((one) => [
      one.caseId as CaseId,
      foldEntries(
        caseFold,
        one.history.map((line) => entryOf(line, one)),
      ),
    ]),
  );
  const all = (state: CaseState) => new Map([...others, [state.caseId, state] as const]);
  const withOthers = (state: CaseState) => together(state.caseId, all(state));
  const { state, waiting, wouldBeRefused } = rebased<CaseState, (typeof pending)[number]>(
    { known, early: [], pending },
    caseFold,
    (held, { name, request }) =>
      runAct(caseworkActs[name as keyof typeof caseworkActs] as AnyAct, held === undefined ? undefined : withOthers(held), request, {
        actor,
        today,
        on: today,
        now,
        standingOf,
        // The server, which holds the catalogue, checks again.
        checkFact: () => undefined,
        lookUp: () => undefined,
        random: codeDigitsOf(request.caseId),
        ...(held === undefined ? {} : { records: all(held) }),
      }),
    (act, draft, index, sequence) => ({
      envelope: {
        ...chained(draft, {
          organisationId: actor.organisationId,
          authorId: actor.userId,
          act: act.request as ActInJournal,
          index,
          before: undefined,
          on: today,
          receivedAt: now,
          bundleHash: session.bundleHash,
          salt: '',
          sealed: [],
        }),
        sequence,
      },
      payload: draft.payload,
      sealed: [],
    }),
  );
  if (state === undefined) return undefined;
  const into = joinedInto(state);
  const may = Object.values(caseworkActs)
    .filter((act) => act.policy.about === 'case' && decideAccess(act.policy, actor, standingOf(state, now)).ok && (into === undefined || goesOnWhenJoined(act)))
    .map((act) => act.name);
  return {
    people: seen?.record.people ?? {},
    certificates: seen?.record.certificates ?? [],
    may: seen?.record.may ?? may,
    joined: seen?.record.joined ?? [],
    links: seen?.record.links ?? [],
    case: { ...viewOf(withOthers(state), today), sequence: known.length },
    history: [...history, ...waiting.map((entry) => lineOf(entry, user.displayName))],
    rights: seen?.rights,
    eligibility: seen?.eligibility,
    wouldBeRefused: [...wouldBeRefused.values()].map((refusal) => refusal.kind),
  };
}

function rowOf(whole: Omit<WholeCase, 'away'> | undefined): CaseRow | undefined {
  if (whole === undefined) return undefined;
  const { caseId, caseCode, openedOn, sequence, stage, urgent, isChild, nextSteps, facts } = whole.case;
  const place = facts.find((one) => one.fact === 'place.present-country')?.value;
  const { restricted } = whole.case.standing;
  const toReview = whole.case.vitalInterests.flatMap((one) => (one.review === undefined ? [one.reviewBy] : []));
  return {
    caseId,
    caseCode,
    openedOn,
    sequence,
    stage,
    urgent,
    isChild,
    nextSteps,
    restricted,
    toReview,
    toHear: whole.case.appeals.flatMap((one) => (one.decided === undefined ? [one.decideBy] : [])),
    toAssess: whole.case.dangers.flatMap((one) => (one.assessments.length === 0 ? [one.assessBy] : [])),
    ...(typeof place === 'string' ? { presentCountry: place } : {}),
  };
}

type Own = Pick<CaseRecord['case'], 'caseId' | 'personId' | 'sealed'>;

function entryOf(line: Line, own: Own): Entry {
  const { author, payload, sealedFields, waiting, ...envelope } = line;
  const sealed = own.sealed.filter((one) => one.entryId === line.entryId);
  return {
    envelope: { ...envelope, caseId: own.caseId } as unknown as Entry['envelope'],
    payload: payload as Entry['payload'],
    sealed: sealed.map(({ sealedId, field, subjectId }) => ({ sealedId, field, subjectId, fingerprint: '' })) as unknown as Entry['sealed'],
  };
}

function lineOf({ envelope, payload, sealed }: Entry, author: string): Line {
  const { occurredEarliest, occurredLatest, ...rest } = envelope;
  return {
    ...rest,
    occurredEarliest: occurredEarliest satisfies PlainDate,
    occurredLatest,
    author,
    ...(payload === undefined ? {} : { payload: JSON.parse(JSON.stringify(payload)) }),
    sealedFields: sealed.map((one) => one.field),
    waiting: true,
  };
}
