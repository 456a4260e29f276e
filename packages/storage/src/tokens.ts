import type { OfficeId } from '@sojourn/kernel';
import type { ContextTx, Storage } from './context.ts';

export type TokenRow = {
  readonly tokenId: string;
  readonly ownerId: string;
  readonly label: string;
  readonly operations: readonly string[];
  readonly officeId: OfficeId;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
  readonly perMinute: number;
};

const instantText = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const columns = `token_id as "tokenId", owner_id as "ownerId", label, operations, office_id as "officeId", ${instantText('issued_at')} as "issuedAt", ${instantText('expires_at')} as "expiresAt",
  ${instantText('revoked_at')} as "revokedAt", ${instantText('last_used_at')} as "lastUsedAt", per_minute as "perMinute"`;

export type NewToken = {
  readonly tokenId: string;
  readonly hash: Buffer;
  readonly label: string;
  readonly operations: readonly string[];
  readonly officeId: string;
  readonly expiresAt: Date;
  readonly perMinute: number;
};

/** For whoever asks, never for another. */
export async function keepToken(tx: ContextTx, token: NewToken): Promise<void> {
  await tx.rows(
    'insert into sojourn.api_token (organisation_id, token_id, owner_id, hash, label, operations, office_id, expires_at, per_minute) values ($1,$2,$3,$4,$5,$6,$7,$8,$9)',
    [tx.organisationId, token.tokenId, tx.actorId, token.hash, token.label, [...token.operations], token.officeId, token.expiresAt, token.perMinute],
  );
}

/** Of one owner, or of everyone. */
export function listTokens(tx: ContextTx, ownerId?: string): Promise<readonly TokenRow[]> {
  return tx.rows<TokenRow>(
    `select ${columns} from sojourn.api_token where organisation_id = $1 and ($2::uuid is null or owner_id = $2) order by issued_at desc, token_id`,
    [tx.organisationId, ownerId ?? null],
  );
}

/** At once, everywhere. Undefined where there is none, or none of this owner's. */
export async function revokeToken(tx: ContextTx, tokenId: string, ownerId?: string): Promise<string | undefined> {
  const rows = await tx.rows<{ tokenId: string }>(
    `update sojourn.api_token set revoked_at = coalesce(revoked_at, clock_timestamp()), revoked_by = coalesce(revoked_by, $3)
     where organisation_id = $1 and token_id = $2 and ($4::uuid is null or owner_id = $4) returning token_id as "tokenId"`,
    [tx.organisationId, tokenId, tx.actorId, ownerId ?? null],
  );
  return rows[0]?.tokenId;
}

export type TokenInUse = {
  readonly organisationId: string;
  readonly ownerId: string;
  readonly operations: readonly string[];
  readonly officeId: OfficeId;
  readonly perMinute: number;
  /** How often it was used in this minute, this time included. */
  readonly inMinute: number;
};

/** Through the sign-in login; counts the use. Undefined when unknown, expired or ended, or when the secret is not right: a guess uses nothing up. */
export async function useToken(storage: Storage, tokenId: string, hash: Buffer): Promise<TokenInUse | undefined> {
  const found = await storage.session.query<TokenInUse>(
    `update sojourn.api_token t set last_used_at = clock_timestamp(), in_minute = case when t.minute = now.minute then least(in_minute + 1, 1000000) else 1 end, minute = now.minute
     from (select floor(extract(epoch from clock_timestamp()) / 60)::bigint as minute) now
     where token_id = $1 and hash = $2 and revoked_at is null and expires_at > clock_timestamp()
     returning organisation_id as "organisationId", owner_id as "ownerId", operations, office_id as "officeId", per_minute as "perMinute", in_minute as "inMinute"`,
    [tokenId, hash],
  );
  return found.rows[0];
}
