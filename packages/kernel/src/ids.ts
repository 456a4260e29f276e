import type { Brand } from './brand.ts';
import { canonicalJson } from './canonical-json.ts';
import { sha256Hex } from './hash.ts';
import type { Chance, Instant } from './ports.ts';

export type OrganisationId = Brand<string, 'OrganisationId'>;
export type OfficeId = Brand<string, 'OfficeId'>;
export type UserId = Brand<string, 'UserId'>;
export type DeviceId = Brand<string, 'DeviceId'>;
export type CaseId = Brand<string, 'CaseId'>;
export type PersonId = Brand<string, 'PersonId'>;
export type EntryId = Brand<string, 'EntryId'>;
export type SealedId = Brand<string, 'SealedId'>;
export type ActId = Brand<string, 'ActId'>;

type AnyId = OrganisationId | OfficeId | UserId | DeviceId | CaseId | PersonId | EntryId | SealedId | ActId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A UUIDv7 (RFC 9562): 48 bits of the instant, then chance. Minted on the device that acts. */
export function mintId<Id extends AnyId>(chance: Chance, at: Instant): Id {
  const random = chance.bytes(10);
  const time = at.toString(16).padStart(12, '0');
  const hex = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = (8 + (Number.parseInt(hex.charAt(3), 16) % 4)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(0, 3)}-${variant}${hex.slice(4, 7)}-${hex.slice(7, 19)}` as Id;
}

/** The same words, the same id (UUIDv8, RFC 9562): a device and the server name a thing alike before they have spoken. */
export function derivedId<Id extends AnyId>(...words: readonly string[]): Id {
  const hex = sha256Hex(canonicalJson(words));
  const variant = (8 + (Number.parseInt(hex.charAt(16), 16) % 4)).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}` as Id;
}
