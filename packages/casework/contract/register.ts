import type { Recipient } from '@sojourn/directory';
import { chained, type Entry, factsOf } from '@sojourn/journal';
import {
  type ActId,
  type CaseId,
  canonicalJson,
  type DeviceId,
  dateOfInstant,
  derivedId,
  type EntryId,
  instant,
  type JsonValue,
  type OfficeId,
  type OrganisationId,
  type PersonId,
  plainDate,
  type UserId,
} from '@sojourn/kernel';
import { type ActRequest, type AnyAct, type Role, runAct } from '@sojourn/operations';
import { type CaseState, caseFold, packageOf, standingOf, together, viewOf } from '../src/index.ts';
import { caseworkActs } from '../src/operations.ts';
import { directory } from './random-work.ts';

export const today = plainDate('2026-11-25');
type ActName = keyof typeof caseworkActs;
export type Who = { readonly userId: UserId; readonly roles: readonly Role[] };
export const clinic = [...directory.values()].find((one) => one.code === 'health-service-b') as Recipient;
export const who = (name: string, role: Role): Who => ({ userId: derivedId<UserId>(name), roles: [role] });
export const ada = who('ada', 'caseworker');
export const ben = who('ben', 'caseworker');
export const eva = who('eva', 'supervisor');

/** An office's records in memory, acted on as the server does; a minute passes with each act. */
export class Register {
  readonly entries: Entry[] = [];
  erased = new Set<CaseId>();
  #now = Date.UTC(2026, 9, 1, 9);
  #acts = 0;
  readonly #states = new Map<CaseId, CaseState>();
  records(): Map<CaseId, CaseState> {
    return new Map(this.#states);
  }
  alone(caseId: CaseId): CaseState {
    const state = this.#states.get(caseId);
    if (state === undefined) throw new Error('no such record');
    return state;
  }
  read(caseId: CaseId): CaseState {
    return together(caseId, this.records());
  }
  refusal(name: ActName, actor: Who, caseId: CaseId, input: unknown, more: Partial<ActRequest> = {}, sealed: readonly string[] = []): string | undefined {
    this.#acts += 1;
    this.#now += 60_000;
    const now = instant(this.#now);
    const records = this.records();
    const request: ActRequest = {
      actId: derivedId<ActId>('act', String(this.#acts)),
      caseId,
      deviceId: derivedId<DeviceId>('device', actor.userId),
      deviceSequence: this.#acts,
      basis: records.get(caseId)?.sequence ?? 0,
      recordedAt: now,
      input,
      sealed: sealed.map((field) => ({ field, subjectId: records.get(caseId)?.personId ?? derivedId<PersonId>('none'), text: 'words' })),
      ...more,
    };
    const decided = runAct(caseworkActs[name] as AnyAct, records.has(caseId) ? together(caseId, records) : undefined, request, {
      actor: { organisationId: derivedId<OrganisationId>('o'), officeId: derivedId<OfficeId>('f'), ...actor },
      today,
      on: dateOfInstant(now),
      now,
      checkFact: () => undefined,
      random: derivedId('code', caseId).replaceAll('-', '').slice(0, 16),
      standingOf,
      lookUp: (_, id) => ('recipients' in caseworkActs[name] ? (directory.get(id) as unknown as JsonValue) : undefined),
      records,
      erased: this.erased,
    });
    if (!decided.ok) return decided.refusal.kind;
    for (const [index, draft] of decided.value.entries()) {
      const place = draft.caseId ?? caseId;
      const before = this.entries.findLast((entry) => entry.envelope.caseId === place)?.envelope;
      const basis = place === caseId ? request.basis : (request.also?.find((one) => one.caseId === place)?.basis ?? 0);
      const envelope = chained(draft, {
        organisationId: derivedId<OrganisationId>('o'),
        authorId: actor.userId,
        act: { ...request, caseId: place, basis },
        index,
        before,
        on: dateOfInstant(now),
        receivedAt: now,
        bundleHash: 'b',
        salt: '00',
        sealed: [],
      });
      const entry: Entry = { envelope, payload: draft.payload, sealed: [] };
      this.entries.push(entry);
      const state = this.#states.get(place);
      this.#states.set(place, state === undefined ? caseFold.start(entry) : caseFold.apply(state, entry));
    }
    return undefined;
  }
  act(...of: Parameters<Register['refusal']>): void {
    const refusal = this.refusal(...of);
    if (refusal !== undefined) throw new Error(`${of[0]} was refused: ${refusal}`);
  }
  open(name: string): CaseId {
    const caseId = derivedId<CaseId>('case', name);
    this.act('contact.record', ada, caseId, { personId: derivedId<PersonId>('person', name), presentCountry: 'LBN' });
    return caseId;
  }
  also = (caseId: CaseId) => ({ also: [{ caseId, basis: this.alone(caseId).sequence }] });
  join(kept: CaseId, goes: CaseId, by: Who = ada): string | undefined {
    return this.refusal('records.join', by, kept, { kept: 'this', ground: 'person-says-so' }, this.also(goes), ['reason']);
  }
  confirm = (a: CaseId, b: CaseId, by: Who = eva) => this.refusal('records.confirm', by, a, {}, this.also(b));
  part = (a: CaseId, b: CaseId, by: Who = ada) => this.refusal('records.part', by, a, { ground: 'not-the-same-person' }, this.also(b), ['reason']);
  say(caseId: CaseId, fact: string, value: JsonValue, more: Partial<ActRequest> = {}): void {
    const subjectId = this.alone(caseId).personId;
    this.act('facts.assert', ada, caseId, { facts: [{ subjectId, fact, answer: { is: 'value', value } }] }, more);
  }
  /** An agreement with one recipient, or a refusal of it. */
  agree(caseId: CaseId, more: object = {}, request: Partial<ActRequest> = {}): EntryId {
    const subjectId = this.alone(caseId).personId;
    const about = { purpose: 'sharing', recipient: clinic.kind, recipientId: clinic.recipientId, dataClasses: ['location'] };
    this.act('consent.record', ada, caseId, { subjectId, ...about, answer: 'given', language: 'ar', method: 'signature', ...more }, request);
    return this.entries.at(-1)?.envelope.entryId as EntryId;
  }
  share(caseId: CaseId): string | undefined {
    const chosen = { subjectId: this.alone(caseId).personId, recipientId: clinic.recipientId, facts: ['place.present-country'], sealedIds: [] };
    const made = packageOf(this.read(caseId), chosen, today);
    if (!made.ok) return made.refusal.kind;
    return this.refusal('referral.share', ada, caseId, { ...chosen, reason: 'other', fingerprint: made.value.fingerprint });
  }
  /** An adult, so that what they agree to needs nobody else. */
  openAdult(name: string): CaseId {
    const caseId = this.open(name);
    this.say(caseId, 'person.birth-date', '1990');
    return caseId;
  }
  recalls(caseId: CaseId): readonly string[] {
    return this.alone(caseId).shares.map((one) => one.recall?.because ?? 'live');
  }
  ask(caseId: CaseId, answer: 'given' | 'refused', more: Partial<ActRequest> = {}, purpose = 'assistance'): void {
    this.act('consent.record', ada, caseId, { subjectId: this.alone(caseId).personId, purpose, answer, language: 'ar', method: 'signature' }, more);
  }
}

export const factIn = (state: CaseState, fact: string) => viewOf(state, today).facts.find((one) => one.fact === fact);
export const answersIn = (state: CaseState) => state.ledger.consents.map((one) => [one.purpose, one.withdrawnOn === undefined ? one.answer : 'withdrawn']);
export const two = () => {
  const office = new Register();
  return { office, a: office.open('a'), b: office.open('b') };
};
export const joined = () => {
  const all = two();
  const refusal = all.office.join(all.a, all.b);
  if (refusal !== undefined) throw new Error(`They could not be joined: ${refusal}`);
  return all;
};
/** What is held and agreed, whichever of the records it is read from. */
export const reading = (state: CaseState) =>
  canonicalJson({
    facts: [
      ...factsOf(
        state.assertions.filter((one) => one.subjectId === state.personId),
        today,
      ),
    ].map(([fact, held]) => [fact, held.is, held.is === 'value' ? held.value : null, held.from.map((one) => one.entryId).toSorted()]),
    consents: state.ledger.consents.map((one) => [one.entryId, one.answer, one.withdrawnOn ?? null]),
    alternatives: state.alternatives.map((one) => one.entryId),
  } as unknown as JsonValue);
