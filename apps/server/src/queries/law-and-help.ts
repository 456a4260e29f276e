import type { JsonValue, Verdict } from '@sojourn/kernel';
import { ok, refused } from '@sojourn/kernel';
import { evaluateProgramme } from '@sojourn/programmes';
import type { programmeQueries } from '@sojourn/programmes/operations';
import { type Citation, type FearAsked, remediesFor, rightsBrief } from '@sojourn/rights';
import type { rightsQueries } from '@sojourn/rights/operations';
import { todayOf } from '../desk.ts';
import { caseAsKnown, daysAsked, factsForRules, rulesContext, statesOf } from '../facts-of-case.ts';
import type { Answering } from './answer.ts';
import { wireParty, wireReservation } from './law.ts';

export const rightsOfCase: Answering<(typeof rightsQueries)['case.rights']> = async (desk, _actor, tx, input, found) => {
  const [today, { catalogue }] = [todayOf(desk), desk.bundle];
  const days = daysAsked(input, today);
  const state = await caseAsKnown(tx, found, days.known, today);
  if (state === undefined) return refused({ kind: 'nothing-known-then' });
  const states = statesOf(state, catalogue, days.facts);
  const facts = factsForRules(state, catalogue, days);
  const brief = rightsBrief(catalogue, facts, states, days.law);
  const lines = brief.map(({ right, holds, ask, duties }) => ({
    right: right.id,
    holds,
    ask: [...ask],
    urgency: right.urgency,
    readings: (right.readings ?? []).flatMap(({ interpretation, paragraph }) => {
      const text = catalogue.interpretations.find((one) => one.id === interpretation);
      const says = text?.reads.find((one) => one.paragraph === paragraph)?.says;
      return text === undefined || says === undefined ? [] : [{ name: { ...text.name }, paragraph, says }];
    }),
    duties: duties.map((d) => ({
      state: d.state,
      role: d.role,
      duty: [...d.duty],
      strength: d.strength,
      binds: d.binds,
      citations: [
        ...d.citations.map(citationOf),
        ...(d.custom ? [{ instrument: 'custom', article: '', status: 'custom', reviewed: false, reserved: [], declarationsKnown: true }] : []),
      ],
    })),
  }));
  const remedies = remediesFor(catalogue, brief, states, fearOf(facts), days.law).map(
    ({ remedy, state: iso3, role, open, rights, reportsToImmigration, knownHere, independentHelpFirst }) => ({
      remedy: remedy.id,
      kind: remedy.kind,
      state: iso3,
      role,
      open,
      rights: [...rights],
      conditions: [...remedy.conditions],
      dangers: [...remedy.dangers],
      reportsToImmigration,
      ...(knownHere === undefined ? {} : { knownHere }),
      independentHelpFirst,
      reviewed: remedy.review !== 'unreviewed',
    }),
  );
  return ok({ on: days.facts, days, bundleHash: desk.bundle.hash, states: [...states], lines, remedies });
};

/** Fear of one's own State, as told: a consulate is spoken of only after a no. */
function fearOf(facts: ReturnType<typeof factsForRules>): FearAsked {
  const told = facts.value('person.seeks-asylum');
  if (told.is !== 'value') return 'not-asked';
  return told.value === false ? 'no-fear' : 'fear';
}

function citationOf({ instrument, article, party, reviewed, protects, reserved }: Citation) {
  const { others: _others, event: _event, ...status } = wireParty(party);
  return { instrument, article, reviewed, protects, ...status, reserved: reserved.rows.map(wireReservation), declarationsKnown: reserved.lists.length > 0 };
}

export const eligibilityOfCase: Answering<(typeof programmeQueries)['case.eligibility']> = async (desk, _actor, tx, input, found) => {
  const { catalogue } = desk.bundle;
  const programme = catalogue.programmes.find((p) => p.id === 'gaf-2013');
  if (programme === undefined) return refused({ kind: 'no-such-case' });
  const today = todayOf(desk);
  const days = daysAsked(input, today);
  const state = await caseAsKnown(tx, found, days.known, today);
  if (state === undefined) return refused({ kind: 'nothing-known-then' });
  const answer = evaluateProgramme(catalogue, programme, factsForRules(state, catalogue, days), rulesContext(catalogue, days));
  const asked = catalogue.facts.find((f) => f.id === answer.next);
  return ok({
    on: days.facts,
    days,
    bundleHash: desk.bundle.hash,
    programme: programme.id,
    overall: wire(answer.overall),
    tests: answer.tests.map((test) => ({ id: test.id, ...wire(test.verdict) })),
    ...(asked === undefined ? {} : { next: { fact: asked.id, kind: asked.kind, ...(asked.list === undefined ? {} : { codeList: asked.list }) } }),
  });
};

function wire(verdict: Verdict) {
  const because = verdict.because.map(
    (reason) => JSON.parse(JSON.stringify(reason)) as { readonly fact?: string; readonly value?: Exclude<JsonValue, undefined> },
  );
  return { is: verdict.is, because: because as never, ask: verdict.is === 'unknown' ? [...verdict.ask] : [] };
}
