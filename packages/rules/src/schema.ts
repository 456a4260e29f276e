import { z } from 'zod';
import type { Expression, ValueExpression } from './expression.ts';
import { expressionProblems, type ShapeProblem, valueProblems } from './shapes.ts';

/** Strict, and every problem at its own place: what it is that is wrong stands in the file with line and column. */
export const expressionSchema: z.ZodType<Expression> = checked<Expression>(expressionProblems);
export const valueExpressionSchema: z.ZodType<ValueExpression> = checked<ValueExpression>(valueProblems);

function checked<Form>(problemsOf: (value: unknown, path: readonly (string | number)[]) => readonly ShapeProblem[]): z.ZodType<Form> {
  return z.unknown().transform((value, context) => {
    for (const { path, what } of problemsOf(value, [])) context.addIssue({ code: 'custom', path: [...path], message: what });
    return value as Form;
  }) as unknown as z.ZodType<Form>;
}
