import { canonicalJson, type DeviceId, type EntryId, type Instant, instant, type PersonId, type PlainDate, plainDate } from '@sojourn/kernel';
import { describe, expect, it } from 'vitest';
import { type Assertion, type FactState, factsOf, type SourceCode } from './index.ts';

const seed = Number(process.env['SOJOURN_SEED'] ?? Date.now() % 1_000_000);

function randomFrom(start: number): (n: number) => number {
  let state = start;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * n);
  };
}

const sources: readonly SourceCode[] = ['person', 'caseworker', 'document'];
const facts = ['person.birth-date', 'place.present-country'];
const days = ['2026-01-10', '2026-02-10', '2026-03-10', '2026-04-10'].map((day) => plainDate(day));
const devices = ['d1', 'd2', 'd3'] as unknown as readonly DeviceId[];

function journal(random: (n: number) => number): readonly Assertion[] {
  const made: Assertion[] = [];
  const pick = <One>(list: readonly One[]): One => list[random(list.length)] as One;
  for (let sequence = 1; sequence <= 2 + random(12); sequence += 1) {
    const fact = pick(facts);
    const earlier = made.filter((one) => one.fact === fact);
    const basis = random(sequence);
    const seen = earlier.filter((one) => one.sequence <= basis);
    const is = pick(['value', 'value', 'value', 'declined', 'not-known', 'not-asked'] as const);
    const what = random(8);
    const [from, to] = [random(3), random(4)];
    made.push({
      entryId: `e${sequence}` as EntryId,
      sequence,
      subjectId: 'p' as PersonId,
      fact,
      answer: is === 'value' ? { is, value: random(3) } : { is },
      source: pick(sources),
      receivedAt: instant(sequence * 10),
      basis,
      deviceId: pick(devices),
      ...(from === 0 ? { holdsFrom: pick(days.slice(0, 3)) } : {}),
      ...(to === 0 ? { holdsTo: pick(days.slice(2)) } : {}),
      ...(what === 0 && seen.length > 0 ? { corrects: pick(seen).entryId } : {}),
      ...(what === 1 && seen.length > 0 ? { withdraws: pick(seen).entryId } : {}),
      ...(what === 2 && seen.length > 1 ? { settles: [pick(seen).entryId, pick(seen).entryId] } : {}),
    });
  }
  return made;
}

/** Read aloud: strike out what was taken back, then what does not cover the day, then what someone who had seen it said anew; what is left counts. */
function slowly(
  all: readonly Assertion[],
  fact: string,
  day: PlainDate,
  knownAt: Instant,
): { readonly is: string; readonly value?: unknown; readonly why?: string } | undefined {
  const paper = all.filter((one) => one.fact === fact).filter((one) => !(one.receivedAt > knownAt));
  if (paper.length === 0) return undefined;
  const struck = new Set<Assertion>();
  for (const one of paper) {
    for (const other of paper) {
      if (one.corrects === other.entryId || one.withdraws === other.entryId) struck.add(other);
      for (const settled of one.settles ?? []) if (settled === other.entryId) struck.add(other);
    }
    if (one.withdraws !== undefined) struck.add(one);
    if (one.holdsFrom !== undefined && day < one.holdsFrom) struck.add(one);
    if (one.holdsTo !== undefined && day > one.holdsTo) struck.add(one);
  }
  const left = paper.filter((one) => !struck.has(one));
  const overtaken = new Set<Assertion>();
  for (const a of left)
    for (const b of left) {
      if (a === b) continue;
      const begins = (one: Assertion) => (one.holdsFrom === undefined ? 0 : 1 + days.indexOf(one.holdsFrom));
      if (a.source === b.source && begins(b) > begins(a)) overtaken.add(a);
      if (a.source !== b.source && begins(a) > 0 && begins(b) > begins(a)) overtaken.add(a);
      const sawIt = b.deviceId === a.deviceId ? b.sequence > a.sequence : b.sequence > a.sequence && b.basis >= a.sequence;
      if (a.source === b.source && begins(a) === begins(b) && sawIt) overtaken.add(a);
    }
  const counting = left.filter((one) => !overtaken.has(one));
  const values: unknown[] = [];
  for (const one of counting) if (one.answer.is === 'value' && !values.includes(one.answer.value)) values.push(one.answer.value);
  if (values.length === 1) return { is: 'value', value: values[0] };
  if (values.length > 1) {
    const who = new Set(counting.filter((one) => one.answer.is === 'value').map((one) => one.source));
    return { is: 'disagree', why: who.size > 1 ? 'sources-disagree' : 'made-apart' };
  }
  return { is: counting.at(-1)?.answer.is ?? 'not-asked' };
}

const brief = (held: FactState | undefined) =>
  held === undefined ? undefined : { is: held.is, ...(held.is === 'value' ? { value: held.value } : {}), ...(held.is === 'disagree' ? { why: held.why } : {}) };

describe(`what is held to be so, against reading the paper aloud (seed ${seed})`, () => {
  it('agrees on 3,000 random journals, for every day and every moment of knowing', () => {
    const random = randomFrom(seed);
    let disagreements = 0;
    for (let run = 0; run < 3_000; run += 1) {
      const assertions = journal(random);
      const knownAt = instant((1 + random(assertions.length)) * 10);
      for (const day of days) {
        const held = factsOf(assertions, day, knownAt);
        for (const fact of facts) {
          expect(brief(held.get(fact)), `run ${run}, ${fact} on ${day}: ${canonicalJson(assertions as never)}`).toEqual(slowly(assertions, fact, day, knownAt));
          if (held.get(fact)?.is === 'disagree') disagreements += 1;
        }
      }
    }
    expect(disagreements).toBeGreaterThan(500);
  });

  it('nothing said later changes what was known before', () => {
    const random = randomFrom(seed + 1);
    for (let run = 0; run < 500; run += 1) {
      const assertions = journal(random);
      const cut = 1 + random(assertions.length);
      const then = instant(cut * 10);
      for (const day of days) expect(factsOf(assertions, day, then)).toEqual(factsOf(assertions.slice(0, cut), day));
    }
  });
});

describe('two devices that had not seen each other', () => {
  const said = (sequence: number, device: string, value: number, basis: number, more: Partial<Assertion> = {}): Assertion => ({
    entryId: `e${sequence}` as EntryId,
    sequence,
    subjectId: 'p' as PersonId,
    fact: 'x',
    answer: { is: 'value', value },
    source: 'person',
    receivedAt: instant(sequence),
    basis,
    deviceId: device as DeviceId,
    ...more,
  });
  const on = plainDate('2026-11-24');
  it('both sides are kept, and neither counts alone', () => {
    expect(factsOf([said(1, 'a', 1, 0), said(2, 'b', 2, 0)], on).get('x')).toMatchObject({ is: 'disagree', why: 'made-apart' });
  });
  it('who had seen the other’s word replaces it', () => {
    expect(factsOf([said(1, 'a', 1, 0), said(2, 'b', 2, 1)], on).get('x')).toMatchObject({ is: 'value', value: 2 });
  });
  it('a person settles it, and a later word from elsewhere opens it again', () => {
    const settled = [said(1, 'a', 1, 0), said(2, 'b', 2, 0), said(3, 'a', 2, 2, { source: 'caseworker', settles: ['e1', 'e2'] as never })];
    expect(factsOf(settled, on).get('x')).toMatchObject({ is: 'value', value: 2 });
    expect(factsOf([...settled, said(4, 'c', 5, 3)], on).get('x')).toMatchObject({ is: 'disagree', why: 'sources-disagree' });
  });
});
