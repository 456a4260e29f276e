import { demoOrganisations, demoRecipients } from '@sojourn/demo';
import type { PersonId } from '@sojourn/kernel';
import { type AnyAct, subjectOf } from '@sojourn/operations';
import { acts } from '../src/operations.ts';
import { newId } from './world.ts';

export type Role = 'caseworker' | 'supervisor' | 'fund-manager' | 'finance';
export type ActName = keyof typeof acts;
export type SealedText = { readonly field: string; readonly subjectId: string; readonly text: string };
/** One act as it was performed: whose words stood in which field. */
export type Performed = {
  readonly act: ActName;
  readonly input: unknown;
  readonly sealed: readonly SealedText[];
  readonly entryIds: readonly string[];
  readonly also: Also;
};
/** Further cases that an act touches. */
type Also = readonly { readonly caseId: string; readonly basis: number }[];

export type Desk = {
  /** Sends one act and gives the ids of its entries; throws when it was refused. */
  readonly perform: (role: Role, act: ActName, caseId: string, input: unknown, sealed: readonly SealedText[], also?: Also) => Promise<readonly string[]>;
  /** Fingerprint of what would be shared. */
  readonly preview: (caseId: string, chosen: object) => Promise<unknown>;
};
type Step = (role: Role, act: ActName, input: unknown, also?: Also) => Promise<readonly string[]>;

export const declaredFields: readonly string[] = Object.entries(acts).flatMap(([act, { sealed }]) => Object.keys(sealed).map((field) => `${act} ${field}`));

/**
 * Every act of the register, in an order a case allows, each with every field it declares filled with `words` and sealed
 * under whomever the declaration says. What is declared and not performed here, the tests that use it find missing.
 */
