import { caseFold } from '@sojourn/casework';
import type { OrganisationId, UserId } from '@sojourn/kernel';
import { listOrganisations, rebuildSnapshots } from '@sojourn/storage';
import type { Maintenance } from './command.ts';

/** Folds every case again from its entries. */
export const rebuild: Maintenance = {
  usage: 'rebuild                     fold every case again from its journal, and say how many snapshots differed',
  beside: 'any',
  run: async ({ house, say }) => {
    for (const { organisationId, name, userId } of await listOrganisations(house.addresses.setUp)) {
      const who = { organisationId: organisationId as OrganisationId, actorId: userId as UserId, purpose: 'administration' as const };
      const { cases, differed } = await rebuildSnapshots(house.desk.storage, who, caseFold);
      say(`${name}: ${cases} cases folded, ${differed} snapshots differed and were put right.`);
    }
    return 0;
  },
};
