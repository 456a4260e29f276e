import type { CleanedFile } from '@sojourn/documents';
import type { Refusal, Result } from '@sojourn/kernel';
import type { Actor, AnyQuery } from '@sojourn/operations';
import type { ContextTx } from '@sojourn/storage';
import type { z } from 'zod';
import type { CaseOf } from '../case-access.ts';
import type { Desk } from '../desk.ts';
import type { Progress } from '../work.ts';

/** One query's answer: everything it may touch is handed to it, already inside the asker's own organisation; the case of a query about one has passed its policy. */
export type Answering<Query extends AnyQuery> = (
  desk: Desk,
  actor: Actor,
  tx: ContextTx,
  input: z.output<Query['input']>,
  found: CaseOf<Query>,
  more: { readonly progress: Progress; readonly file?: CleanedFile },
) => Promise<Result<z.input<Query['output']>, Refusal>>;
