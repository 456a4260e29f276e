export { withDerivedFacts } from './derived-facts.ts';
export { evaluate } from './evaluate.ts';
export { explain, type Trace } from './explain.ts';
export { type Expression, expressionSchema } from './expression.ts';
export type { Context, Facts, FactValue, Item } from './facts.ts';
export { all, any, atLeast, none, opposite, unless } from './four-answers.ts';
export { type AskableFact, nextQuestion } from './next-question.ts';
export { factsIn, rulesIn } from './reads.ts';
export { problemsInRulebooks, type Rulebook, type RuleProblem, rulebookSchema, rulesOf, settledBy } from './rulebook.ts';
