import { useQuery, useQueryClient } from '@tanstack/react-query';
import { store } from './kept.ts';

/** How many cases this person keeps here; undefined where they keep none by choice. */
export function useKeeping(userId: string) {
  const cache = useQueryClient();
  const query = useQuery({
    queryKey: ['keeping', userId],
    networkMode: 'always',
    queryFn: async () => ((await store.locks.get(userId)) === undefined ? null : store.covers.where('userId').equals(userId).count()),
  });
  return { count: query.data ?? undefined, reload: () => cache.invalidateQueries({ queryKey: ['keeping', userId] }) };
}
