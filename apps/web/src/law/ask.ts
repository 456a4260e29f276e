import { createOpenClient } from '@sojourn/operations';
import { lawQueries } from '@sojourn/rights/operations';
import { useQuery } from '@tanstack/react-query';
import { send } from '../api.ts';

const client = createOpenClient(lawQueries, send);

type Law = typeof lawQueries;
export type LawAnswer<Name extends keyof Law> = Extract<Awaited<ReturnType<typeof client.ask<Name>>>, { readonly ok: true }>['value'];

/** Law is the same for everyone and changes rarely: kept while the page is open. */
export function useLaw<Name extends keyof Law & string>(name: Name, input: Parameters<typeof client.ask<Name>>[1], enabled = true) {
  return useQuery({
    queryKey: [name, input],
    enabled,
    staleTime: 300_000,
    queryFn: async () => {
      const answer = await client.ask(name, input);
      if (!answer.ok) throw new Error(answer.refusal.kind);
      return answer.value as LawAnswer<Name>;
    },
  });
}
