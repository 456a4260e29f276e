import type { JsonValue } from '@sojourn/kernel';
import { type Column, factOfRow, type Register, reasons } from './columns.ts';
import { withDerivedFacts } from './derived-facts.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { Context, Facts, Item, Settling } from './facts.ts';
import { factsIn, listsUnder, rulesIn } from './reads.ts';

/** So many different values are kept as numbers of one byte; a fact with more is kept as it is. */
const NUMBERED = 255;

/** Rules, with what they may name and what settles the facts they read. */
export type Questions = { readonly rules: readonly (Expression | ValueExpression)[]; readonly settling: Settling; readonly context: Context };

/** Takes what is recorded of very many people, one after the other, and keeps only what these rules may read of it: columns, not people. */
export type Gathering = {
  readonly add: (recorded: Facts) => void;
  readonly registerUnder: (questions: Pick<Questions, 'settling' | 'context'>) => Register;
};

export function gatherFor(asked: readonly Questions[]): Gathering {
  const read = asked.map(readBy);
  const columns = [...new Set(read.flatMap(({ facts }) => facts))].map((fact) => new Growing(fact));
  const items = [...new Set(read.flatMap(({ lists }) => lists))].map((name) => ({ name, at: [] as (readonly Item[] | undefined)[] }));
  let size = 0;
  return {
    add: (recorded) => {
      for (const column of columns) column.add(recorded, size);
      for (const list of items) list.at.push(recorded.collection(list.name));
      size += 1;
    },
    registerUnder: ({ settling, context }) => {
      const made = new Map(columns.map((column) => [column.fact, column.done(size)]));
      const states = new Map(columns.map((column) => [column.fact, column.states.subarray(0, size)]));
      const byName = new Map(items.map((list) => [list.name, list.at]));
      const factsOf = (row: number): Facts =>
        withDerivedFacts({ value: (fact) => factOfRow(made, fact, row, states), collection: (name) => byName.get(name)?.[row] }, settling, context);
      return { size, columns: made, states, facts: factsOf };
    },
  };
}

/** Every fact and list that the rules read, also through rules they name and rules that settle facts; a settled fact may be recorded as well. */
function readBy({ rules, settling, context }: Questions): { readonly facts: readonly string[]; readonly lists: readonly string[] } {
  const [seen, facts, lists] = [new Set(rules), new Set<string>(), new Set<string>()];
  for (const rule of seen) {
    for (const list of listsUnder(rule, {}, new Map())) lists.add(list);
    for (const name of rulesIn(rule)) for (const named of [context.rules?.get(name), context.values?.get(name)]) if (named !== undefined) seen.add(named);
    for (const fact of factsIn(rule)) {
      facts.add(fact);
      const settler = settling.get(fact);
      if (settler !== undefined) seen.add(settler);
    }
  }
  return { facts: [...facts], lists: [...lists] };
}

class Growing {
  readonly fact: string;
  states = new Uint8Array(1_024);
  private at = new Uint8Array(1_024);
  private values: JsonValue[] = [];
  private readonly numbers = new Map<string, number>();
  private whole: (JsonValue | undefined)[] | undefined;

  constructor(fact: string) {
    this.fact = fact;
  }

  add(recorded: Facts, row: number): void {
    if (row >= this.states.length) [this.states, this.at] = [longer(this.states), longer(this.at)];
    const held = recorded.value(this.fact);
    this.states[row] = reasons.indexOf(held.is);
    const value = held.is === 'value' ? held.value : undefined;
    if (this.whole === undefined && !this.number(value, row)) this.whole = Array.from({ length: row }, (_, before) => this.valueOf(before));
    this.whole?.push(value);
  }

  /** False when there are more values than numbers. */
  private number(value: JsonValue | undefined, row: number): boolean {
    if (value === undefined) return true;
    const key = typeof value === 'string' ? value : `\u0000${JSON.stringify(value)}`;
    let known = this.numbers.get(key);
    if (known === undefined) {
      if (this.values.length === NUMBERED) return false;
      known = this.values.push(value);
      this.numbers.set(key, known);
    }
    this.at[row] = known;
    return true;
  }

  private valueOf(row: number): JsonValue | undefined {
    return this.values[(this.at[row] ?? 0) - 1];
  }

  done(size: number): Column {
    return this.whole === undefined ? { kind: 'codes', at: this.at.subarray(0, size), values: this.values } : { kind: 'values', at: this.whole };
  }
}

function longer(some: Uint8Array): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(some.length * 2);
  made.set(some);
  return made;
}
