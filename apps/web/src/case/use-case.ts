import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { useDesk } from '../desk.tsx';

/** Read anew whenever something of this case was sent, kept or refused. */
export function useCase(caseId: string) {
  const cache = useQueryClient();
  const { outbox, caseView } = useDesk();
  const query = useQuery({ queryKey: ['case', caseId], queryFn: () => caseView.readCase(caseId), networkMode: 'always' });
  const here = useSyncExternalStore(outbox.subscribe, outbox.list)
    .filter((one) => one.caseId === caseId)
    .map((one) => `${one.actId} ${one.refusedKind ?? ''}`)
    .join();
  const { refetch } = query;
  useEffect(() => {
    // What waits here is why it is read again.
    void here;
    void refetch();
  }, [here, refetch]);
  return { whole: query.data, failed: query.isError, reload: () => cache.invalidateQueries({ queryKey: ['case', caseId] }) };
}
