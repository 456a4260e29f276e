/** Kinds of people the law is compared for: codes of the catalogue's own personas. */
export const people = [
  'worker-with-papers',
  'worker-without-papers',
  'domestic-worker',
  'trafficked-person',
  'child',
  'seeks-asylum',
  'detained',
  'smuggled-person',
] as const;
export type Person = (typeof people)[number];
