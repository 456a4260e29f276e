import type { Reason, Verdict } from '@sojourn/kernel';
import { meets, type Three } from './compare.ts';
import type { Comparison, Expression } from './expression.ts';
import { type Context, type Facts, withItem } from './facts.ts';
import { all, any, atLeast, counted, guarded, none, opposite, presumed, unless } from './four-answers.ts';

type Rule = (facts: Facts, context: Context) => Verdict;

const compiled = new WeakMap<Expression, Rule>();

/** The answer with every reason that carried it and, when not known, the facts that would settle it. */
export function evaluate(expression: Expression, facts: Facts, context: Context = {}): Verdict {
  return ruleOf(expression)(facts, context);
}

/** Each rule becomes closures once; the bundle's rules never change while it is held. */
function ruleOf(expression: Expression): Rule {
  const known = compiled.get(expression);
  if (known !== undefined) return known;
  const rule = compile(expression);
  compiled.set(expression, rule);
  return rule;
}

function compile(expression: Expression): Rule {
  if ('fact' in expression) return comparing(expression);
  if ('all' in expression) return combining(expression.all, all);
  if ('any' in expression) return combining(expression.any, any);
  if ('none' in expression) return combining(expression.none, none);
  if ('of' in expression) return combining(expression.of, (verdicts) => atLeast(expression['at-least'], verdicts));
  if ('unless' in expression) return two(expression.unless, expression.holds, (exception, holds) => unless(exception(), holds()));
  if ('when' in expression) return two(expression.when, expression.then, (guard, then) => guarded(guard(), then));
  if ('not' in expression) return combining([expression.not], (verdicts) => opposite(all(verdicts)));
  if ('presumed' in expression) return combining([expression.presumed], (verdicts) => presumed(all(verdicts)));
  if ('known' in expression) return knowing(expression.known);
  if ('disagree' in expression) return disagreeing(expression.disagree);
  if ('rule' in expression) return naming(expression.rule);
  if ('parameter' in expression) return choosing(expression.parameter, expression.default);
  return 'where' in expression ? overItems(expression) : () => ({ is: 'yes', because: [] });
}

function combining(parts: readonly Expression[], combine: (verdicts: readonly Verdict[]) => Verdict): Rule {
  const rules = parts.map(ruleOf);
  return (facts, context) => combine(rules.map((rule) => rule(facts, context)));
}

function two(a: Expression, b: Expression, combine: (a: () => Verdict, b: () => Verdict) => Verdict): Rule {
  const [first, second] = [ruleOf(a), ruleOf(b)];
  return (facts, context) =>
    combine(
      () => first(facts, context),
      () => second(facts, context),
    );
}

function comparing(comparison: Comparison): Rule {
  const { fact } = comparison;
  return (facts, context) => {
    const held = facts.value(fact);
    if (held.is !== 'value') return open(fact, { fact, why: held.is === 'disagree' ? 'sources-disagree' : held.is });
    const answer: Three = meets(comparison, held.value, context.day);
    if (answer === 'unknown') return open(fact, { fact, value: held.value, why: 'value-leaves-it-open' });
    return { is: answer, because: [{ fact, value: held.value }] };
  };
}

const open = (fact: string, reason: Reason): Verdict => ({ is: 'unknown', ask: [fact], because: [reason] });

function knowing(fact: string): Rule {
  return (facts) => {
    const held = facts.value(fact);
    return held.is === 'value' ? { is: 'yes', because: [{ fact, value: held.value }] } : { is: 'no', because: [{ fact, why: held.is }] };
  };
}

function disagreeing(fact: string): Rule {
  return (facts) => (facts.value(fact).is === 'disagree' ? { is: 'yes', because: [{ fact, why: 'sources-disagree' }] } : { is: 'no', because: [] });
}

function naming(id: string): Rule {
  return (facts, context) => {
    const expression = context.rules?.get(id);
    if (expression === undefined) throw new Error(`A rule names another that is not there: ${id}`);
    return evaluate(expression, facts, context);
  };
}

function choosing(parameter: string, otherwise: boolean): Rule {
  return (_facts, { parameters }) => {
    const value = parameters?.[parameter] ?? otherwise;
    return { is: value ? 'yes' : 'no', because: [{ fact: parameter, value, why: 'setting' }] };
  };
}

type OverItems = Extract<Expression, { readonly where: Expression }>;

function overItems(expression: OverItems): Rule {
  const where = ruleOf(expression.where);
  const name = 'some' in expression ? expression.some : 'every' in expression ? expression.every : expression.count;
  const wanted = 'count' in expression ? wantedBy(expression) : undefined;
  const empty: 'yes' | 'no' = 'every' in expression || wanted?.least === 0 ? 'yes' : 'no';
  return (facts, context) => {
    const items = facts.collection(name);
    if (items === undefined) return { is: 'unknown', ask: [name], because: [] };
    if (items.length === 0) return { is: empty, because: [{ fact: name, value: 0 }] };
    const verdicts = items.map((item) => where(withItem(facts, name, item), context));
    if (wanted === undefined) return 'every' in expression ? all(verdicts) : any(verdicts);
    return counted(verdicts, wanted);
  };
}

function wantedBy(expression: Extract<OverItems, { readonly count: string }>): { readonly least: number; readonly most: number } {
  return 'at-least' in expression ? { least: expression['at-least'], most: Number.POSITIVE_INFINITY } : { least: 0, most: expression['at-most'] };
}
