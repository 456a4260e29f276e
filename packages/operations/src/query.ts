import type { z } from 'zod';
import type { Purpose, Role } from './actor.ts';

/** Server only; a device answers from what it holds. `:name` parts of the path are members of the input. */
export type QueryDeclaration<Name extends string, Input extends z.ZodType, Output extends z.ZodType> = {
  readonly is: 'query';
  readonly name: Name;
  readonly summary: string;
  readonly path: string;
  /** POST where the input must not stand in an address. */
  readonly method: 'GET' | 'POST';
  readonly input: Input;
  readonly output: Output;
  readonly who: readonly Role[];
  readonly purpose: Purpose;
  /** Written to the access log, with the case. */
  readonly audit: 'always' | 'refusals';
};

export type AnyQuery = QueryDeclaration<string, z.ZodType, z.ZodType>;

export function declareQuery<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  query: Omit<QueryDeclaration<Name, Input, Output>, 'is'>,
): QueryDeclaration<Name, Input, Output> {
  return { is: 'query', ...query };
}
