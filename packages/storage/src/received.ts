import type { EntryId, Instant } from '@sojourn/kernel';
import type { ContextTx } from './context.ts';

/** When the server received each entry of these kinds, of every case of the organisation. */
export async function receivedOf(tx: ContextTx, kinds: readonly string[]): Promise<ReadonlyMap<EntryId, Instant>> {
  const rows = await tx.rows<{ readonly entry_id: EntryId; readonly received_at: string | number }>(
    'select entry_id, received_at from sojourn.entry where organisation_id = $1 and kind = any($2)',
    [tx.organisationId, kinds],
  );
  return new Map(rows.map((row) => [row.entry_id, Number(row.received_at) as Instant]));
}
