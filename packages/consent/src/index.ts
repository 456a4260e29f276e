export { type AuthorityFor, authorityFor, type ConsentPurpose, type ConsentRecord, consentPurposes, hasAgreed } from './ledger.ts';
