import type { Expression, ValueExpression } from '@sojourn/rules';
import type { Catalogue } from './schema.ts';

/** A rule answers (`rule`) or computes a value (`gives`). */
export type RuleBody = { readonly rule: Expression } | { readonly gives: ValueExpression };

/** Where a rule stands: its rulebook or programme, its own id and, of several versions, the day from which this one is the law. */
export type RuleAddress = { readonly book: string; readonly rule: string; readonly lawFrom?: string | undefined };

export const addressOf = ({ book, rule, lawFrom }: RuleAddress): string => `${book}/${rule}${lawFrom === undefined ? '' : `@${lawFrom}`}`;

const bodyOf = (rule: RuleBody): RuleBody => ('rule' in rule ? { rule: rule.rule } : { gives: rule.gives });
export const expressionIn = (body: RuleBody): Expression | ValueExpression => ('rule' in body ? body.rule : body.gives);

/** The rule at an address. */
export function findRule({ rulebooks, programmes }: Pick<Catalogue, 'rulebooks' | 'programmes'>, address: string): RuleBody | undefined {
  for (const { id: book, rules } of rulebooks)
    for (const rule of rules) if (addressOf({ book, rule: rule.id, lawFrom: rule.lawFrom }) === address) return bodyOf(rule);
  for (const { id: book, tests } of programmes) for (const test of tests) if (addressOf({ book, rule: test.id }) === address) return { rule: test.rule };
  return undefined;
}

/**
 * The catalogue in an organisation's own words: the rules at these addresses replaced, everything else as it is. An address that is no longer
 * there, and an answer in the place of a value, change nothing.
 */
export function withOwnRules(catalogue: Catalogue, own: ReadonlyMap<string, RuleBody>): Catalogue {
  if (own.size === 0) return catalogue;
  return {
    ...catalogue,
    rulebooks: catalogue.rulebooks.map((book) => ({
      ...book,
      rules: book.rules.map((rule) => {
        const mine = own.get(addressOf({ book: book.id, rule: rule.id, lawFrom: rule.lawFrom }));
        if (mine === undefined || 'rule' in mine !== 'rule' in rule) return rule;
        return { ...rule, ...mine } as typeof rule;
      }),
    })),
    programmes: catalogue.programmes.map((programme) => ({
      ...programme,
      tests: programme.tests.map((test) => {
        const mine = own.get(addressOf({ book: programme.id, rule: test.id }));
        return mine === undefined || !('rule' in mine) ? test : { ...test, rule: mine.rule };
      }),
    })),
  };
}
