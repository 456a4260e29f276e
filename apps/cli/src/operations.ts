import { accountQueries } from '@sojourn/accounts/operations';
import { caseworkActs, caseworkQueries } from '@sojourn/casework/operations';
import { evidenceQueries } from '@sojourn/evidence/operations';
import { governanceQueries } from '@sojourn/governance/operations';
import { integrationQueries, workQueries } from '@sojourn/integrations/operations';
import { interchangeQueries } from '@sojourn/interchange/operations';
import type { AnyAct, AnyOpenQuery, AnyQuery } from '@sojourn/operations';
import { programmeQueries, ruleQueries } from '@sojourn/programmes/operations';
import { lawQueries, rightsQueries } from '@sojourn/rights/operations';

export type Operation = AnyAct | AnyQuery | AnyOpenQuery;

/** The same declarations that the server answers to. */
const declared: readonly Operation[] = [
  ...(Object.values(lawQueries) as readonly AnyOpenQuery[]),
  ...(Object.values(caseworkActs) as readonly AnyAct[]),
  ...(Object.values({
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
  }) as readonly AnyQuery[]),
];

export const operations: ReadonlyMap<string, Operation> = new Map(declared.map((operation) => [operation.name, operation]));
