import { chained, type DraftEntry, type Entry, foldEntries } from '@sojourn/journal';
import { type ActId, type CaseId, type DeviceId, instant, type OfficeId, type OrganisationId, type PersonId, plainDate, type UserId } from '@sojourn/kernel';
import { type ActOutcome, type ActRequest, type Role, runAct, subjectOf } from '@sojourn/operations';
import { describe, expect, it } from 'vitest';
import { type CaseState, caseFold, isChild, stageOf, standingOf } from './index.ts';
import { caseworkActs } from './operations.ts';

const PERSON = '00000000-0000-7000-8000-000000000001';
const today = plainDate('2026-11-24');

/** One case in memory: each act is decided, chained and folded as the server would. */
class Office {
  #entries: Entry[] = [];
  state: CaseState | undefined;

  act(name: keyof typeof caseworkActs, who: readonly [string, Role], input: unknown, sealed: readonly string[] = []): ActOutcome {
    const request: ActRequest = {
      actId: id<ActId>(1_000 + this.#entries.length),
      caseId: id<CaseId>(2),
      deviceId: id<DeviceId>(3),
      deviceSequence: 1 + this.#entries.length,
      basis: this.#entries.length,
      recordedAt: instant(0),
      input,
      sealed: sealed.map((field) => ({
        field,
        subjectId: subjectOf(caseworkActs[name], field, input, PERSON as PersonId) ?? (PERSON as PersonId),
        text: 'words',
      })),
    };
    const actor = { organisationId: id<OrganisationId>(4), officeId: id<OfficeId>(5), userId: who[0] as UserId, roles: [who[1]] };
    const outcome = runAct(caseworkActs[name], this.state, request, {
      actor,
      today,
      on: today,
      now: instant(0),
      standingOf,
      checkFact: () => undefined,
      lookUp: () => undefined,
      random: '00112233445566778899',
    });
    if (outcome.ok) for (const [index, draft] of outcome.value.entries()) this.#append(draft, actor.userId, request, index);
    return outcome;
  }

  #append(draft: DraftEntry, authorId: UserId, act: ActRequest, index: number) {
    const last = this.#entries.at(-1)?.envelope;
    const place = { organisationId: id<OrganisationId>(4), authorId, act, index, before: last, on: today };
    const envelope = chained(draft, { ...place, receivedAt: instant(this.#entries.length + 1), bundleHash: 'b', salt: '00', sealed: [] });
    this.#entries.push({ envelope, payload: draft.payload, sealed: [] });
    this.state = foldEntries(caseFold, this.#entries);
  }
}

function id<Id extends string>(n: number): Id {
  return `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Id;
}

const ada = ['ada', 'caseworker'] as const;
const mo = ['mo', 'fund-manager'] as const;
const finn = ['finn', 'finance'] as const;

function contacted(birth?: string): Office {
  const office = new Office();
  expect(office.act('contact.record', ada, { personId: PERSON, presentCountry: 'LBN' }).ok).toBe(true);
  if (birth !== undefined)
    office.act('facts.assert', ada, { facts: [{ subjectId: PERSON, fact: 'person.birth-date', answer: { is: 'value', value: birth } }] });
  return office;
}

function consented(birth = '1992'): Office {
  const office = contacted(birth);
  office.act('consent.record', ada, { subjectId: PERSON, purpose: 'assistance', answer: 'given', language: 'ar', method: 'thumbprint' });
  office.act('alternative.try', ada, { scope: 'national', answer: 'cannot-help', reasons: ['sex'] }, ['provider']);
  return office;
}

function applied(): Office {
  const office = consented();
  expect(office.act('application.submit', ada, { programme: 'gaf-2013', urgency: 'standard' }, ['summary'])).toMatchObject({ ok: true });
  return office;
}

function decide(office: Office, who: readonly [string, Role], rest: Record<string, unknown> = { decision: 'eligible', reasons: ['tests-met'] }) {
  return office.act('application.decide', who, { applicationId: office.state?.applications.at(-1)?.entryId ?? '', ...rest }, ['reason']);
}

function planned(): Office {
  const office = applied();
  decide(office, mo);
  office.act('plan.add-line', ada, { service: 'accommodation', quantity: 14, unit: 'night', unitCost: { minor: 3_500, currency: 'USD' } });
  return office;
}

function approve(office: Office, who: readonly [string, Role], minor = 49_000) {
  return office.act('plan.approve', who, { lineIds: office.state?.planLines.map((l) => l.entryId) ?? [], totals: [{ minor, currency: 'USD' }] });
}

function pay(office: Office, who: readonly [string, Role], minor: number) {
  return office.act('payment.record', who, {
    lineId: office.state?.planLines[0]?.entryId ?? '',
    amount: { minor, currency: 'USD' },
    method: 'direct-to-provider',
  });
}

describe('first contact', () => {
  it('needs only where the person is; a name is never required', () => expect(contacted().state?.personId).toBe(PERSON));
  it('a member nobody declared is refused', () => {
    expect(new Office().act('contact.record', ada, { personId: PERSON, presentCountry: 'LBN', migrationStatus: 'irregular' })).toMatchObject({
      refusal: { kind: 'input-not-understood' },
    });
  });
  it('declined is kept as declined, not as no', () => {
    const office = new Office();
    office.act('contact.record', ada, { personId: PERSON, presentCountry: 'LBN', dangerTonight: 'declined' });
    expect(office.state?.assertions.find((a) => a.fact === 'safety.danger-tonight')?.answer).toEqual({ is: 'declined' });
  });
});

describe('consent', () => {
  it('an application without consent is refused, and refusing consent is recorded without penalty', () => {
    const office = contacted('1992');
    expect(office.act('application.submit', ada, { programme: 'gaf-2013', urgency: 'standard' }, ['summary'])).toMatchObject({
      refusal: { kind: 'consent-missing' },
    });
    expect(
      office.act('consent.record', ada, { subjectId: PERSON, purpose: 'assistance', answer: 'refused', language: 'ar', method: 'oral-witnessed' }).ok,
    ).toBe(true);
    expect(office.act('service.record', ada, { service: 'medical' }).ok).toBe(true);
  });
  it('a child is never asked for consent alone; a self-declared uncle has no authority', () => {
    for (const guardian of [undefined, 'self-declared'] as const) {
      const office = contacted('2010');
      if (guardian !== undefined) office.act('guardian.record', ada, { subjectId: PERSON, claim: guardian, personId: id(7) }, ['name']);
      const uncle = office.state?.ledger.guardians.at(-1)?.entryId;
      const agreed = { subjectId: PERSON, purpose: 'assistance', answer: 'given', language: 'en', method: 'signature', assent: 'given' };
      expect(office.act('consent.record', ada, { ...agreed, ...(uncle === undefined ? {} : { guardianId: uncle }) }).ok).toBe(true);
      expect(office.act('application.submit', ada, { programme: 'gaf-2013', urgency: 'standard' }, ['summary'])).toMatchObject({
        refusal: { kind: guardian === undefined ? 'guardian-consent-needed' : 'guardian-not-verified' },
      });
    }
  });
  it('eighteen is reached on the day, not before', () => {
    expect([['2008-11-23'], ['2008-11-24'], ['2008-11-25']].map(([birth]) => isChild(contacted(birth).state as CaseState, today))).toEqual(['no', 'no', 'yes']);
  });
  it('a disputed age is treated as a child', () => {
    const office = contacted('2000');
    office.act('facts.assert', ada, { facts: [{ subjectId: PERSON, fact: 'age.disputed', answer: { is: 'value', value: true } }] });
    expect(isChild(office.state as CaseState, today)).toBe('yes');
  });
});

describe('application', () => {
  it('the log of other help is never empty, except in an emergency', () => {
    const office = contacted('1992');
    office.act('consent.record', ada, { subjectId: PERSON, purpose: 'assistance', answer: 'given', language: 'ar', method: 'signature' });
    expect(office.act('application.submit', ada, { programme: 'gaf-2013', urgency: 'standard' }, ['summary'])).toMatchObject({
      refusal: { kind: 'alternatives-needed' },
    });
    expect(office.act('application.submit', ada, { programme: 'gaf-2013', urgency: 'emergency' }, ['summary']).ok).toBe(true);
  });
  it('nobody decides on their own application, whatever roles they hold', () => {
    expect(decide(applied(), ['ada', 'fund-manager'])).toMatchObject({ refusal: { kind: 'another-person-must-decide' } });
    expect(decide(applied(), ada)).toMatchObject({ refusal: { kind: 'not-allowed' } });
    expect(decide(applied(), mo).ok).toBe(true);
  });
  it('a refusal says where the person goes, or that there is nowhere', () => {
    expect(decide(applied(), mo, { decision: 'refused', reasons: ['no-border-crossed'] })).toMatchObject({ refusal: { kind: 'refusal-needs-referral' } });
    expect(decide(applied(), mo, { decision: 'refused', reasons: ['no-border-crossed'], referral: 'no-service-available' }).ok).toBe(true);
  });
  it('a second decision does not overwrite the first', () => {
    const office = applied();
    decide(office, mo);
    expect(decide(office, mo)).toMatchObject({ refusal: { kind: 'already-decided' } });
  });
});

describe('plan and money', () => {
  it('the plan is approved by another person, at the total that was seen', () => {
    expect(approve(planned(), ['ada', 'fund-manager'])).toMatchObject({ refusal: { kind: 'another-person-must-approve' } });
    expect(approve(planned(), mo, 48_999)).toMatchObject({ refusal: { kind: 'total-has-changed' } });
    expect(approve(planned(), mo).ok).toBe(true);
  });
  it('a third person pays, after approval, up to the approved amount', () => {
    expect(pay(planned(), finn, 100)).toMatchObject({ refusal: { kind: 'not-approved-yet' } });
    const office = planned();
    approve(office, mo);
    expect(pay(office, ['mo', 'finance'], 100)).toMatchObject({ refusal: { kind: 'another-person-must-pay' } });
    expect(pay(office, ['ada', 'finance'], 100)).toMatchObject({ refusal: { kind: 'another-person-must-pay' } });
    expect(pay(office, finn, 48_999).ok).toBe(true);
    expect(pay(office, finn, 2)).toMatchObject({ refusal: { kind: 'more-than-approved', left: { minor: 1, currency: 'USD' } } });
    expect(pay(office, finn, 1).ok).toBe(true);
    expect(stageOf(office.state as CaseState)).toBe('active');
  });
  it('help that was given is recordable without a plan', () => {
    expect(contacted().act('service.record', ada, { service: 'local-transport', received: 'yes' }).ok).toBe(true);
  });
});

describe('a refusal', () => {
  const refusedOnce = () => {
    const office = applied();
    expect(decide(office, mo, { decision: 'refused', reasons: ['fund-rules'], referral: 'no-service-available' }).ok).toBe(true);
    return office;
  };
  const eva = ['eva', 'supervisor'] as const;
  const lodge = (office: Office, more: object = {}, who: readonly [string, Role] = ada) =>
    office.act('appeal.lodge', who, { decisionId: office.state?.decisions[0]?.entryId ?? '', ...more }, ['words']);
  const hear = (office: Office, who: readonly [string, Role], outcome = 'reversed', more: object = {}) =>
    office.act('appeal.decide', who, { appealId: office.state?.appeals.at(-1)?.entryId ?? '', outcome, ...more }, ['reason']);

  it('can be appealed against without a ground, within 14 days, and within 2 where somebody is in danger', () => {
    const office = refusedOnce();
    expect(lodge(office).ok).toBe(true);
    expect(office.state?.appeals[0]).toMatchObject({ by: 'person', grounds: [], decideBy: '2026-12-08' });
    office.act('facts.assert', ada, { facts: [{ subjectId: PERSON, fact: 'safety.danger-tonight', answer: { is: 'value', value: true } }] });
    expect(lodge(office, { grounds: ['danger-overlooked'] }).ok).toBe(true);
    expect(office.state?.appeals[1]?.decideBy).toBe('2026-11-26');
  });
  it('is decided on anew by somebody new: not by whoever applied, refused, or brought the appeal', () => {
    const office = refusedOnce();
    lodge(office, {}, ['eva', 'supervisor']);
    for (const who of [mo, ['ada', 'supervisor'], ['eva', 'supervisor']] as const)
      expect(hear(office, who)).toMatchObject({ refusal: { kind: 'somebody-new-must-decide' } });
    expect(hear(office, ['kit', 'supervisor']).ok).toBe(true);
    expect(hear(office, ['kim', 'supervisor'])).toMatchObject({ refusal: { kind: 'already-decided' } });
  });
  it('that is reversed stays in the record beside what reversed it, and help goes on from there', () => {
    const office = refusedOnce();
    lodge(office);
    expect(hear(office, eva).ok).toBe(true);
    expect(office.state?.decisions.map((one) => one.decision)).toEqual(['refused', 'eligible']);
    expect(stageOf(office.state as CaseState)).toBe('plan-pending');
  });
  it('that is sent back is asked about; one that stands names where the person goes instead, or that there is nowhere', () => {
    const office = refusedOnce();
    lodge(office);
    expect(hear(office, eva, 'upheld')).toMatchObject({ refusal: { kind: 'refusal-needs-referral' } });
    expect(hear(office, eva, 'upheld', { referral: 'legal-aid' }).ok).toBe(true);
    expect(stageOf(office.state as CaseState)).toBe('refused');
    lodge(office, { grounds: ['facts-new'] });
    expect(hear(office, eva, 'sent-back')).toMatchObject({ refusal: { kind: 'somebody-new-must-decide' } });
    expect(hear(office, ['kit', 'supervisor'], 'sent-back').ok).toBe(true);
    expect(stageOf(office.state as CaseState)).toBe('more-information');
  });
  it('can be appealed against after the case was closed; what was not refused cannot', () => {
    const office = refusedOnce();
    expect(office.act('case.close', ada, { outcome: 'not-eligible' }, ['reason']).ok).toBe(true);
    expect(lodge(office).ok).toBe(true);
    expect(hear(office, eva).ok).toBe(true);
    const helped = applied();
    decide(helped, mo);
    expect(lodge(helped)).toMatchObject({ refusal: { kind: 'no-such-decision' } });
  });
});
