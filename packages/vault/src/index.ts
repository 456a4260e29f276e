export { type Vault, type Opened, openVault } from './vault.ts';
export { hashPassword, verifyPassword } from './passwords.ts';
export { type KeyEncryptionKey, keyFromFile } from './key-encryption-key.ts';
