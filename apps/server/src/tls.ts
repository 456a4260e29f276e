import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Settings } from './settings.ts';

export type Certificate = { readonly cert: Buffer; readonly key: Buffer; readonly minVersion: 'TLSv1.2' };

/** Throws a sentence that a person can act on when the two files are no pair, or the days of the certificate are over. */
export function certificateOf({ certificate, key }: NonNullable<Settings['tls']>): Certificate {
  const [cert, privateKey] = [read(certificate, 'SOJOURN_TLS_CERT'), read(key, 'SOJOURN_TLS_KEY')];
  const parsed = attempt(() => new X509Certificate(cert));
  if (parsed === undefined) throw new Error('SOJOURN_TLS_CERT names a file that holds no certificate (PEM, the chain after it).');
  const secret = attempt(() => createPrivateKey(privateKey));
  if (secret === undefined) throw new Error('SOJOURN_TLS_KEY names a file that holds no key, or one under a passphrase of its own.');
  if (!parsed.checkPrivateKey(secret)) throw new Error('The certificate and the key do not belong together.');
  return { cert, key: privateKey, minVersion: 'TLSv1.2' };
}

/** Whole days until the certificate is over; negative when it is. */
export function daysLeftOf(certificate: string, now: number): number {
  return Math.floor((new X509Certificate(readFileSync(certificate)).validToDate.getTime() - now) / 86_400_000);
}

function read(path: string, setting: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw new Error(`The file that ${setting} names cannot be read.`);
  }
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
