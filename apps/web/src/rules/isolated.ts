/** A name or a day inside a sentence of another direction stays whole. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;
