import type { JsonValue } from '@sojourn/kernel';
import type { Answer } from './answer.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { Context, Facts, Item } from './facts.ts';
import { type Held, OPEN } from './held.ts';

/** Where a fact's value stands while a rule is asked: one of the subject's own, or a field of the item that is looked at. */
export type Slot = { readonly fact: string; readonly list?: number; readonly field?: string };
/** A list that a rule goes through: of the subject, or inside an item of another list. */
export type ListSlot = { readonly name: string; readonly list?: number; readonly field?: string };

/** One part of a rule. `from` and `to` bound the numbers of everything inside it. */
export type Node = {
  readonly id: number;
  readonly part: string;
  readonly expression: Expression | ValueExpression | undefined;
  readonly of: readonly number[];
  readonly slot?: number;
  /** The list it goes through, and what runs for one of its items. */
  readonly list?: number;
  readonly oneItem?: (frame: Frame, index: number) => void;
  /** The parts that may still change its value; without it, all that are open. */
  readonly relevant?: (frame: Frame) => readonly number[];
  /** Another rule, or the rule that settles the fact, which stands before the rule itself. */
  readonly definition?: number;
  /** Its answer is a value: 2 exact, 1 open or a range, 3 does not apply. */
  readonly isValue: boolean;
  readonly cite?: string;
};

/** Everything one asking needs to write to; used again and again, never by two askings at once. */
export class Frame {
  /** By slot. Whoever asks many records puts each one's values here as they are. */
  values: (JsonValue | undefined)[];
  readonly lists: (readonly Item[] | undefined)[];
  /** What every part answered. */
  nodes: number[];
  readonly held: Held[];
  facts: Facts | undefined;
  context: Context = {};
  /** Doubt is not taken for an answer: what rests on a presumption stays not known. */
  strict = false;
  readonly indexes: number[];

  constructor(slots: number, lists: number, nodes: number) {
    this.values = new Array<JsonValue | undefined>(slots).fill(undefined);
    this.lists = new Array<readonly Item[] | undefined>(lists).fill(undefined);
    this.nodes = new Array<number>(nodes).fill(0);
    this.held = new Array<Held>(nodes).fill(OPEN);
    this.indexes = new Array<number>(lists).fill(0);
  }
}

/** A rule of facts and logic alone, laid out flat: part by part, level by level; the loop that answers runs backwards. */
export type Flat = {
  readonly size: number;
  readonly run: (frame: Frame) => Answer;
  /** Slots that may still change the answer, read after a run. */
  readonly missing: (frame: Frame) => readonly number[];
};

export type Program = {
  readonly nodes: readonly Node[];
  readonly slots: readonly Slot[];
  readonly lists: readonly ListSlot[];
  readonly root: number;
  readonly isValue: boolean;
  /** Whether some answers rest on what is not known: presumptions, and rules that ask whether anything is known. */
  readonly presumes: boolean;
  /** Answers every part, in order, into the frame. */
  readonly run: (frame: Frame) => Answer;
  /** The same, laid out flat, when the rule is of facts and logic alone. */
  readonly flat: Flat | undefined;
  readonly take: () => Frame;
  readonly giveBack: (frame: Frame) => void;
};

/** Puts the facts in their places. A fact that was not asked and that a rule settles stays empty here; the rule fills it. */
export function load(program: Program, frame: Frame, facts: Facts, context: Context): void {
  const recorded = facts.recorded ?? facts;
  frame.facts = recorded;
  frame.context = context;
  frame.strict = false;
  const { slots, lists } = program;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at];
    if (slot === undefined || slot.list !== undefined) continue;
    const held = recorded.value(slot.fact);
    frame.values[at] = held.is === 'value' ? held.value : undefined;
  }
  for (let at = 0; at < lists.length; at += 1) {
    const list = lists[at];
    if (list !== undefined && list.list === undefined) frame.lists[at] = recorded.collection(list.name);
  }
}
