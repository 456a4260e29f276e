import type { OpenKind } from '@sojourn/directory';
import type { DataClass } from './data-classes.ts';

type Filing = { readonly to: readonly OpenKind[]; readonly dataClasses: readonly DataClass[] };

/**
 * What a person may ask us to file for them, with which authority, and the most that may go with it. Each has its own
 * warning, read to the person before anything leaves. A filing is the only way anything reaches an authority.
 */
export const filings = {
  asylum: {
    to: ['asylum-authority'],
    dataClasses: ['identity', 'contact', 'demographics', 'family', 'legal', 'health', 'safety', 'journey', 'location', 'words'],
  },
  release: { to: ['court'], dataClasses: ['identity', 'demographics', 'family', 'legal', 'health', 'safety', 'location', 'words'] },
  'exit-clearance': { to: ['exit-permit-office'], dataClasses: ['identity', 'demographics', 'legal'] },
  'family-visa': { to: ['visa-authority'], dataClasses: ['identity', 'contact', 'demographics', 'family', 'legal', 'words'] },
  'wage-claim': { to: ['labour-authority', 'court'], dataClasses: ['identity', 'contact', 'demographics', 'exploitation', 'words'] },
  'police-complaint': { to: ['police'], dataClasses: ['identity', 'contact', 'demographics', 'exploitation', 'safety', 'location', 'words'] },
} as const satisfies Readonly<Record<string, Filing>>;
export type FilingKind = keyof typeof filings;
export const filingKinds = Object.keys(filings) as readonly FilingKind[];

export const goesTo = (filing: FilingKind): readonly OpenKind[] => filings[filing].to;
export const filingCarries = (filing: FilingKind): readonly DataClass[] => filings[filing].dataClasses;
