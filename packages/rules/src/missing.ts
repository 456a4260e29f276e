import { type Answer, UNKNOWN } from './answer.ts';
import type { Frame, Node, Program } from './program.ts';

/**
 * The facts that may still change an answer, read after a strict run. It may name too many, never too few: behind a guard that is not known
 * stands everything the guarded rule may read. A fact of an item is written `list[2].field`, a list of which nothing is known by its name.
 * `asking` leaves out what an unanswered guard may make needless.
 */
export function missingIn(program: Program, frame: Frame, asking = false): readonly string[] {
  const found = new Set<string>();
  walk(program, frame, program.root, found, asking, new Set());
  return [...found];
}

/** The same for one part of a rule. */
export function missingUnder(program: Program, frame: Frame, id: number): readonly string[] {
  const found = new Set<string>();
  walk(program, frame, id, found, false, new Set());
  return [...found];
}

/** What is missing of a list that is not known, when all that is inside reads its items alone: the list. */
export function listAlone(program: Program, id: number): readonly string[] | undefined {
  const list = program.lists[program.nodes[id]?.list ?? -1];
  if (list === undefined || list.list !== undefined) return undefined;
  const ofItems = (one: number): boolean => {
    const node = program.nodes[one];
    if (node === undefined || node.definition !== undefined || node.list !== undefined || node.part === 'relation') return false;
    return (node.slot === undefined || program.slots[node.slot]?.list !== undefined) && node.of.every(ofItems);
  };
  return program.nodes[id]?.of.every(ofItems) === true ? [list.name] : undefined;
}

function walk(program: Program, frame: Frame, id: number, found: Set<string>, asking: boolean, seen: Set<number>): void {
  if (frame.nodes[id] !== UNKNOWN) return;
  const node = program.nodes[id];
  if (node === undefined) return;
  const { expression } = node;
  if (expression === undefined) return;
  if (node.slot !== undefined) found.add(nameOf(program, frame, node.slot));
  if (node.definition !== undefined && !seen.has(node.definition)) {
    seen.add(node.definition);
    walk(program, frame, node.definition, found, asking, seen);
  }
  if (node.list !== undefined) {
    walkItems(program, frame, node, found, asking, seen);
    return;
  }
  if ('relation' in expression && node.of.every((one) => frame.nodes[one] !== UNKNOWN)) found.add(expression.relation);
  const guard = 'when' in expression && !('holds' in expression) ? node.of[0] : undefined;
  if (guard !== undefined && frame.nodes[guard] === UNKNOWN) {
    walk(program, frame, guard, found, asking, seen);
    if (!asking && node.of[1] !== undefined) walk(program, frame, node.of[1], found, asking, seen);
    return;
  }
  for (const one of node.relevant?.(frame) ?? node.of) walk(program, frame, one, found, asking, seen);
}

function walkItems(program: Program, frame: Frame, node: Node, found: Set<string>, asking: boolean, seen: Set<number>): void {
  const list = node.list === undefined ? undefined : program.lists[node.list];
  if (node.list === undefined || list === undefined || node.oneItem === undefined) return;
  const items = frame.lists[node.list];
  const answer = frame.nodes[node.id] as Answer;
  if (items === undefined) {
    found.add(nameOfList(program, frame, node.list));
    if (!asking) {
      node.oneItem(frame, -1);
      const inside = new Set<string>();
      for (const one of node.of) walk(program, frame, one, inside, false, seen);
      // Fields of an item that is not there are not facts yet.
      for (const fact of inside) if (!fact.includes('[?]')) found.add(fact);
    }
    frame.nodes[node.id] = answer;
    return;
  }
  for (let index = 0; index < items.length; index += 1) {
    node.oneItem(frame, index);
    for (const one of node.of) walk(program, frame, one, found, asking, new Set(seen));
  }
}

function nameOf(program: Program, frame: Frame, at: number): string {
  const slot = program.slots[at];
  if (slot?.list === undefined) return slot?.fact ?? '';
  return `${nameOfItem(program, frame, slot.list)}.${slot.field ?? ''}`;
}

function nameOfItem(program: Program, frame: Frame, list: number): string {
  const index = frame.indexes[list] ?? -1;
  return `${nameOfList(program, frame, list)}[${index < 0 ? '?' : index}]`;
}

function nameOfList(program: Program, frame: Frame, at: number): string {
  const list = program.lists[at];
  if (list?.list === undefined) return list?.name ?? '';
  return `${nameOfItem(program, frame, list.list)}.${list.field ?? ''}`;
}
