import { filingKinds, goesTo } from '@sojourn/consent';
import { everyKind, type Recipient } from '@sojourn/directory';
import { chained, type DraftEntry, type Entry, foldEntries } from '@sojourn/journal';
import {
  type ActId,
  type CaseId,
  type DeviceId,
  dateOfInstant,
  derivedId,
  instant,
  type JsonValue,
  type OfficeId,
  type OrganisationId,
  type UserId,
} from '@sojourn/kernel';
import { type ActRequest, type Role, runAct } from '@sojourn/operations';
import { type CaseState, caseFold, packageOf, standingOf } from '../src/index.ts';
import { caseworkActs } from '../src/operations.ts';
import { randomFrom } from './two-devices.ts';

const PERSON = derivedId<CaseId>('person');
const officeId = derivedId<OfficeId>('office');
const START = Date.UTC(2026, 10, 2, 9);
export const directory = new Map<string, Recipient>(
  everyKind.flatMap((kind, n) => {
    const one = (code: string) => ({ recipientId: derivedId<CaseId>('recipient', code), kind, code, name: code, retired: false, country: 'ETH' });
    const agreement = { agreementId: `A-${n}`, expiresOn: '2027-12-31' as never };
    return [one(`${kind}-a`), { ...one(`${kind}-b`), agreement }].map((made): [string, Recipient] => [made.recipientId, made]);
  }),
);
const everyone = [...directory.values()];
/** One case in memory, its clock moving on. */
class Office {
  readonly entries: Entry[] = [];
  state: CaseState | undefined;
  now = instant(START);

  act(name: keyof typeof caseworkActs, user: string, roles: readonly Role[], input: unknown): string {
    const actId = derivedId<ActId>('act', String(this.entries.length), name, String(this.now));
    const sealed = Object.entries(caseworkActs[name].sealed).flatMap(([field, rule]) =>
      'required' in rule && rule.required === true ? [{ field, subjectId: PERSON as never, text: 'words' }] : [],
    );
    const counted = { deviceId: derivedId<DeviceId>('device'), deviceSequence: this.entries.length + 1, basis: this.entries.length, recordedAt: this.now };
    const request: ActRequest = { actId, caseId: derivedId<CaseId>('case'), ...counted, input, sealed };
    const on = dateOfInstant(this.now);
    const actor = { organisationId: derivedId<OrganisationId>('organisation'), officeId, userId: user as UserId, roles };
    const act = caseworkActs[name];
    const outcome = runAct(act, this.state, request, {
      ...{ actor, today: on, on, now: this.now, standingOf, checkFact: () => undefined, random: '0011223344556677' },
      lookUp: (_, id) => (act.recipients === undefined ? undefined : (directory.get(id) as unknown as JsonValue)),
    });
    if (!outcome.ok) return outcome.refusal.kind;
    for (const [index, draft] of outcome.value.entries()) this.#append(draft, user as UserId, request, index);
    return 'done';
  }

  #append(draft: DraftEntry, authorId: UserId, act: ActRequest, index: number) {
    const before = this.entries.at(-1)?.envelope;
    const place = { organisationId: derivedId<OrganisationId>('organisation'), authorId, act, index, before, on: dateOfInstant(this.now) };
    const envelope = chained(draft, { ...place, receivedAt: this.now, bundleHash: 'b', salt: '00', sealed: [] });
    this.entries.push({ envelope, payload: draft.payload, sealed: [] });
    this.state = foldEntries(caseFold, this.entries);
  }
}

