import type { ActId, Refusal, Result } from '@sojourn/kernel';
import type { DraftEntry, Entry } from './entry.ts';
import type { Fold } from './fold.ts';

/** What one device holds of one case: the server's entries without gaps, those that came too early, and its own acts that wait. */
export type Replica<Act extends { readonly actId: ActId }> = {
  readonly known: readonly Entry[];
  readonly early: readonly Entry[];
  readonly pending: readonly Act[];
};

export const noReplica = { known: [], early: [], pending: [] } as const;

/** Entries may come in any order and more than once. A pending act whose entries are known waits no longer. */
export function received<Act extends { readonly actId: ActId }>(replica: Replica<Act>, entries: readonly Entry[]): Replica<Act> {
  const waiting = new Map([...replica.early, ...entries].map((entry) => [entry.envelope.sequence, entry]));
  const known = [...replica.known];
  for (let next = waiting.get(known.length + 1); next !== undefined; next = waiting.get(known.length + 1)) known.push(next);
  const early = [...waiting.values()].filter((entry) => entry.envelope.sequence > known.length);
  const there = new Set([...known, ...early].map((entry) => entry.envelope.actId));
  return { known, early, pending: replica.pending.filter((act) => !there.has(act.actId)) };
}

export function recorded<Act extends { readonly actId: ActId }>(replica: Replica<Act>, act: Act): Replica<Act> {
  return replica.pending.some((one) => one.actId === act.actId) ? replica : { ...replica, pending: [...replica.pending, act] };
}

export type Rebased<State> = {
  readonly state: State | undefined;
  /** Entries of pending acts, as they would stand now. */
  readonly waiting: readonly Entry[];
  /** Pending acts that the server would refuse as things stand now. They are sent all the same, and kept. */
  readonly wouldBeRefused: ReadonlyMap<ActId, Refusal>;
};

/** The server's order first, then the device's own acts decided anew on top of it. */
export function rebased<State, Act extends { readonly actId: ActId }>(
  replica: Replica<Act>,
  fold: Fold<State>,
  decide: (state: State | undefined, act: Act) => Result<readonly DraftEntry[], Refusal>,
  entryFor: (act: Act, draft: DraftEntry, index: number, sequence: number) => Entry,
): Rebased<State> {
  const next = (state: State | undefined, entry: Entry) => (state === undefined ? fold.start(entry) : fold.apply(state, entry));
  let state = replica.known.reduce<State | undefined>(next, undefined);
  let sequence = replica.known.length;
  const wouldBeRefused = new Map<ActId, Refusal>();
  const waiting: Entry[] = [];
  for (const act of replica.pending) {
    const decided = decide(state, act);
    if (!decided.ok) {
      wouldBeRefused.set(act.actId, decided.refusal);
      continue;
    }
    for (const [index, draft] of decided.value.entries()) {
      // What an act writes in another case stands in that case's replica, once the server has answered.
      if (draft.caseId !== undefined) continue;
      sequence += 1;
      const entry = entryFor(act, draft, index, sequence);
      waiting.push(entry);
      state = next(state, entry);
    }
  }
  return { state, waiting, wouldBeRefused };
}
