import type { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';
import type { programmeQueries } from '@sojourn/programmes/operations';
import type { rightsQueries } from '@sojourn/rights/operations';

export type CaseRecord = QueryOutput<typeof caseworkQueries, 'case.view'>;
export type Rights = QueryOutput<typeof rightsQueries, 'case.rights'>;
export type Eligibility = QueryOutput<typeof programmeQueries, 'case.eligibility'>;
export type CaseRow = QueryOutput<typeof caseworkQueries, 'cases.list'>['cases'][number];
export type Line = CaseRecord['history'][number];
/** A case as the server told it last. */
export type Seen = { readonly record: CaseRecord; readonly rights: Rights | undefined; readonly eligibility: Eligibility | undefined };
