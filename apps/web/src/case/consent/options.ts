import type { caseworkQueries } from '@sojourn/casework/operations';
import type { QueryOutput } from '@sojourn/operations';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../api.ts';
import type { CasePart } from '../part.ts';

export type Named = QueryOutput<typeof caseworkQueries, 'directory.list'>['recipients'][number];

/** The named recipients of this organisation; none while the server is away. */
export function useDirectory(): readonly Named[] {
  const answer = useQuery({ queryKey: ['directory'], queryFn: async () => client.query('directory.list', {}), networkMode: 'always', retry: false });
  return answer.data?.ok === true ? answer.data.value.recipients.filter((one) => !one.retired) : [];
}

export const listed = (values: readonly string[], label: (value: string) => string) => values.map((value) => ({ value, label: label(value) }));

export function formOf({ record, reload }: CasePart) {
  const { caseId, personId, sequence } = record.case;
  return { caseId, personId, basis: sequence, onSaved: reload };
}

/** Of another record that is joined with this one. */
export function recordCode({ record }: CasePart, caseId: string | undefined): string | undefined {
  return record.joined.find((one) => one.caseId === caseId)?.caseCode;
}
