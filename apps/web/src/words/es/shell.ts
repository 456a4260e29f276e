import type { shellWords as english } from '../en/shell.ts';

export const shellWords: Readonly<Partial<Record<keyof typeof english, string>>> = {};
