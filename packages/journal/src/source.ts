/** Who a statement comes from. Two different sources for the same period may disagree; both stay. */
export const sourceCodes = [
  'person',
  'caseworker',
  'guardian',
  'relative',
  'other-organisation',
  'document',
  'authority',
  'health-professional',
  'import',
  'system',
] as const;
export type SourceCode = (typeof sourceCodes)[number];