export async function everyAct(desk: Desk, words: (act: ActName, field: string) => string) {
  const [caseId, personId, otherId] = [newId() as string, newId() as string, newId() as string];
  const performed: Performed[] = [];
  const step: Step = async (role, act, input, also = []) => {
    const declared: AnyAct['sealed'] = acts[act].sealed;
    const sealed = Object.keys(declared).map((field) => ({
      field,
      subjectId: String(subjectOf({ sealed: declared }, field, input, personId as PersonId)),
      text: words(act, field).slice(0, declared[field]?.maxLength),
    }));
    const entryIds = await desk.perform(role, act, caseId, input, sealed, also);
    performed.push({ act, input, sealed, entryIds, also });
    return entryIds;
  };
  const said = (fact: string, value: unknown, source = 'person') => ({ subjectId: personId, fact, answer: { is: 'value', value }, source });

  const contact = { personId, presentCountry: 'LBN', source: 'hotline', dangerTonight: 'no', nameKind: 'as-said', nameScript: 'Latn', informantId: newId() };
  await step('caseworker', 'contact.record', contact);
  const [firstName] = await step('caseworker', 'name.record', { subjectId: personId, kind: 'on-document', script: 'Arab', source: 'document' });
  await step('caseworker', 'name.prefer', { nameId: firstName });
  await step('caseworker', 'name.withdraw', { subjectId: personId, nameId: firstName });
  await step('caseworker', 'person.add', { personId: otherId, relation: 'relative' });
  const [harm] = await step('caseworker', 'person.relate', { personId: otherId, relation: 'alleged-perpetrator' });
  await step('supervisor', 'relation.withdraw', { personId: otherId, relationId: harm });
  const stated = await step('caseworker', 'facts.assert', { facts: [said('person.birth-date', '1991-04', 'document')] });
  const [contrary] = await step('caseworker', 'facts.assert', { facts: [said('person.birth-date', '1990')] });
  const settled = { subjectId: personId, fact: 'person.birth-date', answer: { is: 'value', value: '1991-04' }, weighed: [stated[0], contrary] };
  await step('caseworker', 'disagreement.settle', settled);
  await step('caseworker', 'facts.assert', { facts: [said('person.citizenship', ['ETH'])] });
  await step('caseworker', 'facts.assert', { facts: [said('trafficking.border-crossed', true)] });
  await step('caseworker', 'facts.assert', { facts: [said('fund.double-funded', false, 'caseworker')] });
  await step('caseworker', 'identification.conclude', { act: 'present', means: 'present', purpose: 'present', conclusion: 'victim-of-trafficking' });
  const asked = { scope: 'local', answer: 'cannot-help', reasons: ['sex'], on: '2026-01-05', providerId: newId() };
  await step('caseworker', 'alternative.try', asked);
  const witnessed = (purpose: string) => {
    const took = { witnessId: newId(), interpreterId: newId() };
    return { subjectId: personId, purpose, answer: 'given', language: 'ar', method: 'oral-witnessed', ...took };
  };
  const [consentId] = await step('caseworker', 'consent.record', witnessed('photo'));
  await step('caseworker', 'consent.withdraw', { consentId });
  await whoMayDecideAndWhatWentWhere(step, desk, caseId, personId);
  await step('caseworker', 'consent.record', witnessed('assistance'));
  const [applicationId] = await step('caseworker', 'application.submit', { programme: 'gaf-2013', urgency: 'standard' });
  const gap = { decision: 'refused', reasons: ['fund-rules'], referral: 'no-service-available' };
  const [decisionId] = await step('fund-manager', 'application.decide', { applicationId, ...gap });
  const [appealId] = await step('caseworker', 'appeal.lodge', { decisionId, grounds: ['facts-wrong'], by: 'person' });
  await step('supervisor', 'appeal.decide', { appealId, outcome: 'reversed' });
  const cost = { minor: 4_000, currency: 'USD' };
  const [lineId] = await step('caseworker', 'plan.add-line', { service: 'medical', quantity: 2, unit: 'visit', unitCost: cost });
  await step('fund-manager', 'plan.approve', { lineIds: [lineId], totals: [{ minor: 8_000, currency: 'USD' }] });
  await step('finance', 'payment.record', { lineId, amount: { minor: 8_000, currency: 'USD' }, method: 'bank-transfer' });
  await step('caseworker', 'service.record', { service: 'medical', quantity: 1, lineId, received: 'yes' });
  const [holdId] = await step('supervisor', 'hold.place', { ground: 'court' });
  await step('supervisor', 'hold.lift', { holdId });
  await step('caseworker', 'case.close', { outcome: 'goals-reached' });
  await step('caseworker', 'case.reopen', {});
  await whoReachesIt(step);
  const again = newId() as string;
  await desk.perform('caseworker', 'contact.record', again, { personId: newId(), presentCountry: 'LBN' }, []);
  const also = [{ caseId: again, basis: 2 }];
  await step('caseworker', 'records.tell-apart', { ground: 'other' }, also);
  await step('caseworker', 'records.join', { kept: 'this', ground: 'person-says-so' }, also);
  await step('supervisor', 'records.confirm', {}, also);
  await step('caseworker', 'records.part', { ground: 'not-the-same-person' }, also);
  const filled = performed.flatMap(({ act, sealed }) => sealed.map(({ field }) => `${act} ${field}`));
  return { caseId, personId, otherId, performed, uncovered: declaredFields.filter((one) => !filled.includes(one)) };
}

/** The team, a restriction, a conflict, and someone who could not wait. */
async function whoReachesIt(step: Step): Promise<void> {
  const userId = (username: string) => demoOrganisations.flatMap(({ users }) => users).find((user) => user.username === username)?.userId ?? '';
  await step('caseworker', 'team.join', { userId: userId('samir'), as: 'owner' });
  await step('supervisor', 'team.leave', { userId: userId('amal') });
  await step('supervisor', 'case.restrict', {});
  const [glassId] = await step('caseworker', 'glass.break', { reason: 'medical', hours: 1 });
  await step('supervisor', 'glass.review', { glassId, finding: 'justified' });
  await step('supervisor', 'case.unrestrict', {});
  const [conflictId] = await step('supervisor', 'conflict.declare', { userId: userId('leila'), kind: 'relative' });
  await step('supervisor', 'conflict.lift', { conflictId });
}

