import type { JsonValue } from '@sojourn/kernel';
import type { Answer } from './answer.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { Settling } from './facts.ts';
import type { Held } from './held.ts';
import type { Frame, ListSlot, Node, Slot } from './program.ts';

export type Run = (frame: Frame) => Answer;
export type Compute = (frame: Frame) => Held;
export type Made = { readonly id: number; readonly run: Run };
export type Scope = ReadonlyMap<string, number>;
export type Library = {
  readonly rules?: ReadonlyMap<string, Expression> | undefined;
  readonly values?: ReadonlyMap<string, ValueExpression> | undefined;
  readonly settling?: Settling | undefined;
  readonly citations?: ReadonlyMap<string, string> | undefined;
};

/** What the compilers of single parts may ask of the one that puts a program together. */
export type Making = {
  readonly library: Library;
  readonly nodes: readonly Node[];
  readonly slots: readonly Slot[];
  readonly lists: readonly ListSlot[];
  readonly reserve: () => number;
  readonly keep: (node: Node) => void;
  readonly rule: (expression: Expression, scope: Scope) => Made;
  readonly value: (value: ValueExpression, scope: Scope) => { readonly id: number; readonly run: Compute };
  readonly slot: (fact: string, scope: Scope) => number;
  readonly settled: (fact: string, scope: Scope) => number | undefined;
  readonly readSettled: (frame: Frame, slot: number, definition: number) => JsonValue | undefined;
  readonly define: (name: string, rule: Expression | ValueExpression) => number;
  readonly enter: (name: string, as: string | undefined, scope: Scope) => { readonly list: number; readonly inside: Scope };
  readonly itemReader: (list: number) => (frame: Frame, index: number) => void;
};
