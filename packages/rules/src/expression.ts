import { isPlainDate } from '@sojourn/kernel';
import { z } from 'zod';

type Scalar = string | number | boolean;
type Amount = number | { readonly minor: number; readonly currency: string };

/** One fact against something written in the rule. `leaves-open` names the values that answer nothing ("unclear"). */
export type Comparison =
  | { readonly fact: string; readonly is: Scalar; readonly 'leaves-open'?: readonly Scalar[] | undefined }
  | { readonly fact: string; readonly 'is-not': Scalar; readonly 'leaves-open'?: readonly Scalar[] | undefined }
  | { readonly fact: string; readonly in: readonly Scalar[]; readonly 'leaves-open'?: readonly Scalar[] | undefined }
  | { readonly fact: string; readonly 'at-least': Amount }
  | { readonly fact: string; readonly 'at-most': Amount }
  | { readonly fact: string; readonly before: string }
  | { readonly fact: string; readonly after: string }
  | { readonly fact: string; readonly 'younger-than': number };

/**
 * A rule as data. Guards (`when`) stand outside the logic: what does not apply is left out.
 * `presumed` counts doubt as a yes; `known` asks only whether there is an answer, `disagree` whether sources say different things.
 */
export type Expression =
  | Comparison
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly none: readonly Expression[] }
  | { readonly 'at-least': number; readonly of: readonly Expression[] }
  | { readonly unless: Expression; readonly holds: Expression }
  | { readonly when: Expression; readonly then: Expression }
  | { readonly not: Expression }
  | { readonly presumed: Expression }
  | { readonly known: string }
  | { readonly disagree: string }
  | { readonly some: string; readonly where: Expression }
  | { readonly every: string; readonly where: Expression }
  | { readonly count: string; readonly where: Expression; readonly 'at-least': number }
  | { readonly count: string; readonly where: Expression; readonly 'at-most': number }
  | { readonly rule: string }
  | { readonly parameter: string; readonly default: boolean }
  | { readonly always: true };

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const open = { 'leaves-open': z.array(scalar).min(1).optional() };
const amount = z.union([z.number(), z.strictObject({ minor: z.number().int(), currency: z.string().regex(/^[A-Z]{3}$/) })]);
const day = z.string().refine(isPlainDate, 'not-a-day');
const count = z.number().int().nonnegative();
const lazy: z.ZodType<Expression> = z.lazy(() => expressionSchema);
const list = z.array(lazy).min(1);

/** Strict: an unknown key is an error, so a misspelt rule never passes as an empty one. */
export const expressionSchema: z.ZodType<Expression> = z.union([
  z.strictObject({ fact: z.string(), is: scalar, ...open }),
  z.strictObject({ fact: z.string(), 'is-not': scalar, ...open }),
  z.strictObject({ fact: z.string(), in: z.array(scalar).min(1), ...open }),
  z.strictObject({ fact: z.string(), 'at-least': amount }),
  z.strictObject({ fact: z.string(), 'at-most': amount }),
  z.strictObject({ fact: z.string(), before: day }),
  z.strictObject({ fact: z.string(), after: day }),
  z.strictObject({ fact: z.string(), 'younger-than': z.number().int().positive() }),
  z.strictObject({ all: list }),
  z.strictObject({ any: list }),
  z.strictObject({ none: list }),
  z.strictObject({ 'at-least': z.number().int().positive(), of: list }),
  z.strictObject({ unless: lazy, holds: lazy }),
  z.strictObject({ when: lazy, then: lazy }),
  z.strictObject({ not: lazy }),
  z.strictObject({ presumed: lazy }),
  z.strictObject({ known: z.string() }),
  z.strictObject({ disagree: z.string() }),
  z.strictObject({ some: z.string(), where: lazy }),
  z.strictObject({ every: z.string(), where: lazy }),
  z.strictObject({ count: z.string(), where: lazy, 'at-least': count }),
  z.strictObject({ count: z.string(), where: lazy, 'at-most': count }),
  z.strictObject({ rule: z.string() }),
  z.strictObject({ parameter: z.string(), default: z.boolean() }),
  z.strictObject({ always: z.literal(true) }),
]);

/** The parts a rule is made of, in the order they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  if ('fact' in expression) return [];
  if ('all' in expression) return expression.all;
  if ('any' in expression) return expression.any;
  if ('none' in expression) return expression.none;
  if ('of' in expression) return expression.of;
  if ('unless' in expression) return [expression.unless, expression.holds];
  if ('when' in expression) return [expression.when, expression.then];
  if ('not' in expression) return [expression.not];
  if ('presumed' in expression) return [expression.presumed];
  return 'where' in expression ? [expression.where] : [];
}
