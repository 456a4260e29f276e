import type { caseworkQueries } from '@sojourn/casework/operations';
import type { Refusal, Result } from '@sojourn/kernel';
import type { QueryOutput } from '@sojourn/operations';
import type { programmeQueries } from '@sojourn/programmes/operations';
import type { rightsQueries } from '@sojourn/rights/operations';
import { client } from './api.ts';

export type CaseRecord = QueryOutput<typeof caseworkQueries, 'case.view'>;
export type Rights = QueryOutput<typeof rightsQueries, 'case.rights'>;
export type Eligibility = QueryOutput<typeof programmeQueries, 'case.eligibility'>;
type WholeCase = CaseRecord & { readonly rights: Rights | undefined; readonly eligibility: Eligibility | undefined };

/** The one way the desk reads a case; over the network today, from the device's own journal later. */
export type CaseView = { readonly readCase: (caseId: string) => Promise<Result<WholeCase, Refusal>> };

export const caseView: CaseView = {
  readCase: async (caseId) => {
    const [record, rights, eligibility] = await Promise.all([
      client.query('case.view', { caseId }),
      client.query('case.rights', { caseId }),
      client.query('case.eligibility', { caseId }),
    ]);
    if (!record.ok) return record;
    return { ok: true, value: { ...record.value, rights: rights.ok ? rights.value : undefined, eligibility: eligibility.ok ? eligibility.value : undefined } };
  },
};
