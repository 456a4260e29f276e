import type { Cell, Expression, Row, Scalar, Table, ValueExpression } from '../expression.ts';
import type { Block, Part } from './block.ts';

/** From sentences back to the rule. Throws a `NotARule` with the block when something is missing below it. */
export class NotARule extends Error {
  readonly block: Block;
  constructor(block: Block, what: string) {
    super(what);
    this.block = block;
  }
}

export function ruleOf(block: Block): Expression {
  const made = makeRule(block);
  return block.cite === undefined ? made : { ...made, cite: block.cite };
}

function makeRule(block: Block): Expression {
  const { says, below } = block;
  const each = () => atLeast(block, 1).map(ruleOf);
  const [first, second] = [() => ruleOf(one(block, 0)), () => ruleOf(one(block, 1))];
  if (says === 'all') return { all: each() };
  if (says === 'any') return { any: each() };
  if (says === 'none') return { none: each() };
  if (says === 'at-least-of') return { 'at-least': whole(block, 0), of: each() };
  if (says === 'unless') return { unless: first(), holds: second() };
  if (says === 'when') return { when: first(), then: second() };
  if (says === 'except')
    return {
      holds: first(),
      except: below.slice(1).map((exception) => ({ priority: whole(exception, 0), when: ruleOf(one(exception, 0)), then: ruleOf(one(exception, 1)) })),
    };
  if (says === 'not') return { not: first() };
  if (says === 'presumed') return { presumed: first() };
  if (says === 'surely') return { surely: first() };
  if (says === 'known') return { known: factOf(block, 0) };
  if (says === 'disagree') return { disagree: factOf(block, 0) };
  if (says === 'rule') return { rule: text(block, 0) };
  if (says === 'parameter-yes' || says === 'parameter-no') return { parameter: text(block, 0), default: says === 'parameter-yes' };
  if (says === 'always') return { always: true };
  if (says === 'relation') return { relation: text(block, 0), of: below.map(valueFrom) };
  if (says === 'some') return { some: text(block, 0), ...named(block), where: first() };
  if (says === 'every') return { every: text(block, 0), ...named(block), where: first() };
  if (says === 'count-at-least') return { count: text(block, 0), ...named(block), where: first(), 'at-least': whole(block, 2) };
  if (says === 'count-at-most') return { count: text(block, 0), ...named(block), where: first(), 'at-most': whole(block, 2) };
  if (says.startsWith('compare-'))
    return { compare: valueFrom(one(block, 0)), [says.slice('compare-'.length)]: valueFrom(one(block, 1)) } as unknown as Expression;
  return comparison(block);
}

function comparison(block: Block): Expression {
  const fact = factOf(block, 0);
  const key = block.says.replace('-open', '');
  if (key === 'is' || key === 'is-not' || key === 'in') {
    const some = values(block, 1);
    const open = block.says.endsWith('-open') ? { 'leaves-open': values(block, 2) } : {};
    return { fact, [key]: key === 'in' ? some : some[0], ...open } as unknown as Expression;
  }
  if (key === 'aged') return { fact, aged: { from: whole(block, 1), to: whole(block, 2) } };
  const at = text(block, 1);
  return { fact, [key]: key === 'before' || key === 'after' ? at : amount(block, at) } as unknown as Expression;
}

export function valueFrom(block: Block): ValueExpression {
  const { says, below } = block;
  const at = (index: number) => valueFrom(one(block, index));
  const pair = (): readonly [ValueExpression, ValueExpression] => [at(0), at(1)];
  const [kind, detail = ''] = says.split(/-(?=days$|months$|years$|down$|up$|nearest$|facts$|law$|known$)/);
  if (says === 'value') return { value: JSON.parse(text(block, 0)) as Scalar };
  if (says === 'money') return { money: amount(block, text(block, 0)) as { readonly minor: number; readonly currency: string } };
  if (says === 'value-fact') return { fact: factOf(block, 0) };
  if (says === 'value-rule') return { rule: text(block, 0) };
  if (says === 'sum') return { sum: text(block, 0), ...named(block), of: at(0), ...where(below[1]) };
  if (says === 'how-many') return { count: text(block, 0), ...named(block), ...where(below[0]) };
  if (says === 'days-covered') return { 'days-covered': text(block, 0), ...named(block), from: at(0), to: at(1), ...where(below[2]) };
  if (says === 'plus') return { plus: below.map(valueFrom) };
  if (says === 'smallest') return { smallest: below.map(valueFrom) };
  if (says === 'largest') return { largest: below.map(valueFrom) };
  if (says === 'minus') return { minus: pair() };
  if (says === 'times') return { times: pair() };
  if (says === 'repaid-in-months') return { 'repaid-in-months': at(0), rate: at(1), payment: at(2) };
  if (says === 'convert') return { convert: at(0), to: text(block, 0), on: at(1) };
  if (says === 'if') return { if: ruleOf(one(block, 0)), then: at(1), else: at(2) };
  if (says === 'table') return { table: tableOf(block) };
  if (kind === 'day') return { day: detail as 'facts' };
  if (kind === 'divided') return { divided: pair(), round: detail as 'down' };
  if (kind === 'time') return { from: at(0), to: at(1), in: detail as 'days' };
  if (kind === 'shift') return { shift: at(0), by: at(1), in: detail as 'days' };
  throw new NotARule(block, 'value-expected');
}

