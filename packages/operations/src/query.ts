import { z } from 'zod';
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
  /** Written to the access log, with the case. `apart`: kept by the operation itself where those whom it is about do not look. */
  readonly audit: 'always' | 'refusals' | 'apart';
  /** The answer is a page of a list: which member holds the items. Its input takes `cursor` and `limit`, its output has `next`; all of it streams as NDJSON. */
  readonly paged?: { readonly items: string };
  /** May take long: whoever prefers (`Prefer: respond-async`) gets a number at once, and progress as server-sent events. */
  readonly long?: true;
  /** The body, or the answer, is a file's own bytes and not JSON. */
  readonly takes?: 'file';
  readonly gives?: 'file';
  /** Whether a program's token may do it. What reads sealed words is closed to tokens unless it says true. */
  readonly forTokens?: boolean;
  /** A second factor is asked for, although neither names nor rights are touched. */
  readonly secondFactor?: true;
};

/** Members of the input of every list that comes in pages; at most 200 at once. */
export const pageInput = { cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(200).default(100) };

export type AnyQuery = QueryDeclaration<string, z.ZodType, z.ZodType>;

export function declareQuery<const Name extends string, Input extends z.ZodType, Output extends z.ZodType, const P extends Policy>(
  query: Omit<QueryDeclaration<Name, Input, Output, P>, 'is'>,
): QueryDeclaration<Name, Input, Output, P> {
  return { is: 'query', ...query };
}
