/**
 * On what whoever sent records about people may lawfully hand them over, and we take them: the bases of the ICRC Handbook on Data
 * Protection in Humanitarian Action (3rd ed., chapter 3). A tick in a file is not one of them: the sender says which, and answers for it.
 */
export const lawfulBases = ['consent', 'vital-interest', 'public-interest', 'legitimate-interest', 'contract', 'legal-obligation'] as const;
export type LawfulBasis = (typeof lawfulBases)[number];
