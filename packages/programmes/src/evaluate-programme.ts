import type { Catalogue, Programme } from '@sojourn/catalogue';
import { bothHold, type Verdict } from '@sojourn/kernel';
import { type Context, evaluate, explain, type Facts, nextQuestion, type Trace } from '@sojourn/rules';

/** `then` is what to do when the answer is no or not known. */
export type TestAnswer = { readonly id: string; readonly verdict: Verdict; readonly citation: string; readonly then?: string; readonly trace: Trace };
export type ProgrammeAnswer = { readonly overall: Verdict; readonly tests: readonly TestAnswer[]; readonly next: string | undefined };

/**
 * The programme's tests and all of them together: decision support that shows its inputs; a named person decides.
 * `context` holds the day, the rules a test may name, and the settings of whoever runs the programme.
 */
export function evaluateProgramme(catalogue: Catalogue, programme: Programme, facts: Facts, context: Context = {}): ProgrammeAnswer {
  const tests = programme.tests.map(({ id, citation, rule, ifNo, ifUnknown }): TestAnswer => {
    const verdict = cited(evaluate(rule, facts, context), id, citation);
    const then = verdict.is === 'no' ? { then: ifNo } : verdict.is === 'unknown' ? { then: ifUnknown } : {};
    return { id, verdict, citation, ...then, trace: explain(rule, facts, context) };
  });
  const catalogueOfFacts = catalogue.facts.map(({ id, sensitivity, askable }) => ({ fact: id, sensitivity, askable }));
  const whole = { all: programme.tests.map((test) => test.rule) };
  return {
    overall: tests.map((test) => test.verdict).reduce(bothHold, { is: 'not-applicable', because: [] }),
    tests,
    next: nextQuestion(whole, facts, catalogueOfFacts, context),
  };
}

function cited(verdict: Verdict, rule: string, citation: string): Verdict {
  return { ...verdict, because: verdict.because.map((reason) => ({ ...reason, rule, citation })) };
}
