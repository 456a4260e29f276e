import { z } from 'zod';

type Scalar = string | number | boolean;

/** A rule as data. Guards (`when`) stand outside the logic: what does not apply is left out. */
export type Expression =
  | { readonly all: readonly Expression[] }
  | { readonly any: readonly Expression[] }
  | { readonly none: readonly Expression[] }
  | { readonly 'at-least': number; readonly of: readonly Expression[] }
  | { readonly unless: Expression; readonly holds: Expression }
  | { readonly when: Expression; readonly then: Expression }
  | { readonly fact: string; readonly is: Scalar }
  | { readonly fact: string; readonly in: readonly Scalar[] }
  | { readonly fact: string; readonly 'at-least': number }
  | { readonly fact: string; readonly 'at-most': number }
  | { readonly some: string; readonly where: Expression }
  | { readonly every: string; readonly where: Expression }
  | { readonly always: true };

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const lazy: z.ZodType<Expression> = z.lazy(() => expressionSchema);
const list = z.array(lazy).min(1);

/** Strict: an unknown key is an error, so a misspelt rule never passes as an empty one. */
export const expressionSchema: z.ZodType<Expression> = z.union([
  z.strictObject({ all: list }),
  z.strictObject({ any: list }),
  z.strictObject({ none: list }),
  z.strictObject({ 'at-least': z.number().int().positive(), of: list }),
  z.strictObject({ unless: lazy, holds: lazy }),
  z.strictObject({ when: lazy, then: lazy }),
  z.strictObject({ fact: z.string(), is: scalar }),
  z.strictObject({ fact: z.string(), in: z.array(scalar).min(1) }),
  z.strictObject({ fact: z.string(), 'at-least': z.number() }),
  z.strictObject({ fact: z.string(), 'at-most': z.number() }),
  z.strictObject({ some: z.string(), where: lazy }),
  z.strictObject({ every: z.string(), where: lazy }),
  z.strictObject({ always: z.literal(true) }),
]);

/** Every fact a rule may read; those of items (`item.…`) belong to their collection. */
export function factsIn(expression: Expression): readonly string[] {
  const found = new Set<string>();
  walk(expression, found);
  return [...found];
}

function walk(expression: Expression, found: Set<string>): void {
  if ('fact' in expression) {
    if (!expression.fact.startsWith('item.')) found.add(expression.fact);
    return;
  }
  for (const child of childrenOf(expression)) walk(child, found);
}

function childrenOf(expression: Expression): readonly Expression[] {
  if ('all' in expression) return expression.all;
  if ('any' in expression) return expression.any;
  if ('none' in expression) return expression.none;
  if ('of' in expression) return expression.of;
  if ('unless' in expression) return [expression.unless, expression.holds];
  if ('when' in expression) return [expression.when, expression.then];
  return 'where' in expression ? [expression.where] : [];
}