/** Guardians, wishes, danger, court, and a package that is shared and taken back. */
async function whoMayDecideAndWhatWentWhere(step: Step, desk: Desk, caseId: string, personId: string): Promise<void> {
  const named = (code: string) => demoRecipients['Harbour Protection Desk']?.find((one) => one.code === code)?.recipientId ?? '';
  const [clinic, court] = [named('cedar-clinic'), named('district-court')];
  const [guardianId] = await step('caseworker', 'guardian.record', { subjectId: personId, claim: 'self-declared', personId: newId() });
  await step('supervisor', 'guardian.verify', { guardianId, evidence: 'authority-letter' });
  await step('caseworker', 'guardian.in-conflict', { guardianId });
  await step('caseworker', 'guardian.end', { guardianId });
  const took = { witnessId: newId(), interpreterId: newId() };
  const agreed = { purpose: 'sharing', recipient: 'health-service', recipientId: clinic, answer: 'given', language: 'ar', method: 'thumbprint', ...took };
  await step('caseworker', 'consent.record', { subjectId: personId, ...agreed, dataClasses: ['demographics'] });
  const chosen = { recipientId: clinic, facts: ['person.citizenship'], sealedIds: [] };
  const fingerprint = await desk.preview(caseId, chosen);
  const [shareId] = await step('caseworker', 'referral.share', { subjectId: personId, ...chosen, reason: 'other', fingerprint });
  await step('caseworker', 'referral.handover', { shareId, status: 'received' });
  await step('caseworker', 'referral.recall', { shareId });
  await step('caseworker', 'recall.answer', { shareId, answer: 'destroyed' });
  const [withholdingId] = await step('caseworker', 'withholding.record', { subjectId: personId, dataClass: 'health', recipient: 'family' });
  await step('caseworker', 'withholding.lift', { withholdingId });
  const classes = { subjectId: personId, recipientId: clinic, dataClasses: ['identity'] };
  const [vitalInterestId] = await step('caseworker', 'vital-interest.invoke', { ...classes, danger: 'medical-emergency' });
  await step('supervisor', 'vital-interest.review', { vitalInterestId, upheld: true });
  const [bestInterestsId] = await step('caseworker', 'best-interests.propose', { ...classes, purpose: 'sharing', childHeard: 'heard', until: '2027-01-01' });
  await step('supervisor', 'best-interests.confirm', { bestInterestsId });
  const [courtOrderId] = await step('supervisor', 'court-order.record', { ...classes, recipientId: court, until: '2027-01-01' });
  await step('caseworker', 'court-order.review', { courtOrderId, finding: 'binding-and-precise' });
  await step('caseworker', 'court-order.confirm', { courtOrderId });
  await step('caseworker', 'origin-fear.ask', { subjectId: personId, answer: 'no', inPrivate: true });
  await step('caseworker', 'consulate.advise', { subjectId: personId, stillAsks: 'yes' });
  const leaving = async (code: string, agreedTo: object) => {
    const what = { ...chosen, recipientId: named(code) };
    await step('caseworker', 'consent.record', { subjectId: personId, ...agreed, recipientId: named(code), dataClasses: ['demographics'], ...agreedTo });
    return { subjectId: personId, ...what, fingerprint: await desk.preview(caseId, what), warned: true };
  };
  const travel = await leaving('consulate-eth', { purpose: 'consular-contact', recipient: 'consulate' });
  await step('caseworker', 'consulate.contact', { ...travel, act: 'travel-document' });
  const claim = await leaving('labour-office', { purpose: 'filing', recipient: 'labour-authority', filing: 'wage-claim' });
  const [filingId] = await step('caseworker', 'filing.make', { ...claim, filing: 'wage-claim' });
  await step('caseworker', 'filing.outcome', { filingId, outcome: 'received' });
  const way = { channel: 'sms', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '00:00', whose: 'own', ifSomeoneElse: 'hang-up' };
  const safe = { timeZone: 'UTC', language: 'ar', sender: 'no-name', mayNameMatter: true };
  await step('caseworker', 'safe-contact.set', { subjectId: personId, ways: [{ ...way, voicemail: false, codeWord: true }], ...safe });
  const [messageId] = await step('caseworker', 'message.prepare', { subjectId: personId, channel: 'sms', template: 'own-words' });
  await step('caseworker', 'message.settle', { messageId, outcome: 'sent' });
  await step('caseworker', 'call.note', { subjectId: personId, channel: 'call', outcome: 'no-answer' });
  await step('caseworker', 'safe-contact.unsafe-now', { subjectId: personId });
  const [leftId] = await step('caseworker', 'danger.leave', { way: 'hospital', reason: 'injury-or-illness' });
  await step('caseworker', 'danger.assess', { leftId, inDanger: 'no', placeSafe: 'yes' });
  await step('caseworker', 'recipient.bar', { recipientId: clinic, why: 'works-with-them' });
}
