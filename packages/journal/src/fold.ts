import type { JsonValue } from '@sojourn/kernel';
import type { FoldEntry } from './entry.ts';

/** State = apply over entries in sequence. `version` changes whenever the same entries would give another state. */
export type Fold<State> = {
  readonly version: number;
  readonly start: (first: FoldEntry) => State;
  readonly apply: (state: State, entry: FoldEntry) => State;
};

/** From 'kind@version' to the payload of the next version; applied until no step is left. */
export type Upcasts = Readonly<Record<string, (payload: JsonValue) => { readonly version: number; readonly payload: JsonValue }>>;

export function upcast(entry: FoldEntry, upcasts: Upcasts): FoldEntry {
  if (entry.payload === undefined) return entry;
  let { version } = entry.envelope;
  let payload: JsonValue = entry.payload;
  for (let step = upcasts[`${entry.envelope.kind}@${version}`]; step !== undefined; step = upcasts[`${entry.envelope.kind}@${version}`]) {
    const next = step(payload);
    if (next.version <= version) throw new Error(`An upcast of ${entry.envelope.kind} must go up`);
    ({ version, payload } = next);
  }
  return { ...entry, envelope: { ...entry.envelope, version }, payload };
}

/** Throws when there is no entry: a case begins with one. */
export function foldEntries<State>(fold: Fold<State>, entries: readonly FoldEntry[]): State {
  const [first, ...rest] = entries;
  if (first === undefined) throw new Error('A case begins with an entry');
  return rest.reduce((state, entry) => fold.apply(state, entry), fold.start(first));
}
