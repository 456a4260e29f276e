export { type Envelope, type UnchainedEnvelope, chainHash, firstLink, commitmentOf, type SealedReference } from './envelope.ts';
export { type DraftEntry, type Entry, type SealedText, type SourceCode, sourceCodes } from './entry.ts';
export { type Fold, type Upcasts, foldEntries, upcast } from './fold.ts';
export { type Answer, type Assertion, type FactState, factAt, factsOf } from './assertions.ts';
export { type ChainFinding, verifyChain } from './verify-chain.ts';
