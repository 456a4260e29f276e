import type { z } from 'zod';
import type { Policy } from './policy.ts';

/** Server only; a device answers from what it holds. `:name` parts of the path are members of the input. */
export type QueryDeclaration<Name extends string, Input extends z.ZodType, Output extends z.ZodType, P extends Policy = Policy> = {
  readonly is: 'query';
  readonly name: Name;
  readonly summary: string;
  readonly path: string;
  /** POST where the input must not stand in an address. */
  readonly method: 'GET' | 'POST';
  readonly input: Input;
  readonly output: Output;
  /** Who may, on which cases, for what, in which state. Without one it does not compile. */
  readonly policy: P;
  /** The case stays as it is until the answer is written: what is done to it meanwhile waits, or has been seen. */
  readonly locks?: true;
  /** Written to the access log, with the case. */
  readonly audit: 'always' | 'refusals';
};

export type AnyQuery = QueryDeclaration<string, z.ZodType, z.ZodType>;

export function declareQuery<const Name extends string, Input extends z.ZodType, Output extends z.ZodType, const P extends Policy>(
  query: Omit<QueryDeclaration<Name, Input, Output, P>, 'is'>,
): QueryDeclaration<Name, Input, Output, P> {
  return { is: 'query', ...query };
}
