import type { Cell, Expression, Scalar } from './expression.ts';

/** FEEL names may have no dots or hyphens: `person.birth-date` is `person_birth_date`. */
export const feelName = (fact: string): string => fact.replace(/[.-]/g, '_');

const literal = (value: Scalar): string => (typeof value === 'string' ? JSON.stringify(value) : String(value));
const dayOf = (day: string): string => `date("${day}")`;

/** The rule as a FEEL expression, or nothing when FEEL cannot say it: guards, exceptions, presumptions, lists, money, ages. */
export function toFeel(rule: Expression): string | undefined {
  if ('compare' in rule || 'relation' in rule) return undefined;
  if ('fact' in rule) return comparison(rule);
  if ('all' in rule) return joined(rule.all, ' and ');
  if ('any' in rule) return joined(rule.any, ' or ');
  if ('none' in rule) return negated(joined(rule.none, ' or '));
  if ('not' in rule) return negated(toFeel(rule.not));
  return undefined;
}

function comparison(rule: Extract<Expression, { readonly fact: string }>): string | undefined {
  const name = feelName(rule.fact);
  if ('leaves-open' in rule && rule['leaves-open'] !== undefined) return undefined;
  if ('is' in rule) return `${name} = ${literal(rule.is)}`;
  if ('is-not' in rule) return `${name} != ${literal(rule['is-not'])}`;
  if ('in' in rule) return `(${rule.in.map((one) => `${name} = ${literal(one)}`).join(' or ')})`;
  if ('before' in rule) return `${name} < ${dayOf(rule.before)}`;
  if ('after' in rule) return `${name} > ${dayOf(rule.after)}`;
  const signs = { 'at-least': '>=', 'at-most': '<=', 'more-than': '>', 'less-than': '<' } as const;
  for (const [key, sign] of Object.entries(signs)) {
    const limit = (rule as unknown as Readonly<Record<string, unknown>>)[key];
    if (typeof limit === 'number') return `${name} ${sign} ${limit}`;
  }
  return undefined;
}

function joined(parts: readonly Expression[], by: string): string | undefined {
  const made = parts.map(toFeel);
  return made.includes(undefined) ? undefined : `(${made.join(by)})`;
}
const negated = (text: string | undefined): string | undefined => (text === undefined ? undefined : `not(${text})`);

export type FeelRead = { readonly ok: true; readonly rule: Expression } | { readonly ok: false; readonly at: number; readonly what: string };

class Stopped extends Error {
  readonly at: number;
  constructor(at: number, what: string) {
    super(what);
    this.at = at;
  }
}

