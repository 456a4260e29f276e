import { caseworkQueries } from '@sojourn/casework/operations';
import { type EntryId, mintId, type OfficeId, type UserId } from '@sojourn/kernel';
import { decideAccess } from '@sojourn/operations';
import { keepDelivery, webhooksFor } from '@sojourn/storage';
import type { Announce, Desk } from '../desk.ts';
import type { Jobs } from '../jobs.ts';

/** In the act's own transaction: what is not recorded is not announced, and what is recorded is. Only to those who could have read it in the desk. */
export function announcing(desk: Pick<Desk, 'chance' | 'clock'>, jobs: Jobs): Announce {
  const { policy } = caseworkQueries['case.view'];
  return async (tx, { caseId, standing, entries }) => {
    const owners = await webhooksFor(
      tx,
      entries.map(({ kind }) => kind),
    );
    for (const { webhookId, ownerId, officeId, roles, kinds } of owners) {
      const owner = { organisationId: tx.organisationId, officeId: officeId as OfficeId, userId: ownerId as UserId, roles };
      if (!decideAccess(policy, owner, standing).ok) continue;
      for (const { kind, entryId } of entries.filter((entry) => kinds.includes(entry.kind))) {
        const deliveryId = mintId<EntryId>(desk.chance, desk.clock.now());
        await keepDelivery(tx, { deliveryId, webhookId, kind, caseId, entryId });
        await jobs.send(tx, 'webhook', { organisationId: tx.organisationId, deliveryId });
      }
    }
  };
}
