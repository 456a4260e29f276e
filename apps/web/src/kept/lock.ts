/** What opens the cases kept on this device: a random key, wrapped twice. Nothing in it opens anything without a passphrase or a sign-in. */
export type Lock = {
  readonly userId: string;
  readonly displayName: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly rounds: number;
  readonly underPassphrase: Sealed;
  /** Under the key that the server gives to who is signed in. */
  readonly underSession: Sealed;
  readonly wrongTries: number;
  /** The server's mark of this person's devices when it was set; another one now: everything kept is removed. */
  readonly mark: string;
};
export type Sealed = { readonly iv: Uint8Array<ArrayBuffer>; readonly bytes: ArrayBuffer };

// OWASP's figure for PBKDF2 with SHA-256.
const ROUNDS = 600_000;
export const SHORTEST_PASSPHRASE = 12;

export async function seal(key: CryptoKey, place: string, plain: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }, key, plain) };
}

/** Throws when the key is another, or the value was changed or moved from its place. */
export async function unseal(key: CryptoKey, place: string, { iv, bytes }: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(place) }, key, bytes));
}

const aes = (raw: Uint8Array<ArrayBuffer>) => crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
const sessionKey = (base64: string): Promise<CryptoKey> => aes(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));

async function passphraseKey(passphrase: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
  const words = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, words, { name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
}

type Making = { readonly userId: string; readonly displayName: string; readonly mark: string; readonly passphrase: string; readonly outboxKey: string };

export async function makeLock({ userId, displayName, mark, passphrase, outboxKey }: Making): Promise<{ readonly lock: Lock; readonly key: CryptoKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const underPassphrase = await seal(await passphraseKey(passphrase, salt, ROUNDS), `passphrase|${userId}`, raw);
  const underSession = await seal(await sessionKey(outboxKey), `session|${userId}`, raw);
  return { lock: { userId, displayName, salt, rounds: ROUNDS, underPassphrase, underSession, wrongTries: 0, mark }, key: await aes(raw) };
}

export async function openWithPassphrase({ userId, salt, rounds, underPassphrase }: Lock, passphrase: string): Promise<CryptoKey | undefined> {
  try {
    return await aes(await unseal(await passphraseKey(passphrase, salt, rounds), `passphrase|${userId}`, underPassphrase));
  } catch {
    return undefined;
  }
}

export async function openWithSession({ userId, underSession }: Lock, outboxKey: string): Promise<CryptoKey | undefined> {
  try {
    return await aes(await unseal(await sessionKey(outboxKey), `session|${userId}`, underSession));
  } catch {
    return undefined;
  }
}