function tableOf(block: Block): Table {
  const saying = (...says: readonly string[]) => block.below.filter((one) => says.includes(one.says));
  const [otherwise] = saying('otherwise');
  return {
    hit: text(block, 0) as Table['hit'],
    inputs: saying('column').map((column) => ({
      name: text(column, 0),
      of: valueFrom(one(column, 0)),
      domain: JSON.parse(text(column, 1)) as Table['inputs'][number]['domain'],
    })),
    rows: saying('row', 'row-priority').map(
      (row): Row => ({
        when: text(row, 0).split(' | ').map(cellOf),
        gives: valueFrom(one(row, 0)),
        ...(row.says === 'row-priority' ? { priority: whole(row, 1) } : {}),
        ...(row.cite === undefined ? {} : { cite: row.cite }),
      }),
    ),
    ...(otherwise === undefined ? {} : { otherwise: valueFrom(one(otherwise, 0)) }),
  };
}

/** A cell as a table shows it; nothing when it cannot be read. */
export function readCell(text: string): Cell | undefined {
  try {
    const cell = cellOf(text);
    if (Object.keys(cell).length === 0 || 'undefined' in cell) return undefined;
    return 'in' in cell && !Array.isArray(cell.in) ? undefined : cell;
  } catch {
    return undefined;
  }
}

function cellOf(text: string): Cell {
  const trimmed = text.trim();
  if (trimmed === '–' || trimmed === '-') return { any: true };
  if (trimmed.startsWith('= ')) return { is: JSON.parse(trimmed.slice(2)) as Scalar };
  if (trimmed.startsWith('∈ ')) return { in: JSON.parse(trimmed.slice(2)) as readonly Scalar[] };
  const keys = { '≥': 'at-least', '>': 'more-than', '≤': 'at-most', '<': 'less-than' } as const;
  return Object.fromEntries(trimmed.split(' & ').map((limit) => [keys[limit.charAt(0) as keyof typeof keys], JSON.parse(limit.slice(2)) as number]));
}

const where = (block: Block | undefined) => (block === undefined ? {} : { where: ruleOf(block) });
function named(block: Block): { readonly as?: string } {
  const as = text(block, 1);
  return as === 'item' ? {} : { as };
}

function atLeast(block: Block, count: number): readonly Block[] {
  if (block.below.length < count) throw new NotARule(block, 'nothing-below');
  return block.below;
}
function one(block: Block, at: number): Block {
  const found = block.below[at];
  if (found === undefined) throw new NotARule(block, 'nothing-below');
  return found;
}
function partAt(block: Block, at: number): Part {
  const found = block.parts[at];
  if (found === undefined) throw new NotARule(block, 'part-missing');
  return found;
}
function text(block: Block, at: number): string {
  const part = partAt(block, at);
  if (part.is !== 'word') throw new NotARule(block, 'part-missing');
  return part.word;
}
function whole(block: Block, at: number): number {
  const value = Number(text(block, at));
  if (!Number.isInteger(value)) throw new NotARule(block, 'number-expected');
  return value;
}
function factOf(block: Block, at: number): string {
  const part = partAt(block, at);
  if (part.is !== 'fact') throw new NotARule(block, 'part-missing');
  return part.fact;
}
function values(block: Block, at: number): readonly Scalar[] {
  const part = partAt(block, at);
  if (part.is !== 'values') throw new NotARule(block, 'part-missing');
  return part.values;
}
function amount(block: Block, text: string): number | { readonly minor: number; readonly currency: string } {
  const [number = '', currency] = text.split(' ');
  const value = Number(number);
  if (number === '' || !Number.isFinite(value)) throw new NotARule(block, 'number-expected');
  return currency === undefined ? value : { minor: value, currency };
}
