import { accountQueries } from '@sojourn/accounts/operations';
import { caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { governanceQueries } from '@sojourn/governance/operations';
import { integrationQueries, workQueries } from '@sojourn/integrations/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import { mayBeInToken, type Policy } from '@sojourn/operations';
import { programmeQueries, ruleQueries } from '@sojourn/programmes/operations';
import { rightsQueries } from '@sojourn/rights/operations';
import { mayEver, type Session } from '../api.ts';

type Operation = { readonly name: string; readonly summary: string; readonly policy: Policy; readonly forTokens?: boolean };
const operations: readonly Operation[] = [
  accountQueries,
  caseworkActs,
  caseworkQueries,
  governanceQueries,
  rightsQueries,
  programmeQueries,
  ruleQueries,
  interchangeQueries,
  integrationQueries,
  workQueries,
]
  .flatMap((some): readonly Operation[] => Object.values(some))
  .filter(mayBeInToken)
  .sort((a, b) => (a.name < b.name ? -1 : 1));

/** What this person may put in a token: what a program may be given at all, and of that what they may do themselves. */
export const forTokenOf = (session: Session): readonly Operation[] => operations.filter((one) => mayEver(session, one));
