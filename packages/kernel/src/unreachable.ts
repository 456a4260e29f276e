/** Ends a switch over every known kind: the compiler refuses a kind without a branch. */
export function unreachable(value: never): never {
  throw new Error(`Unknown kind: ${JSON.stringify(value)}`);
}
