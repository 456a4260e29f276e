import type { Cell, Expression, Scalar, Table, ValueExpression } from '../expression.ts';

/** One thing a sentence names: a fact, one value of a fact, or a word that is the same in every language. */
export type Part =
  | { readonly is: 'fact'; readonly fact: string }
  | { readonly is: 'values'; readonly fact: string | undefined; readonly values: readonly Scalar[] }
  | { readonly is: 'word'; readonly word: string };

/** A rule as nested sentences, in no language yet: what each says, the things it names, and what stands below it. */
export type Block = { readonly says: string; readonly parts: readonly Part[]; readonly below: readonly Block[]; readonly cite?: string | undefined };

const fact = (name: string): Part => ({ is: 'fact', fact: name });
const word = (text: string | number): Part => ({ is: 'word', word: String(text) });
const values = (of: string | undefined, ...some: readonly Scalar[]): Part => ({ is: 'values', fact: of, values: some });
const amount = (one: number | string | { readonly minor: number; readonly currency: string }): Part =>
  word(typeof one === 'object' ? `${one.minor} ${one.currency}` : one);

export function blockOf(rule: Expression): Block {
  const { says, parts = [], below = [] } = ruleBlock(rule);
  return { says, parts, below, ...(rule.cite === undefined ? {} : { cite: rule.cite }) };
}

type Half = { readonly says: string; readonly parts?: readonly Part[]; readonly below?: readonly Block[] };

function ruleBlock(rule: Expression): Half {
  if ('relation' in rule) return { says: 'relation', parts: [word(rule.relation)], below: rule.of.map(valueBlock) };
  if ('compare' in rule) return compared(rule);
  if ('fact' in rule) return comparison(rule);
  if ('all' in rule) return { says: 'all', below: rule.all.map(blockOf) };
  if ('any' in rule) return { says: 'any', below: rule.any.map(blockOf) };
  if ('none' in rule) return { says: 'none', below: rule.none.map(blockOf) };
  if ('of' in rule) return { says: 'at-least-of', parts: [word(rule['at-least'])], below: rule.of.map(blockOf) };
  if ('unless' in rule) return { says: 'unless', below: [rule.unless, rule.holds].map(blockOf) };
  if ('except' in rule)
    return {
      says: 'except',
      below: [
        blockOf(rule.holds),
        ...rule.except.map(({ when, then, priority }): Block => ({ says: 'exception', parts: [word(priority ?? 0)], below: [blockOf(when), blockOf(then)] })),
      ],
    };
  if ('when' in rule) return { says: 'when', below: [rule.when, rule.then].map(blockOf) };
  if ('not' in rule) return { says: 'not', below: [blockOf(rule.not)] };
  if ('presumed' in rule) return { says: 'presumed', below: [blockOf(rule.presumed)] };
  if ('surely' in rule) return { says: 'surely', below: [blockOf(rule.surely)] };
  if ('known' in rule) return { says: 'known', parts: [fact(rule.known)] };
  if ('disagree' in rule) return { says: 'disagree', parts: [fact(rule.disagree)] };
  if ('rule' in rule) return { says: 'rule', parts: [word(rule.rule)] };
  if ('parameter' in rule) return { says: rule.default ? 'parameter-yes' : 'parameter-no', parts: [word(rule.parameter)] };
  if ('where' in rule) return overItems(rule);
  return { says: 'always' };
}

function overItems(rule: Extract<Expression, { readonly where: Expression }>): Half {
  const [name, list, more] =
    'some' in rule
      ? ['some', rule.some, []]
      : 'every' in rule
        ? ['every', rule.every, []]
        : 'at-least' in rule
          ? ['count-at-least', rule.count, [word(rule['at-least'])]]
          : ['count-at-most', rule.count, [word(rule['at-most'])]];
  return { says: name, parts: [word(list), word(rule.as ?? 'item'), ...more], below: [blockOf(rule.where)] };
}

function comparison(rule: Extract<Expression, { readonly fact: string }>): Half {
  const of = fact(rule.fact);
  const some = 'is' in rule ? [rule.is] : 'is-not' in rule ? [rule['is-not']] : 'in' in rule ? rule.in : undefined;
  if (some !== undefined) {
    const says = 'is' in rule ? 'is' : 'is-not' in rule ? 'is-not' : 'in';
    const open = 'leaves-open' in rule ? rule['leaves-open'] : undefined;
    return open === undefined
      ? { says, parts: [of, values(rule.fact, ...some)] }
      : { says: `${says}-open`, parts: [of, values(rule.fact, ...some), values(rule.fact, ...open)] };
  }
  if ('aged' in rule) return { says: 'aged', parts: [of, word(rule.aged.from), word(rule.aged.to)] };
  for (const key of ['at-least', 'at-most', 'more-than', 'less-than', 'before', 'after', 'younger-than'] as const)
    if (key in rule) return { says: key, parts: [of, amount((rule as unknown as Readonly<Record<string, number>>)[key] ?? 0)] };
  throw new Error('A comparison without its operator');
}

