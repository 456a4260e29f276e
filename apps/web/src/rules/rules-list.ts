import type { Context, Expression, Settling } from '@sojourn/rules';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { client } from '../api.ts';

export type RulesList = Extract<Awaited<ReturnType<typeof client.query<'rules.list'>>>, { ok: true }>['value'];
export type ShownRule = RulesList['books'][number]['rules'][number];

export const useRules = () => useQuery({ queryKey: ['rules'], queryFn: () => client.query('rules.list', {}) });

export const expressionOf = (rule: unknown): Expression => rule as Expression;

/** What a rule may name, as it stands here: the rules of the rulebooks, those that settle facts, and what each rests on. */
export function useRuleContext(list: RulesList): { readonly context: Context; readonly settling: Settling } {
  return useMemo(() => {
    const rules = list.books.filter(({ kind }) => kind === 'rulebook').flatMap((book) => book.rules);
    return {
      context: {
        rules: new Map(rules.map(({ id, rule }) => [id, expressionOf(rule)])),
        citations: new Map(rules.map(({ id, citation }) => [id, citation])),
        bundleHash: list.bundleHash,
        relations: { party: () => ({ is: 'unknown', ask: ['party'], because: [] }), bound: () => ({ is: 'unknown', ask: ['bound'], because: [] }) },
      },
      settling: new Map(rules.flatMap(({ settles, rule }) => (settles === undefined ? [] : [[settles, expressionOf(rule)] as const]))),
    };
  }, [list]);
}
