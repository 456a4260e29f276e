export { type AnchorFinding, compareWithAnchor, type Head } from './anchor.ts';
export { type Answer, type Assertion, type FactState, factAt, factsOf } from './assertions.ts';
export type { DraftEntry, Entry, SealedText } from './entry.ts';
export { chainHash, commitmentOf, type Envelope, firstLink, type SealedReference, type UnchainedEnvelope } from './envelope.ts';
export { type Fold, foldEntries, type Upcasts, upcast } from './fold.ts';
export { type SourceCode, sourceCodes } from './source.ts';
export { type ChainFinding, verifyChain } from './verify-chain.ts';
