import type { interchangeWords as english } from '../en/interchange.ts';

export const interchangeWords: Readonly<Partial<Record<keyof typeof english, string>>> = {};
