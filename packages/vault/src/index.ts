export { type KeyEncryptionKey, keyFromFile } from './key-encryption-key.ts';
export { hashPassword, verifyPassword } from './passwords.ts';
export { type KeptErasure, type Opened, openVault, type Sealing, type Vault } from './vault.ts';
