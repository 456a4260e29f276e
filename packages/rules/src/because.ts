import type { JsonValue, Reason } from '@sojourn/kernel';
import { type Answer, NO, NOT_APPLICABLE, UNKNOWN, YES } from './answer.ts';
import type { Expression } from './expression.ts';
import { isSettled, jsonOf } from './held.ts';
import type { Frame, Program } from './program.ts';

/** Why each part answered as it did: every fact that carried the answer, with its value, and what left it open. Read after a run. */
export function reasonsOf(program: Program, frame: Frame, id = program.root): readonly Reason[] {
  const node = program.nodes[id];
  if (node === undefined) return [];
  const answer = frame.nodes[id] as Answer;
  const inside = (ids: readonly number[]) => ids.flatMap((one) => reasonsOf(program, frame, one));
  const { expression } = node;
  if (expression === undefined) return [];
  if (node.isValue) return [...('fact' in expression ? [factReason(program, frame, id)] : []), ...carriedBy(program, frame, id)];
  if ('fact' in expression) return [factReason(program, frame, id)];
  if ('known' in expression) return [factReason(program, frame, id)];
  if ('disagree' in expression) return answer === YES ? [{ fact: expression.disagree, why: 'sources-disagree' }] : [];
  if ('rule' in expression) return cited(inside(node.definition === undefined ? node.of : [node.definition]), node.cite);
  if ('parameter' in expression) return [{ fact: expression.parameter, value: answer === YES, why: 'setting' }];
  const reasons = reasonsOfParts(program, frame, id, expression as Expression, inside);
  return cited(reasons, node.cite);
}

const cited = (reasons: readonly Reason[], citation: string | undefined): readonly Reason[] =>
  citation === undefined ? reasons : reasons.map((reason) => ({ citation, ...reason }));

type Inside = (ids: readonly number[]) => readonly Reason[];

function reasonsOfParts(program: Program, frame: Frame, id: number, expression: Expression, inside: Inside): readonly Reason[] {
  const node = program.nodes[id];
  if (node === undefined) return [];
  const answer = frame.nodes[id] as Answer;
  const saying = (...wanted: readonly Answer[]) => node.of.filter((one) => wanted.includes(frame.nodes[one] as Answer));
  if ('all' in expression) return inside(answer === NO ? saying(NO) : saying(YES, UNKNOWN));
  if ('any' in expression) return inside(answer === YES ? saying(YES) : saying(NO, UNKNOWN));
  if ('none' in expression) return inside(answer === NO ? saying(YES) : saying(NO, UNKNOWN));
  if ('of' in expression && !('relation' in expression)) return inside(answer === YES ? saying(YES) : saying(YES, NO, UNKNOWN));
  if ('when' in expression && !('holds' in expression)) {
    const [guard = 0] = node.of;
    return inside(frame.nodes[guard] === YES && answer !== NOT_APPLICABLE ? node.of : [guard]);
  }
  if ('unless' in expression) return inside(reasonsOfUnless(frame, node.of, answer));
  if ('except' in expression) return inside(saying(YES, NO, UNKNOWN));
  if ('presumed' in expression || 'surely' in expression) {
    const [part = 0] = node.of;
    return frame.nodes[part] === UNKNOWN && answer !== UNKNOWN ? [...inside(node.of), { why: 'in-doubt' }] : inside(node.of);
  }
  if ('where' in expression) return reasonsOfItems(program, frame, id, inside);
  if ('relation' in expression) return [...inside(node.of), { why: `relation ${expression.relation}` }];
  return inside(node.of);
}

function reasonsOfUnless(frame: Frame, [exception = 0, holds = 0]: readonly number[], answer: Answer): readonly number[] {
  const first = frame.nodes[exception];
  if (first === NOT_APPLICABLE || answer === NOT_APPLICABLE) return [holds];
  if (answer !== NO) return [exception, holds];
  return [...(first === YES ? [exception] : []), ...(frame.nodes[holds] === NO ? [holds] : [])];
}

/** Each item in turn; the part inside is answered again for it, which changes nothing outside. */
function reasonsOfItems(program: Program, frame: Frame, id: number, inside: Inside): readonly Reason[] {
  const node = program.nodes[id];
  if (node?.list === undefined || node.oneItem === undefined) return [];
  const list = program.lists[node.list];
  const items = frame.lists[node.list];
  if (items === undefined) return [];
  if (items.length === 0) return [{ fact: list?.name ?? '', value: 0 }];
  const answer = frame.nodes[id] as Answer;
  const counts = node.part === 'count';
  const found: Reason[] = [];
  for (let index = 0; index < items.length; index += 1) {
    node.oneItem(frame, index);
    const one = frame.nodes[node.of[0] ?? 0] as Answer;
    if (one === NOT_APPLICABLE) continue;
    const carries = counts || answer === UNKNOWN || (node.part === 'some' ? answer === NO || one === YES : answer === YES || one === NO);
    if (carries) found.push(...inside(node.of));
  }
  return found;
}

function carriedBy(program: Program, frame: Frame, id: number): readonly Reason[] {
  const node = program.nodes[id];
  if (node === undefined) return [];
  if (node.list !== undefined && node.oneItem !== undefined) {
    const found: Reason[] = [{ fact: program.lists[node.list]?.name ?? '', value: frame.lists[node.list]?.length ?? null }];
    for (let index = 0; index < (frame.lists[node.list]?.length ?? 0); index += 1) {
      node.oneItem(frame, index);
      found.push(...node.of.flatMap((one) => reasonsOf(program, frame, one)));
    }
    return found;
  }
  const parts = node.definition === undefined || node.slot !== undefined ? node.of : [node.definition];
  return parts.flatMap((one) => (program.nodes[one]?.isValue === true || program.nodes[one]?.expression !== undefined ? reasonsOf(program, frame, one) : []));
}

/** The fact, and its value or why there is none. */
export function factReason(program: Program, frame: Frame, id: number): Reason {
  const node = program.nodes[id];
  const slot = node?.slot === undefined ? undefined : program.slots[node.slot];
  const fact = slot?.fact ?? '';
  const value = valueAt(program, frame, id);
  if (value !== undefined) {
    const open = node?.isValue === true ? !isSettled(frame.held[id] ?? { kind: 'open' }) : frame.nodes[id] === UNKNOWN;
    return open ? { fact, value, why: 'value-leaves-it-open' } : { fact, value };
  }
  if (slot?.list !== undefined) return { fact, why: 'not-known' };
  const held = frame.facts?.value(fact).is;
  const why = held === 'disagree' ? 'sources-disagree' : held === undefined || held === 'value' ? 'not-known' : held;
  return { fact, why: why === 'not-asked' && node?.definition !== undefined ? 'not-known' : why };
}

/** What the part read: the recorded value, or the one that a rule gave. */
function valueAt(program: Program, frame: Frame, id: number): JsonValue | undefined {
  const node = program.nodes[id];
  if (node?.slot === undefined) return undefined;
  const recorded = frame.values[node.slot];
  if (recorded !== undefined || node.definition === undefined) return recorded;
  const fact = program.slots[node.slot]?.fact ?? '';
  if (frame.facts !== undefined && frame.facts.value(fact).is !== 'not-asked') return undefined;
  if (program.nodes[node.definition]?.isValue === true) return jsonOf(frame.held[node.definition] ?? { kind: 'open' }, 'least');
  const answer = frame.nodes[node.definition];
  return answer === YES ? true : answer === NO ? false : undefined;
}
