import type { codesWords as english } from '../en/codes.ts';

export const codesWords: Readonly<Partial<Record<keyof typeof english, string>>> = {};
