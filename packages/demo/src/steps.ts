import type { JsonValue } from '@sojourn/kernel';
import { type NameKind, type NamePart, namePartsText, type Relation, type SaidDate, saidDateText, scriptOf, understood } from '@sojourn/people';

export type DemoStep = {
  readonly act: string;
  readonly by: string;
  readonly input: JsonValue;
  readonly sealed?: Readonly<Record<string, string>>;
  readonly about?: 'application' | 'lines' | 'line' | 'guardian' | 'share' | 'emergency' | 'left';
  /** Another case of the demo that the act writes in too. */
  readonly with?: string;
};
export type DemoPerson = { readonly key: string; readonly steps: readonly DemoStep[] };

type Facts = Readonly<Record<string, JsonValue>>;
export const contact = (by: string, input: Facts, name: string, safe: string): DemoStep => ({
  act: 'contact.record',
  by,
  input,
  sealed: { ...(name === '' ? {} : { name }), ...(safe === '' ? {} : { 'safe-contact': safe }) },
});
/** Someone from the first contact on. `facts`: what the person said; `more`: what followed. */
export const met = (
  key: string,
  by: string,
  [presentCountry, source, danger = 'no', alone = 'not-known']: readonly [country: string, source: string, danger?: string, alone?: string],
  [name, safe]: readonly [name: string, safe: string],
  facts: Facts,
  ...more: readonly DemoStep[]
): DemoPerson => ({
  key,
  steps: [
    contact(by, { presentCountry, source, dangerTonight: danger, alone }, name, safe),
    ...(Object.keys(facts).length === 0 ? [] : [told(by, facts)]),
    ...more,
  ],
});
/** Any other act, as it is declared; '@key' is somebody else of the case, '~username' a colleague, '#code' a recipient. */
export const done = (by: string, act: string, input: Facts = {}, sealed: Readonly<Record<string, string>> = {}, more: Partial<DemoStep> = {}): DemoStep => ({
  act,
  by,
  input,
  ...(Object.keys(sealed).length === 0 ? {} : { sealed }),
  ...more,
});
export const told = (by: string, facts: Facts, source = 'person'): DemoStep => ({
  act: 'facts.assert',
  by,
  input: { facts: Object.entries(facts).map(([fact, value]) => ({ fact, source, answer: { is: 'value', value } })) },
});
export const skipped = (by: string, facts: readonly string[]): DemoStep => ({
  act: 'facts.assert',
  by,
  input: { facts: facts.map((fact) => ({ fact, source: 'person', answer: { is: 'declined' } })) },
});
export const concluded = (by: string, conclusion: string, reason: string): DemoStep => ({
  act: 'identification.conclude',
  by,
  input: { act: 'present', means: 'present', purpose: 'present', conclusion },
  sealed: { reason },
});
export const tried = (by: string, provider: string, answer: string, reasons: readonly string[]): DemoStep => ({
  act: 'alternative.try',
  by,
  input: { scope: 'national', answer, reasons },
  sealed: { provider },
});
export const agreed = (by: string, language: string, more: Facts = {}): DemoStep => ({
  act: 'consent.record',
  by,
  input: { purpose: 'assistance', answer: 'given', language, method: 'thumbprint', ...more },
});
/** She may say no, and come back. */
export const refused = (by: string, language: string): DemoStep => ({
  act: 'consent.record',
  by,
  input: { purpose: 'assistance', answer: 'refused', language, method: 'oral-witnessed' },
});
/** Two steps: someone is recorded as guardian by one colleague, and verified on evidence by another. */
export const guardianVerified = (by: string, verifier: string, claim: string, evidence: string, name: string): readonly DemoStep[] => [
  { act: 'guardian.record', by, input: { claim, personId: '@guardian' }, sealed: { name } },
  { act: 'guardian.verify', by: verifier, about: 'guardian', input: { evidence } },
];

/** A name beside the one of the first contact; `subjectId: '@uncle'` for somebody else's. */
export const named = (by: string, name: string, kind: NameKind, more: Facts = {}, parts: readonly NamePart[] = []): DemoStep => ({
  act: 'name.record',
  by,
  input: { kind, script: scriptOf(name), ...more },
  sealed: { name, ...(parts.length === 0 ? {} : { 'name-parts': namePartsText(parts) }) },
});
/** A date of birth as it was said, and what rules are told of it. */
export function born(by: string, said: SaidDate, source = 'person'): DemoStep {
  const read = understood(said);
  if ('problem' in read) throw new Error(`The demo says a date that is none: ${read.problem}`);
  return {
    act: 'facts.assert',
    by,
    input: { facts: [{ fact: 'person.birth-date', source, answer: { is: 'value', value: read.coded } }] },
    sealed: { said: saidDateText(said) },
  };
}
/** Somebody else of the case, named '@key' afterwards. */
export const someone = (by: string, key: string, relation: Relation, sealed: Readonly<Record<string, string>>): DemoStep => ({
  act: 'person.add',
  by,
  input: { personId: `@${key}`, relation },
  sealed,
});
type Way = {
  readonly channel: string;
  readonly days: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly codeWord?: boolean;
  readonly whose?: string;
};
export const everyDay = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** Agreed with the person; no ways at all where they want none. */
export const reachable = (by: string, timeZone: string, language: string, ways: readonly Way[], sealed: Readonly<Record<string, string>> = {}): DemoStep => ({
  act: 'safe-contact.set',
  by,
  input: {
    ways: ways.map((way) => ({ whose: 'own', ifSomeoneElse: 'wrong-number', voicemail: false, codeWord: false, ...way, days: [...way.days] })),
    ...{ timeZone, language, sender: 'no-name', mayNameMatter: false },
  },
  sealed,
});
/** To a recipient of the demo's directory, by its code. */
export const agreedToShare = (by: string, language: string, recipient: string, code: string, dataClasses: readonly string[], more: Facts = {}): DemoStep => ({
  act: 'consent.record',
  by,
  input: {
    purpose: 'sharing',
    answer: 'given',
    language,
    method: 'thumbprint',
    reader: 'interpreter',
    interpreter: 'vetted',
    recipient,
    recipientId: `#${code}`,
    dataClasses: [...dataClasses],
    ...more,
  },
});
export const shared = (by: string, code: string, facts: readonly string[], message: string): DemoStep => ({
  act: 'referral.share',
  by,
  about: 'share',
  input: { recipientId: `#${code}`, facts: [...facts], sealedIds: [], reason: 'additional-services-required' },
  sealed: { message },
});
