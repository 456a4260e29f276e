import { openHouse } from '../open-house.ts';
import type { KeyWork } from './command.ts';

/** Where the server itself is no superuser: the tables of this version are made, and every journal is left as it is. */
export const upgrade: KeyWork = {
  usage: 'upgrade                     prepare the database for this version, with SOJOURN_DATABASE_ADMIN_FILE; make a backup with the version before, first',
  runUnopened: async ({ settings, say, running }) => {
    if (running) throw new Error('Sojourn is running on this folder. Stop it first, and make a backup.');
    const house = await openHouse(settings, say);
    await house.close();
    say('The database is ready for this version. Back to the version before: only with the backup you made under it (see docs/administrator.md).');
    return 0;
  },
};
