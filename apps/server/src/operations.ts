import { caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { programmeQueries } from '@sojourn/programmes/operations';
import { rightsQueries } from '@sojourn/rights/operations';

/** Every operation of this server. What is not listed here has no address. */
export const acts = { ...caseworkActs } as const;
export const queries = { ...caseworkQueries, ...rightsQueries, ...programmeQueries, ...interchangeQueries } as const;
