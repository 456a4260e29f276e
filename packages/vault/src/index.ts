export { type KeyEncryptionKey, keyFrom, lockKey, unlockKey } from './key-encryption-key.ts';
export { hashPassword, verifyPassword } from './passwords.ts';
export { type KeysStatus, type Rotation, rotateKeys, statusOfKeys } from './rotation.ts';
export { secretFromShares, sharesOf } from './shares.ts';
export { type BucketOf, type KeptErasure, type Opened, openVault, PersonErased, type Sealing, type Vault } from './vault.ts';
