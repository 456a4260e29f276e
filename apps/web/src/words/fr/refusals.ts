import type { refusalsWords as english } from '../en/refusals.ts';

export const refusalsWords: Readonly<Partial<Record<keyof typeof english, string>>> = {};
