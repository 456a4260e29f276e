import { useQuery, useQueryClient } from '@tanstack/react-query';
import { caseView } from '../case-view.ts';

export function useCase(caseId: string) {
  const cache = useQueryClient();
  const query = useQuery({ queryKey: ['case', caseId], queryFn: () => caseView.readCase(caseId) });
  return { whole: query.data, failed: query.isError, reload: () => cache.invalidateQueries({ queryKey: ['case', caseId] }) };
}
