/** How often something was tried wrongly, and when the next try is heard. Times in milliseconds. */
export type Tries = { readonly failures: number; readonly lastAt: number; readonly notBefore: number };

const SECOND = 1_000;
const FORGOTTEN_AFTER = 24 * 3_600 * SECOND;
const FREE = 3;

/** Where a stranger tries: three tries at once, then twice as long each time, up to a quarter of an hour. */
export const strangersLimit = 900 * SECOND;
/** On a device that this person has signed in on before: up to a minute, so that nobody who shares it can keep them out. */
export const knownDeviceLimit = 60 * SECOND;

/** How long to wait after so many wrong tries, in milliseconds. */
export function delayAfter(failures: number, limit: number): number {
  return failures < FREE ? 0 : Math.min(limit, 2 ** (failures - FREE) * SECOND);
}

/**
 * One more try: counted before it is looked at, so that many at once gain nothing; forgotten by `afterSuccess`.
 * Refused tries are not counted: hammering makes no wait longer.
 */
export function tryOnce(before: Tries | undefined, now: number, limit: number): { readonly wait: number; readonly tries: Tries } {
  const known = before === undefined || now - before.lastAt >= FORGOTTEN_AFTER ? { failures: 0, lastAt: now, notBefore: 0 } : before;
  if (now < known.notBefore) return { wait: known.notBefore - now, tries: known };
  const failures = known.failures + 1;
  return { wait: 0, tries: { failures, lastAt: now, notBefore: now + delayAfter(failures, limit) } };
}

/** One source may try this often in a minute, whatever names it gives: an office behind one address signs in in the morning. */
export const triesPerSource = 120;
const MINUTE = 60 * SECOND;

/** The same shape, read as tries in the current minute. */
export function countSource(before: Tries | undefined, now: number): { readonly wait: number; readonly tries: Tries } {
  const fresh = before === undefined || now - before.lastAt >= MINUTE;
  const tries = fresh ? { failures: 1, lastAt: now, notBefore: 0 } : { ...before, failures: before.failures + 1 };
  return { wait: tries.failures > triesPerSource ? tries.lastAt + MINUTE - now : 0, tries };
}

/** An address as far as it names a household: all of IPv4, the first 64 bits of IPv6. */
export function sourceOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.toLowerCase().split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const all = address.includes('::') ? [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0'), ...last] : first;
  return all
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':');
}
