export { type ConsentRecord, type ConsentPurpose, type AuthorityFor, authorityFor, consentPurposes, hasAgreed } from './ledger.ts';
