import type { Expression, Relating, Table, ValueExpression } from './expression.ts';

/** The parts a rule is made of, in the order they are written. */
export function partsOf(expression: Expression): readonly Expression[] {
  if ('relation' in expression || 'compare' in expression || 'fact' in expression) return [];
  if ('all' in expression) return expression.all;
  if ('any' in expression) return expression.any;
  if ('none' in expression) return expression.none;
  if ('of' in expression) return expression.of;
  if ('unless' in expression) return [expression.unless, expression.holds];
  if ('except' in expression) return [expression.holds, ...expression.except.flatMap(({ when, then }) => [when, then])];
  if ('when' in expression) return [expression.when, expression.then];
  if ('not' in expression) return [expression.not];
  if ('presumed' in expression) return [expression.presumed];
  if ('surely' in expression) return [expression.surely];
  return 'where' in expression ? [expression.where] : [];
}

/** The values a rule computes with, in the order they are written. */
export function valuesOf(expression: Expression): readonly ValueExpression[] {
  if ('relation' in expression) return expression.of;
  if (!('compare' in expression)) return [];
  return [expression.compare, against(expression)];
}

export function against(relating: Relating): ValueExpression {
  if ('is' in relating) return relating.is;
  if ('at-least' in relating) return relating['at-least'];
  if ('at-most' in relating) return relating['at-most'];
  if ('more-than' in relating) return relating['more-than'];
  if ('less-than' in relating) return relating['less-than'];
  return 'before' in relating ? relating.before : relating.after;
}

/** Which list it goes through, when it goes through one. */
export function listOf(expression: Expression): string | undefined {
  if (!('where' in expression)) return undefined;
  return 'some' in expression ? expression.some : 'every' in expression ? expression.every : expression.count;
}

/** The values a value is made of, in the order they are written. */
export function partsOfValue(value: ValueExpression): readonly ValueExpression[] {
  if ('sum' in value) return [value.of];
  if ('days-covered' in value) return [value.from, value.to];
  if ('plus' in value) return value.plus;
  if ('minus' in value) return value.minus;
  if ('times' in value) return value.times;
  if ('divided' in value) return value.divided;
  if ('repaid-in-months' in value) return [value['repaid-in-months'], value.rate, value.payment];
  if ('smallest' in value) return value.smallest;
  if ('largest' in value) return value.largest;
  if ('from' in value) return [value.from, value.to];
  if ('shift' in value) return [value.shift, value.by];
  if ('convert' in value) return [value.convert, value.on];
  if ('if' in value) return [value.then, value.else];
  if ('table' in value) return [...value.table.inputs.map(({ of }) => of), ...value.table.rows.map(({ gives }) => gives), ...(otherwiseOf(value.table) ?? [])];
  return [];
}

const otherwiseOf = ({ otherwise }: Table) => (otherwise === undefined ? undefined : [otherwise]);

/** The conditions a value rests on. */
export function conditionsOf(value: ValueExpression): readonly Expression[] {
  if ('if' in value) return [value.if];
  if ('sum' in value || 'count' in value || 'days-covered' in value) return value.where === undefined ? [] : [value.where];
  return [];
}

export function listOfValue(value: ValueExpression): string | undefined {
  return 'sum' in value ? value.sum : 'count' in value ? value.count : 'days-covered' in value ? value['days-covered'] : undefined;
}
