import type { Expression } from '@sojourn/rules';

/** What every engine can say: facts that are true or false, all, any and not. */
export type Logic = { readonly atom: string } | { readonly all: readonly Logic[] } | { readonly any: readonly Logic[] } | { readonly not: Logic };

/** Each comparison of a rule as one true-or-false fact. Nothing when the rule says what others cannot: guards, presumptions, lists, counts, values. */
export function logicOf(
  rule: Expression,
  rules: ReadonlyMap<string, Expression>,
  settling: ReadonlyMap<string, unknown>,
  atoms: Map<string, Expression>,
): Logic | undefined {
  const every = (parts: readonly Expression[]): readonly Logic[] | undefined => {
    const made = parts.map((part) => logicOf(part, rules, settling, atoms));
    return made.every((one) => one !== undefined) ? made : undefined;
  };
  if ('compare' in rule || 'relation' in rule) return undefined;
  if ('fact' in rule) {
    if (settling.has(rule.fact)) return undefined;
    const name = `a${[...atoms.keys()].indexOf(JSON.stringify(rule)) + 1 || atoms.size + 1}`;
    atoms.set(JSON.stringify(rule), rule);
    return { atom: name };
  }
  if ('all' in rule) return joined('all', every(rule.all));
  if ('any' in rule) return joined('any', every(rule.any));
  if ('none' in rule) return negated(joined('any', every(rule.none)));
  if ('not' in rule) return negated(logicOf(rule.not, rules, settling, atoms));
  if ('rule' in rule) {
    const named = rules.get(rule.rule);
    return named === undefined ? undefined : logicOf(named, rules, settling, atoms);
  }
  return undefined;
}

const joined = (kind: 'all' | 'any', parts: readonly Logic[] | undefined): Logic | undefined =>
  parts === undefined ? undefined : kind === 'all' ? { all: parts } : { any: parts };
const negated = (part: Logic | undefined): Logic | undefined => (part === undefined ? undefined : { not: part });
