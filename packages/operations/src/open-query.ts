import type { z } from 'zod';

/**
 * What anyone may read: facts about law and services, the same for everybody. No session, no person and no case; its address holds
 * codes and days only, so it may be kept by caches. Everything else needs a policy.
 */
export type OpenQueryDeclaration<Name extends string, Input extends z.ZodType, Output extends z.ZodType> = {
  readonly is: 'open-query';
  readonly name: Name;
  readonly summary: string;
  /** `:name` parts are members of the input; the rest of it stands in the search. */
  readonly path: `/api/law/${string}`;
  readonly input: Input;
  readonly output: Output;
};

export type AnyOpenQuery = OpenQueryDeclaration<string, z.ZodType, z.ZodType>;

export function declareOpenQuery<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  query: Omit<OpenQueryDeclaration<Name, Input, Output>, 'is'>,
): OpenQueryDeclaration<Name, Input, Output> {
  return { is: 'open-query', ...query };
}
