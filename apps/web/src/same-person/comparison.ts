import type { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';

export type Comparison = QueryOutput<typeof caseworkQueries, 'records.compare'>;
