export {
  type AuthorityFor,
  authorityFor,
  type ConsentPurpose,
  type ConsentRecord,
  consentPurposes,
  formVersions,
  hasAgreed,
  recipientKinds,
} from './ledger.ts';
