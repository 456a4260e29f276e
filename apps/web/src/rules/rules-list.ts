import type { PlainDate } from '@sojourn/kernel';
import {
  type Context,
  type Expression,
  type Lexicon,
  type Line,
  linesOf,
  linesOfValue,
  readSentences,
  readValue,
  type Sentences,
  type Settling,
  type ValueExpression,
  writeSentences,
  writeValue,
} from '@sojourn/rules';
import { useQuery } from '@tanstack/react-query';
import { client } from '../api.ts';

export type RulesList = Extract<Awaited<ReturnType<typeof client.query<'rules.list'>>>, { ok: true }>['value'];
export type ShownRule = RulesList['books'][number]['rules'][number];
/** A rule that answers, or one that computes a value. */
export type Body = Pick<ShownRule, 'kind'> & { readonly rule: unknown };
export type Change = RulesList['versions'][number]['changes'][number];

export const useRules = () => useQuery({ queryKey: ['rules'], queryFn: () => client.query('rules.list', {}) });

export const expressionOf = (rule: unknown): Expression => rule as Expression;
export const computedOf = (rule: unknown): ValueExpression => rule as ValueExpression;

export const wordsOf = ({ kind, rule }: Body, lexicon: Lexicon): string =>
  kind === 'answers' ? writeSentences(expressionOf(rule), lexicon) : writeValue(computedOf(rule), lexicon);
export const lineOf = ({ kind, rule }: Body, lexicon: Lexicon): Line =>
  kind === 'answers' ? linesOf(expressionOf(rule), lexicon) : linesOfValue(computedOf(rule), lexicon);
export const readWords = (kind: Body['kind'], text: string, lexicon: Lexicon): Sentences<Expression | ValueExpression> =>
  kind === 'answers' ? readSentences(text, lexicon) : readValue(text, lexicon);

/** What a rule may name by the law of a day: the rules of the rulebooks, those that settle facts, and what each rests on. */
export function ruleContextOn(list: RulesList, law: PlainDate): { readonly context: Context; readonly settling: Settling } {
  const inForce = list.books
    .filter(({ kind }) => kind === 'rulebook')
    .flatMap((book) => book.rules)
    .filter(({ lawFrom, lawTo }) => (lawFrom ?? '') <= law && law <= (lawTo ?? '9999-12-31'));
  const [answers, values] = [inForce.filter(({ kind }) => kind === 'answers'), inForce.filter(({ kind }) => kind === 'gives')];
  return {
    context: {
      rules: new Map(answers.map(({ id, rule }) => [id, expressionOf(rule)])),
      values: new Map(values.map(({ id, rule }) => [id, computedOf(rule)])),
      citations: new Map(inForce.map(({ id, citation }) => [id, citation])),
      bundleHash: list.bundleHash,
      relations: { party: () => ({ is: 'unknown', ask: ['party'], because: [] }), bound: () => ({ is: 'unknown', ask: ['bound'], because: [] }) },
    },
    settling: new Map(inForce.flatMap(({ settles, rule }) => (settles === undefined ? [] : [[settles, rule as Expression | ValueExpression] as const]))),
  };
}