/** Random work on one case by people who hold every role and try everything, on everyone, with consent for all of it. */
export function work(seed: number) {
  const random = randomFrom(seed);
  const pick = <One>(list: readonly One[]): One => list[random(list.length)] as One;
  const office = new Office();
  // Every recipient has its turn, and every other turn begins where an adult was asked in private and agreed to everything with it.
  const favourite = everyone[seed % everyone.length] ?? pick(everyone);
  const agreed = Math.floor(seed / everyone.length) % 2 === 0;
  const roles: readonly Role[] = ['caseworker', 'supervisor', 'fund-manager', 'finance', 'administrator'];
  const outcomes = new Map<string, number>();
  const act = (name: keyof typeof caseworkActs, input: unknown) => {
    const outcome = office.act(name, pick(['ana', 'ben', 'cy']), roles, input);
    outcomes.set(`${name} ${outcome}`, (outcomes.get(`${name} ${outcome}`) ?? 0) + 1);
  };
  office.act('contact.record', 'ana', roles, { personId: PERSON, presentCountry: 'LBN' });
  const facts = ['needs.help', 'person.gender'].map((fact) => ({ subjectId: PERSON, fact, answer: { is: 'value', value: 'x' } }));
  const birth = { subjectId: PERSON, fact: 'person.birth-date', answer: { is: 'value', value: agreed ? '1990' : pick(['1990', '2012']) } };
  office.act('facts.assert', 'ana', roles, { facts: [...facts, birth] });
  const filing = filingKinds.find((one) => goesTo(one).some((kind) => kind === favourite.kind)) ?? pick(filingKinds);
  if (agreed) {
    const consent = { subjectId: PERSON, recipient: favourite.kind, recipientId: favourite.recipientId, answer: 'given', language: 'ar', method: 'signature' };
    act('origin-fear.ask', { subjectId: PERSON, answer: 'no', inPrivate: true });
    for (const purpose of ['sharing', 'consular-contact', 'filing'] as const)
      act('consent.record', { ...consent, purpose, dataClasses: ['demographics'], ...(purpose === 'filing' ? { filing } : {}) });
    const chosen = { subjectId: PERSON, recipientId: favourite.recipientId, facts: ['person.gender'], sealedIds: [] as string[] };
    const made = office.state === undefined ? undefined : packageOf(office.state, chosen, dateOfInstant(office.now));
    const leaves = { ...chosen, fingerprint: made?.ok === true ? made.value.fingerprint : '' };
    act('referral.share', { ...leaves, reason: 'other' });
    act('filing.make', { ...leaves, warned: true, filing });
    act('consulate.contact', { ...leaves, warned: true, act: 'travel-document' });
    act('vital-interest.invoke', { subjectId: PERSON, danger: 'abduction', recipientId: favourite.recipientId, dataClasses: ['demographics'] });
  }
  for (let step = 0; step < 40; step += 1) {
    office.now = instant(office.now + random(4) * 3_600_000);
    const { recipientId, kind } = random(3) === 0 ? pick(everyone) : favourite;
    const chosen = { subjectId: PERSON, recipientId, facts: ['person.gender'], sealedIds: [] as string[] };
    const { state } = office;
    if (state === undefined) break;
    const made = packageOf(state, chosen, dateOfInstant(office.now));
    const leaves = { ...chosen, fingerprint: made.ok ? made.value.fingerprint : '' };
    const consent = {
      subjectId: PERSON,
      recipient: kind,
      recipientId,
      dataClasses: ['needs', 'demographics', 'identity'],
      answer: 'given',
      language: 'ar',
      method: 'signature',
    };
    const { ledger } = state;
    const or = <One extends { readonly entryId: string }>(list: readonly One[]) => list.at(-1)?.entryId ?? recipientId;
    pick<() => void>([
      () =>
        act('consent.record', {
          ...consent,
          purpose: 'sharing',
          assent: 'given',
          ...(ledger.guardians.length === 0 ? {} : { guardianId: or(ledger.guardians) }),
        }),
      () => act('consent.record', { ...consent, purpose: 'filing', filing }),
      () => act('consent.record', { ...consent, purpose: 'consular-contact' }),
      () => act('guardian.record', { subjectId: PERSON, claim: 'parent' }),
      () => act('guardian.verify', { guardianId: or(ledger.guardians), evidence: 'birth-record' }),
      () => act('guardian.in-conflict', { guardianId: or(ledger.guardians) }),
      () => act('vital-interest.invoke', { subjectId: PERSON, danger: 'abduction', recipientId, dataClasses: ['demographics'] }),
      () => act('vital-interest.review', { vitalInterestId: or(ledger.vitalInterests), upheld: random(2) === 0 }),
      () =>
        act('best-interests.propose', {
          subjectId: PERSON,
          purpose: 'sharing',
          recipientId,
          dataClasses: ['demographics'],
          childHeard: 'heard',
          until: '2027-01-01',
        }),
      () => act('best-interests.confirm', { bestInterestsId: or(ledger.bestInterests) }),
      () => act('court-order.record', { subjectId: PERSON, recipientId, dataClasses: ['demographics'], until: '2027-01-01' }),
      () => act('court-order.review', { courtOrderId: or(ledger.courtOrders), finding: 'binding-and-precise' }),
      () => act('court-order.confirm', { courtOrderId: or(ledger.courtOrders) }),
      () => act('recipient.bar', { recipientId: pick(everyone).recipientId, why: 'alleged-perpetrator' }),
      () => act('origin-fear.ask', { subjectId: PERSON, answer: pick(['yes', 'no', 'declined', 'not-asked']), inPrivate: random(2) === 0 }),
      () => act('consulate.advise', { subjectId: PERSON, stillAsks: pick(['yes', 'no']) }),
      () => act('consulate.contact', { ...leaves, warned: true, act: 'travel-document' }),
      () => act('filing.make', { ...leaves, warned: true, filing, ground: pick(['consent', 'best-interests']) }),
      ...Array.from(
        { length: 5 },
        () => () => act('referral.share', { ...leaves, reason: 'other', ground: pick(['consent', 'vital-interest', 'best-interests', 'court-order']) }),
      ),
    ])();
  }
  return { entries: office.entries, outcomes };
}
