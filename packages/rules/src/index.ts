export { type Expression, expressionSchema, factsIn } from './expression.ts';
export { type Facts, type FactValue, type Item, evaluate } from './evaluate.ts';
export { all, any, atLeast, none, opposite, unless } from './four-answers.ts';
export { type AskableFact, nextQuestion } from './next-question.ts';
