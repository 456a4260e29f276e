import type { Catalogue, Programme } from '@sojourn/catalogue';
import type { Verdict } from '@sojourn/kernel';
import { all, evaluate, type Facts, nextQuestion } from '@sojourn/rules';

export type TestAnswer = { readonly id: string; readonly verdict: Verdict; readonly citation: string; readonly then?: string };
export type ProgrammeAnswer = { readonly overall: Verdict; readonly tests: readonly TestAnswer[]; readonly next: string | undefined };

/** The programme's tests and all of them together: decision support that shows its inputs; a named person decides. */
export function evaluateProgramme(catalogue: Catalogue, programme: Programme, facts: Facts): ProgrammeAnswer {
  const tests = programme.tests.map(({ id, citation, rule, ifNo, ifUnknown }): TestAnswer => {
    const verdict = cited(evaluate(rule, facts), id, citation);
    const then = verdict.is === 'no' ? { then: ifNo } : verdict.is === 'unknown' ? { then: ifUnknown } : {};
    return { id, verdict, citation, ...then };
  });
  const overall = all(tests.map((test) => test.verdict));
  const catalogueOfFacts = catalogue.facts.map(({ id, sensitivity, askable }) => ({ fact: id, sensitivity, askable }));
  return { overall, tests, next: nextQuestion([overall], facts, catalogueOfFacts) };
}

function cited(verdict: Verdict, rule: string, citation: string): Verdict {
  return { ...verdict, because: verdict.because.map((reason) => ({ ...reason, rule, citation })) };
}
