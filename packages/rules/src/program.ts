import type { JsonValue } from '@sojourn/kernel';
import type { Answer } from './answer.ts';
import type { Expression, ValueExpression } from './expression.ts';
import type { Context, Facts, Item } from './facts.ts';
import { type Held, OPEN } from './held.ts';

/** Where a fact's value stands while a rule is asked: one of the subject's own, or a field of the item that is looked at. */
export type Slot = { readonly fact: string; readonly list?: number; readonly field?: string };
/** A list that a rule goes through: of the subject, or inside an item of another list. */
export type ListSlot = { readonly name: string; readonly list?: number; readonly field?: string };

/** One part of a rule. */
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

/** What is recorded of a fact, as a number. */
const VALUE = 0;
export const NOT_ASKED = 1;
export const DISAGREE = 2;
const OTHERWISE = 3;

/** Everything one asking needs to write to; used again and again, never by two askings at once. */
export class Frame {
  /** By slot. Whoever asks many records puts each one's values here as they are. */
  values: (JsonValue | undefined)[];
  /** By slot: a value, not asked, disagreement, or another reason why there is none. */
  readonly states: number[];
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
    this.states = new Array<number>(slots).fill(NOT_ASKED);
    this.lists = new Array<readonly Item[] | undefined>(lists).fill(undefined);
    this.nodes = new Array<number>(nodes).fill(0);
    this.held = new Array<Held>(nodes).fill(OPEN);
    this.indexes = new Array<number>(lists).fill(0);
  }
}

/** A program laid out flat, part by part, level by level; the loop that answers runs backwards. */
export type Flat = {
  /** Of facts and logic alone: nothing is called for. */
  readonly pure: boolean;
  /** Answers every part. */
  readonly run: (frame: Frame) => Answer;
  /** Answers again only what doubt may change, after a run in which doubt was or was not taken for an answer. */
  readonly again: (frame: Frame) => void;
  /**
   * Of each rule the slots that may still change its answer, under the names given by slot; read after a run. `deeper` is given the parts
   * that must be looked into, with the rules they belong to as bits.
   */
  readonly missing: <Name>(frame: Frame, names: readonly Name[], deeper: (id: number, rules: number) => void) => (readonly Name[])[];
};

export type Program = {
  readonly nodes: readonly Node[];
  readonly slots: readonly Slot[];
  /** Slots of the subject itself, not of an item. */
  readonly own: readonly number[];
  readonly lists: readonly ListSlot[];
  readonly root: number;
  /** The first part of each rule, when it is several. */
  readonly roots: readonly number[];
  readonly isValue: boolean;
  /** Whether some answers rest on what is not known: presumptions, and rules that ask whether anything is known. */
  readonly presumes: boolean;
  /** Answers every part, in order, into the frame. */
  readonly run: (frame: Frame) => Answer;
  readonly flat: Flat;
  readonly take: () => Frame;
  readonly giveBack: (frame: Frame) => void;
};

/** Puts the facts in their places. A fact that was not asked and that a rule settles stays empty here; the rule fills it. */
export function load(program: Program, frame: Frame, facts: Facts, context: Context): void {
  const recorded = facts.recorded ?? facts;
  frame.facts = recorded;
  frame.context = context;
  frame.strict = false;
  const { values, states } = frame;
  const { own } = program;
  for (let one = 0; one < own.length; one += 1) {
    const at = own[one] as number;
    const held = recorded.value((program.slots[at] as Slot).fact);
    const { is } = held;
    if (is === 'value') {
      values[at] = held.value;
      states[at] = VALUE;
    } else {
      values[at] = undefined;
      states[at] = is === 'not-asked' ? NOT_ASKED : is === 'disagree' ? DISAGREE : OTHERWISE;
    }
  }
  const { lists } = program;
  for (let at = 0; at < lists.length; at += 1) {
    const list = lists[at];
    if (list !== undefined && list.list === undefined) frame.lists[at] = recorded.collection(list.name);
  }
}
