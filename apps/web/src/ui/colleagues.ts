import { useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';
import { useDesk } from '../desk.tsx';
import { useWords } from '../words/index.tsx';
import type { Option } from './field-shape.ts';

/** Colleagues to choose from, by name and office. */
export function useColleagues({ others = false }: { readonly others?: boolean } = {}): readonly Option[] {
  const { session } = useDesk();
  const answer = useQuery({ queryKey: ['colleagues'], queryFn: () => client.query('colleagues.list', {}), staleTime: 300_000 });
  const all = answer.data?.ok === true ? answer.data.value.colleagues : [];
  return all
    .filter((one) => !others || one.userId !== session.user.userId)
    .map(({ userId, name, office }) => ({ value: userId, label: `${name} (${office})` }));
}

/** A moment as people of this language write it. */
export function useMoments() {
  const { language } = useWords();
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return (at: number) => format.format(at);
}
