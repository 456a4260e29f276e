/** Levels of lists and objects within each other that a body may have; a rule, the deepest thing anyone sends, has some twenty. */
export const DEEPEST = 100;

/** True if `body` has more levels than DEEPEST. Walks with a list of its own: what reads it afterwards may call itself, and a body of a million brackets must not reach that. */
export function isTooDeep(body: unknown): boolean {
  let level: readonly object[] = isNested(body) ? [body] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === DEEPEST) return true;
    level = level.flatMap((one) => Object.values(one).filter(isNested));
  }
  return false;
}

/** True if a text or a name within `input` has a NUL character, which nobody types and the database has no place for. For input that is not too deep. */
export function hasNul(input: unknown): boolean {
  if (typeof input === 'string') return input.includes('\u0000');
  return isNested(input) && Object.entries(input).some(([name, value]) => name.includes('\u0000') || hasNul(value));
}

/** As JSON and forms are read; a file's bytes or its stream are not walked into. */
const isNested = (value: unknown): value is object => Array.isArray(value) || (typeof value === 'object' && value !== null && isPlain(value));
const isPlain = (value: object) => [Object.prototype, null].includes(Object.getPrototypeOf(value));
