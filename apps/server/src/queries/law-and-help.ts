import type { JsonValue, Verdict } from '@sojourn/kernel';
import { ok, refused } from '@sojourn/kernel';
import { evaluateProgramme } from '@sojourn/programmes';
import type { programmeQueries } from '@sojourn/programmes/operations';
import { type Citation, rightsBrief } from '@sojourn/rights';
import type { rightsQueries } from '@sojourn/rights/operations';
import { todayOf } from '../desk.ts';
import { factsForRules, rulesContext, statesOf } from '../facts-of-case.ts';
import type { Answering } from './answer.ts';

export const rightsOfCase: Answering<(typeof rightsQueries)['case.rights']> = async (desk, _actor, _tx, _input, { held: { state } }) => {
  const on = todayOf(desk);
  const { catalogue } = desk.bundle;
  const states = statesOf(state, catalogue, on);
  const lines = rightsBrief(catalogue, factsForRules(state, catalogue, on), states, on).map(({ right, holds, ask, duties }) => ({
    right: right.id,
    holds,
    ask: [...ask],
    urgency: right.urgency,
    duties: duties.map((d) => ({
      state: d.state,
      role: d.role,
      duty: [...d.duty],
      strength: d.strength,
      binds: d.binds,
      citations: [...d.citations.map(citationOf), ...(d.custom ? [{ instrument: 'custom', article: '', status: 'custom', reviewed: false }] : [])],
    })),
  }));
  return ok({ on, bundleHash: desk.bundle.hash, states: [...states], lines });
};

function citationOf({ instrument, article, party, reviewed, protects }: Citation) {
  const base = { instrument, article, reviewed, protects, ...(party.is === 'party' ? { atTheLatest: party.atTheLatest } : {}) };
  if (party.is === 'party' || party.is === 'not-yet-in-force')
    return { ...base, status: party.is, boundFrom: party.boundFrom, asOf: party.asOf, source: party.source };
  if (party.is === 'not-a-party') return { ...base, status: party.signed ? 'signed-only' : party.is, asOf: party.asOf, source: party.source };
  return {
    ...base,
    status: party.is,
    why: party.why,
    ...(party.asOf === undefined ? {} : { asOf: party.asOf }),
    ...(party.source === undefined ? {} : { source: party.source }),
  };
}

export const eligibilityOfCase: Answering<(typeof programmeQueries)['case.eligibility']> = async (desk, _actor, _tx, _input, { held: { state } }) => {
  const { catalogue } = desk.bundle;
  const programme = catalogue.programmes.find((p) => p.id === 'gaf-2013');
  if (programme === undefined) return refused({ kind: 'no-such-case' });
  const on = todayOf(desk);
  const answer = evaluateProgramme(catalogue, programme, factsForRules(state, catalogue, on), rulesContext(catalogue, on));
  const asked = catalogue.facts.find((f) => f.id === answer.next);
  return ok({
    on,
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
