export type { Certificate } from './certificate.ts';
export { problemsInRule, type ReadableFact, type RuleFinding } from './check-rule.ts';
export { type Column, columnAnswers, factOfRow, NO_DAY, type Register } from './columns.ts';
export { type Asking, askingOf, askingTogether, type Decision, decide } from './decision.ts';
export { withDerivedFacts } from './derived-facts.ts';
export { evaluate, evaluateValue, explain, type ValueAnswer } from './evaluate.ts';
export type { Expression, Table, ValueExpression } from './expression.ts';
export type { Context, Days, Facts, FactValue, Item, Rates, Relation, Settling } from './facts.ts';
export { fromFeel, toFeel } from './feel.ts';
export { type AskableFact, nextQuestion } from './next-question.ts';
export { cellText } from './notation/block.ts';
export { phrases, type RuleLanguage, type Saying } from './notation/phrases.ts';
export {
  type Lexicon,
  type Line,
  linesOf,
  linesOfValue,
  readSentences,
  readValue,
  type SentenceProblem,
  type Sentences,
  writeSentences,
  writeValue,
} from './notation/sentences.ts';
export { readCell } from './notation/unblock.ts';
export { valuesRulesSee } from './possible-values.ts';
export { factsIn, factsUnder, listsUnder, rulesIn, tablesIn, withTable } from './reads.ts';
export { gatherFor } from './register.ts';
export { citationsOf, problemsInRulebooks, type Rulebook, type RuleProblem, rulebookSchema, rulesOf, settledBy, valueRulesOf } from './rulebook.ts';
export { expressionSchema, valueExpressionSchema } from './schema.ts';
export type { Trace } from './trace.ts';
export { changed, type WhatIf, whatIf } from './what-if.ts';
export type { Change } from './would-hold.ts';
