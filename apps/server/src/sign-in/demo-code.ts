import { demoOrganisations } from '@sojourn/demo';

/** The invented people's second factor, printed on the sign-in page. Taken only while the whole server is a demonstration, and only from them. */
export const demoCode = '246810';

const demoPeople = new Set(demoOrganisations.flatMap(({ users }) => users.map(({ userId }) => userId)));

/** The demo's people sign in with this; it opens invented records only, and nothing where no demonstration runs. */
export const demoPassword = 'sojourn-demo';
export const isDemoPerson = (userId: string): boolean => demoPeople.has(userId);
