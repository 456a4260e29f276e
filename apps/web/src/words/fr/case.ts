import type { caseWords as english } from '../en/case.ts';

export const caseWords: Readonly<Partial<Record<keyof typeof english, string>>> = {};
