import type { Expression, ValueExpression } from './expression.ts';

const valueMarks = [
  'value',
  'money',
  'day',
  'sum',
  'days-covered',
  'plus',
  'minus',
  'times',
  'divided',
  'repaid-in-months',
  'smallest',
  'largest',
  'from',
  'shift',
  'convert',
  'if',
  'table',
] as const;

/**
 * Does the whole rule give a value rather than an answer? A fact alone, or a count without a limit, is a value; a rule that only names
 * another is read as an answer unless it says otherwise.
 */
export function isValueExpression(rule: Expression | ValueExpression): rule is ValueExpression {
  if (valueMarks.some((mark) => mark in rule)) return true;
  if ('fact' in rule) return Object.keys(rule).length === 1;
  return 'count' in rule && !('at-least' in rule) && !('at-most' in rule);
}
