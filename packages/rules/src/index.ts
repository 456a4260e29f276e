export { evaluate, type Facts, type FactValue, type Item } from './evaluate.ts';
export { type Expression, expressionSchema, factsIn } from './expression.ts';
export { all, any, atLeast, none, opposite, unless } from './four-answers.ts';
export { type AskableFact, nextQuestion } from './next-question.ts';
