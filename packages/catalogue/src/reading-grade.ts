/**
 * Flesch-Kincaid grade of an English text: years of school. 6 to 7 is what people of about 12 read. Syllables are counted by
 * groups of vowels, which is right often enough for a limit and never for a single word.
 */
export function readingGrade(text: string): number {
  const sentences = text.split(/[.:;!?]+(?:\s|$)/u).filter((one) => /\p{L}/u.test(one)).length;
  const words = text.match(/\p{L}+(?:[’'-]\p{L}+)*/gu) ?? [];
  if (sentences === 0 || words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + syllablesOf(word.toLowerCase()), 0);
  return 0.39 * (words.length / sentences) + 11.8 * (syllables / words.length) - 15.59;
}

function syllablesOf(word: string): number {
  const silent = /(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/u;
  return Math.max(1, (word.replace(silent, '').match(/[aeiouy]+/gu) ?? []).length);
}
