import type { rightsWords as english } from '../en/rights.ts';

export const rightsWords: Readonly<Partial<Record<keyof typeof english, string>>> = {};
