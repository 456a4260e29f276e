import { readFileSync } from 'node:fs';
import { type CaseState, caseFold } from '@sojourn/casework';
import { type Bundle, checkFactValue } from '@sojourn/catalogue';
import { chained } from '@sojourn/journal';
import { instant, type JsonValue, plainDate } from '@sojourn/kernel';
import { programmeQueries } from '@sojourn/programmes/operations';
import { rightsQueries } from '@sojourn/rights/operations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../desk.ts';
import { eligibilityOfCase, rightsOfCase } from './law-and-help.ts';

const bundle = JSON.parse(readFileSync(new URL('../../../../.cache/catalogue.json', import.meta.url), 'utf8')) as Bundle;
const { catalogue } = bundle;
const now = instant(Date.UTC(2026, 10, 25));
const desk = { bundle, clock: { now: () => now } } as unknown as Desk;
const [caseId, personId, officeId] = ['2', '1', '5'].map((last) => `00000000-0000-7000-8000-00000000000${last}`) as [string, string, string];

/** A case as its journal begins, with these facts told of its person. */
function caseWith(told: readonly (readonly [string, JsonValue])[]): CaseState {
  const payload = { personId, officeId, caseCode: 'AAAA-2222', source: 'hotline' };
  const act = { actId: caseId, caseId, deviceId: caseId, deviceSequence: 1, basis: 0, recordedAt: now } as never;
  const who = { organisationId: officeId, authorId: officeId, act, index: 0, before: undefined, on: plainDate('2026-11-25'), receivedAt: now } as never;
  const draft = { kind: 'contact-recorded', version: 1, payload, source: 'person' } as const;
  const envelope = chained(draft, { ...(who as object), bundleHash: '', salt: '', sealed: [] } as never);
  const assertions = told.map(([fact, value], at) => ({
    entryId: `e${at}`,
    sequence: at + 2,
    subjectId: personId,
    fact,
    answer: { is: 'value', value },
    source: 'person',
    receivedAt: now,
    basis: at,
    deviceId: caseId,
  }));
  return { ...caseFold.start({ envelope, payload, sealed: [] }), assertions: assertions as never };
}

const farDays = ['0001-01', '0002', '0002-01', '9998~', '9999', '9999-12', '2008-11', '19XX', '0002/9999'];
const oneFact = fc.constantFrom(...catalogue.facts).chain(({ id, list }) => {
  const codes = list === undefined ? [] : (catalogue.codeLists[list] ?? []);
  const code = fc.constantFrom<JsonValue>('LBN', 'stateless', ...codes, ...farDays);
  const value = fc.oneof(fc.boolean(), fc.constantFrom<JsonValue>(0, -1, 0.1, 1e308, 2 ** 53), code, fc.array(code, { minLength: 1, maxLength: 3 }));
  return value.map((one) => [id, one] as const);
});
const toldFacts = fc
  .array(oneFact, { minLength: 1, maxLength: 60 })
  .map((facts) => facts.filter(([fact, value]) => checkFactValue(catalogue, fact, value) === undefined));

const asked = { held: { state: caseWith([]) } };
async function answersFor(told: readonly (readonly [string, JsonValue])[]): Promise<void> {
  const found = { ...asked, held: { state: caseWith(told) } } as never;
  const [rights, help] = [
    await rightsOfCase(desk, {} as never, {} as never, { caseId }, found, {} as never),
    await eligibilityOfCase(desk, {} as never, {} as never, { caseId }, found, {} as never),
  ];
  expect([rights.ok, help.ok]).toEqual([true, true]);
  if (rights.ok) rightsQueries['case.rights'].output.parse(rights.value);
  if (help.ok) programmeQueries['case.eligibility'].output.parse(help.value);
}

describe('rights and help', () => {
  it('answer whatever was told, as long as it could be recorded', async () => {
    await fc.assert(fc.asyncProperty(toldFacts, answersFor), { numRuns: 300 });
  }, 120_000);

  it.each(farDays)('answer for someone said to be born %s', (born) => answersFor([['person.birth-date', born]]));
});
