import type { workQueries } from '@sojourn/integrations/operations';
import { ok, refused } from '@sojourn/kernel';
import { askToCancel, readWork } from '@sojourn/storage';
import type { Answering } from './answer.ts';

export const viewWork: Answering<(typeof workQueries)['work.view']> = async (_desk, _actor, tx, { workId }) => {
  const row = await readWork(tx, workId);
  if (row === undefined) return refused({ kind: 'no-such-work' });
  const { operation, status, done, total, result, refusal } = row;
  return ok({
    operation,
    status,
    done,
    ...(total === null ? {} : { total }),
    ...(status === 'done' ? { result: result as never } : {}),
    ...(refusal === null ? {} : { refusal }),
  });
};

export const cancelWork: Answering<(typeof workQueries)['work.cancel']> = async (_desk, _actor, tx, { workId }) =>
  (await askToCancel(tx, workId)) ? ok({ done: true }) : refused({ kind: 'no-such-work' });
