const [leftToRight, end] = ['\u2066', '\u2069'];

/**
 * Codes, days and telephone numbers inside right-to-left words keep their own order: after an Arabic letter, 2026-11-24
 * would otherwise be shown as 24-11-2026 (Unicode bidirectional algorithm, rule W2).
 */
export function isolated(words: string): string {
  return words.replace(/\+\d[\d ()-]*\d|\d+(?:\(\w+\))+|[A-Z]{3} \d[\d.,]*|[A-Za-z0-9]+(?:[-./:,_][A-Za-z0-9]+)+%?/g, (run) => `${leftToRight}${run}${end}`);
}
