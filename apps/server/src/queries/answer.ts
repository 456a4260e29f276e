import type { Refusal, Result } from '@sojourn/kernel';
import type { Actor, AnyQuery } from '@sojourn/operations';
import type { ContextTx } from '@sojourn/storage';
import type { z } from 'zod';
import type { Desk } from '../desk.ts';

/** One query's answer: everything it may touch is handed to it, already inside the asker's own organisation. */
export type Answering<Query extends AnyQuery> = (
  desk: Desk,
  actor: Actor,
  tx: ContextTx,
  input: z.output<Query['input']>,
) => Promise<Result<z.input<Query['output']>, Refusal>>;
