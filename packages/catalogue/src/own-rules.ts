import type { Expression } from '@sojourn/rules';
import type { Catalogue } from './schema.ts';

/** Where a rule stands: its rulebook or programme, and its own id. */
export type RuleAddress = { readonly book: string; readonly rule: string };

export const addressOf = ({ book, rule }: RuleAddress): string => `${book}/${rule}`;

/** The rule at an address, when there is one that answers yes or no. */
export function findRule({ rulebooks, programmes }: Pick<Catalogue, 'rulebooks' | 'programmes'>, address: string): Expression | undefined {
  for (const { id: book, rules } of rulebooks) for (const rule of rules) if (addressOf({ book, rule: rule.id }) === address && 'rule' in rule) return rule.rule;
  for (const { id: book, tests } of programmes) for (const test of tests) if (addressOf({ book, rule: test.id }) === address) return test.rule;
  return undefined;
}

/** The catalogue in an organisation's own words: the rules at these addresses replaced, everything else as it is. An address that is no longer there changes nothing. */
export function withOwnRules(catalogue: Catalogue, own: ReadonlyMap<string, Expression>): Catalogue {
  if (own.size === 0) return catalogue;
  const replaced = (book: string, id: string, rule: Expression): Expression => own.get(addressOf({ book, rule: id })) ?? rule;
  return {
    ...catalogue,
    rulebooks: catalogue.rulebooks.map((book) => ({
      ...book,
      rules: book.rules.map((rule) => ('rule' in rule ? { ...rule, rule: replaced(book.id, rule.id, rule.rule) } : rule)),
    })),
    programmes: catalogue.programmes.map((programme) => ({
      ...programme,
      tests: programme.tests.map((test) => ({ ...test, rule: replaced(programme.id, test.id, test.rule) })),
    })),
  };
}