/** The same subset read back: comparisons of a name with a literal, `in`, and, or, not. `facts` says which fact a name stands for. */
export function fromFeel(text: string, facts: readonly string[]): FeelRead {
  const names = new Map(facts.map((fact) => [feelName(fact), fact]));
  const tokens = [...text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z_][\w]*|>=|<=|!=|\.\.|[()[\],=<>]|\S/g)].map((match) => ({
    text: match[0],
    at: match.index,
  }));
  let next = 0;
  const peek = () => tokens[next]?.text ?? '';
  const where = () => tokens[next]?.at ?? text.length;
  const take = (wanted?: string): string => {
    if (wanted !== undefined && peek() !== wanted) throw new Stopped(where(), `${wanted} expected`);
    next += 1;
    return tokens[next - 1]?.text ?? '';
  };
  const several = (word: string, key: 'all' | 'any', part: () => Expression): Expression => {
    const parts = [part()];
    while (peek() === word) {
      take();
      parts.push(part());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : key === 'all' ? { all: parts } : { any: parts };
  };
  const any = (): Expression => several('or', 'any', () => several('and', 'all', term));
  const inside = (): Expression => {
    take('(');
    const rule = any();
    take(')');
    return rule;
  };
  const value = (): Scalar | { readonly day: string } => {
    const at = where();
    const token = take();
    if (token === 'true' || token === 'false') return token === 'true';
    if (token.startsWith('"')) return JSON.parse(token) as string;
    if (/^-?\d/.test(token)) return Number(token);
    if (token !== 'date') throw new Stopped(at, 'a value expected');
    take('(');
    const day = JSON.parse(take()) as string;
    take(')');
    return { day };
  };
  const term = (): Expression => {
    if (peek() === '(') return inside();
    if (peek() === 'not') {
      take();
      return { not: inside() };
    }
    const at = where();
    const fact = names.get(take());
    if (fact === undefined) throw new Stopped(at, 'no such fact');
    if (peek() === 'in') {
      take();
      take('(');
      const values = [value()];
      while (peek() === ',') {
        take();
        values.push(value());
      }
      take(')');
      return { fact, in: values as readonly Scalar[] };
    }
    const after = where();
    const sign = take();
    if (!['=', '!=', '>=', '<=', '>', '<'].includes(sign)) throw new Stopped(after, 'a comparison expected');
    const right = value();
    if (typeof right === 'object') {
      if (sign === '<') return { fact, before: right.day };
      if (sign === '>') return { fact, after: right.day };
      throw new Stopped(at, `${sign} between days is not in the common part`);
    }
    if (sign === '=') return { fact, is: right };
    if (sign === '!=') return { fact, 'is-not': right };
    const key = { '>=': 'at-least', '<=': 'at-most', '>': 'more-than', '<': 'less-than' }[sign];
    if (key === undefined || typeof right !== 'number') throw new Stopped(at, 'a comparison expected');
    return { fact, [key]: right } as unknown as Expression;
  };
  try {
    const rule = any();
    if (next < tokens.length) throw new Stopped(where(), 'more than one expression');
    return { ok: true, rule };
  } catch (problem) {
    if (problem instanceof Stopped) return { ok: false, at: problem.at, what: problem.message };
    if (problem instanceof SyntaxError) return { ok: false, at: where(), what: 'a text expected' };
    throw problem;
  }
}

/** One cell of a decision table as a FEEL unary test. */
export function toUnaryTest(cell: Cell): string | undefined {
  if ('any' in cell) return '-';
  if ('is' in cell) return literal(cell.is);
  if ('in' in cell) return cell.in.map(literal).join(', ');
  const { 'at-least': least, 'more-than': above, 'at-most': most, 'less-than': below } = cell;
  const low = least ?? above;
  const high = most ?? below;
  if (![low, high].every((one) => one === undefined || typeof one === 'number')) return undefined;
  if (low !== undefined && high !== undefined) return `${least === undefined ? '(' : '['}${String(low)}..${String(high)}${most === undefined ? ')' : ']'}`;
  if (low !== undefined) return `${least === undefined ? '>' : '>='} ${String(low)}`;
  return `${most === undefined ? '<' : '<='} ${String(high)}`;
}

export function fromUnaryTest(text: string): Cell | undefined {
  const trimmed = text.trim();
  if (trimmed === '-' || trimmed === '') return { any: true };
  const range = /^([[(])\s*(-?[\d.]+)\s*\.\.\s*(-?[\d.]+)\s*([\])])$/.exec(trimmed.replace(/(\d)\.\.(-?\d)/, '$1 .. $2'));
  if (range !== null)
    return { [range[1] === '[' ? 'at-least' : 'more-than']: Number(range[2]), [range[4] === ']' ? 'at-most' : 'less-than']: Number(range[3]) };
  const limit = /^(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)$/.exec(trimmed);
  const keys = { '>=': 'at-least', '>': 'more-than', '<=': 'at-most', '<': 'less-than' } as const;
  if (limit !== null) return { [keys[limit[1] as keyof typeof keys]]: Number(limit[2]) };
  try {
    const values = JSON.parse(`[${trimmed}]`) as readonly Scalar[];
    const [only] = values;
    return values.length === 1 && only !== undefined ? { is: only } : { in: values };
  } catch {
    return undefined;
  }
}
