export { type Account, type NewOrganisation, createOrganisation, endSession, findAccount, findSession, readAccount, saveSession } from './accounts.ts';
export { type ContextTx, type Storage, openStorage, withContext } from './context.ts';
export { type Appending, type HeldCase, type Seal, appendEntries, listCases, readCase, readCaseForUpdate, readEntries, verifyCase } from './journal-store.ts';
export { type Addresses, type MigrateOptions, migrate } from './migrate.ts';
export { type Receipt, type SealedRow, archiveBundle, findImportedRow, findReceipt, keepImportedRow, keepReceipt, keepRefusedAct, listColleagues, logAccess, readSealed } from './records.ts';