const relations = ['is', 'at-least', 'at-most', 'more-than', 'less-than', 'before', 'after'] as const;
function compared(rule: Extract<Expression, { readonly compare: ValueExpression }>): Half {
  const key = relations.find((one) => one in rule) ?? 'is';
  return {
    says: `compare-${key}`,
    below: [valueBlock(rule.compare), valueBlock((rule as unknown as Readonly<Record<string, ValueExpression>>)[key] as ValueExpression)],
  };
}

export function valueBlock(value: ValueExpression): Block {
  const { says, parts = [], below = [] } = valueHalf(value);
  return { says, parts, below };
}

function valueHalf(value: ValueExpression): Half {
  if ('value' in value) return { says: 'value', parts: [word(JSON.stringify(value.value))] };
  if ('money' in value) return { says: 'money', parts: [amount(value.money)] };
  if ('fact' in value) return { says: 'value-fact', parts: [fact(value.fact)] };
  if ('day' in value) return { says: `day-${value.day}` };
  if ('sum' in value) return { says: 'sum', parts: listParts(value.sum, value.as), below: [valueBlock(value.of), ...where(value.where)] };
  if ('days-covered' in value)
    return {
      says: 'days-covered',
      parts: listParts(value['days-covered'], value.as),
      below: [valueBlock(value.from), valueBlock(value.to), ...where(value.where)],
    };
  if ('count' in value) return { says: 'how-many', parts: listParts(value.count, value.as), below: where(value.where) };
  if ('plus' in value) return { says: 'plus', below: value.plus.map(valueBlock) };
  if ('minus' in value) return { says: 'minus', below: value.minus.map(valueBlock) };
  if ('times' in value) return { says: 'times', below: value.times.map(valueBlock) };
  if ('divided' in value) return { says: `divided-${value.round}`, below: value.divided.map(valueBlock) };
  if ('smallest' in value) return { says: 'smallest', below: value.smallest.map(valueBlock) };
  if ('largest' in value) return { says: 'largest', below: value.largest.map(valueBlock) };
  if ('repaid-in-months' in value) return { says: 'repaid-in-months', below: [value['repaid-in-months'], value.rate, value.payment].map(valueBlock) };
  if ('from' in value) return { says: `time-${value.in}`, below: [value.from, value.to].map(valueBlock) };
  if ('shift' in value) return { says: `shift-${value.in}`, below: [value.shift, value.by].map(valueBlock) };
  if ('convert' in value) return { says: 'convert', parts: [word(value.to)], below: [value.convert, value.on].map(valueBlock) };
  if ('if' in value) return { says: 'if', below: [blockOf(value.if), valueBlock(value.then), valueBlock(value.else)] };
  if ('table' in value) return tableHalf(value.table);
  return { says: 'value-rule', parts: [word(value.rule)] };
}

const listParts = (list: string, as: string | undefined): readonly Part[] => [word(list), word(as ?? 'item')];
const where = (rule: Expression | undefined): readonly Block[] => (rule === undefined ? [] : [blockOf(rule)]);

function tableHalf(table: Table): Half {
  const columns = table.inputs.map(
    ({ name, of, domain }): Block => ({ says: 'column', parts: [word(name), word(JSON.stringify(domain))], below: [valueBlock(of)] }),
  );
  const rows = table.rows.map((row): Block => {
    const cells = word(row.when.map(cellText).join(' | '));
    const priority = row.priority === undefined ? [] : [word(row.priority)];
    return {
      says: row.priority === undefined ? 'row' : 'row-priority',
      parts: [cells, ...priority],
      below: [valueBlock(row.gives)],
      ...(row.cite === undefined ? {} : { cite: row.cite }),
    };
  });
  const otherwise: readonly Block[] = table.otherwise === undefined ? [] : [{ says: 'otherwise', parts: [], below: [valueBlock(table.otherwise)] }];
  return { says: 'table', parts: [word(table.hit)], below: [...columns, ...rows, ...otherwise] };
}

/** A cell is the same in every language: a dash, "= x", "∈ x; y", or limits. */
export function cellText(cell: Cell): string {
  if ('any' in cell) return '–';
  if ('is' in cell) return `= ${JSON.stringify(cell.is)}`;
  if ('in' in cell) return `∈ ${JSON.stringify(cell.in)}`;
  const signs = { 'at-least': '≥', 'more-than': '>', 'at-most': '≤', 'less-than': '<' } as const;
  return Object.entries(signs)
    .flatMap(([key, sign]) => {
      const at = cell[key as keyof typeof signs];
      return at === undefined ? [] : [`${sign} ${JSON.stringify(at)}`];
    })
    .join(' & ');
}
