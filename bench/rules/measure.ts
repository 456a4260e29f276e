/** Processor time, not the clock on the wall: other work on the machine takes turns with ours, and its turns are not counted. */
export async function perSecond<Of>(people: readonly Of[], decide: (one: Of) => unknown, milliseconds: number): Promise<number> {
  const round = async (): Promise<number> => {
    let done = 0;
    for (const one of people) {
      const answer = decide(one);
      if (answer instanceof Promise) await answer.catch(() => undefined);
      done += 1;
    }
    return done;
  };
  const guarded = async () => round().catch(() => 0);
  const warm = performance.now() + milliseconds / 2;
  while (performance.now() < warm) await guarded();
  const begun = process.cpuUsage();
  const until = performance.now() + milliseconds;
  let done = 0;
  while (performance.now() < until) done += await guarded();
  const { user, system } = process.cpuUsage(begun);
  return done / ((user + system) / 1_000_000);
}

export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

export function shown(perSecond: number): string {
  if (perSecond >= 1_000_000) return `${(perSecond / 1_000_000).toFixed(2)} M`;
  return perSecond >= 10_000 ? `${Math.round(perSecond / 1_000)} k` : perSecond >= 1_000 ? `${(perSecond / 1_000).toFixed(1)} k` : `${Math.round(perSecond)}`;
}
