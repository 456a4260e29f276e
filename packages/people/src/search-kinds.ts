/** By what somebody may be looked for. */
export const searchKinds = ['name', 'phone', 'document'] as const;
export type SearchKind = (typeof searchKinds)[number];
