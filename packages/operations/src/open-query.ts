import { z } from 'zod';

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
  /** The answer is a file's own bytes and not JSON. */
  readonly gives?: 'file';
};

export type AnyOpenQuery = OpenQueryDeclaration<string, z.ZodType, z.ZodType>;

export function declareOpenQuery<const Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  query: Omit<OpenQueryDeclaration<Name, Input, Output>, 'is'>,
): OpenQueryDeclaration<Name, Input, Output> {
  return { is: 'open-query', ...query };
}

type OpenFileDeclaration<Name extends string, Input extends z.ZodType> = OpenQueryDeclaration<Name, Input, z.ZodUnknown> & { readonly gives: 'file' };

/** The same, where the answer is a page or a table to keep. */
export function declareOpenFile<const Name extends string, Input extends z.ZodType>(
  query: Omit<OpenFileDeclaration<Name, Input>, 'is' | 'output' | 'gives'>,
): OpenFileDeclaration<Name, Input> {
  return { is: 'open-query', output: z.unknown(), gives: 'file', ...query };
}
