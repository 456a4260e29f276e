import { accountQueries } from '@sojourn/accounts/operations';
import { caseworkActs, caseworkDocuments, caseworkQueries } from '@sojourn/casework/operations';
import { evidenceQueries } from '@sojourn/evidence/operations';
import { governanceQueries } from '@sojourn/governance/operations';
import { integrationQueries, workQueries } from '@sojourn/integrations/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { programmeQueries, ruleQueries } from '@sojourn/programmes/operations';
import { lawQueries, rightsQueries } from '@sojourn/rights/operations';

/** Every operation of this server. What is not listed here has no address. */
export const acts = { ...caseworkActs } as const;
export const queries = {
  ...accountQueries,
  ...caseworkQueries,
  ...governanceQueries,
  ...evidenceQueries,
  ...rightsQueries,
  ...programmeQueries,
  ...ruleQueries,
  ...interchangeQueries,
  ...integrationQueries,
  ...workQueries,
} as const;
export const documents = { ...caseworkDocuments } as const;
/** What anyone may read without signing in: law, never a person. */
export const openQueries = { ...lawQueries } as const;
