import type { Storage } from './context.ts';

export type Whose = { readonly organisationId: string; readonly userId: string };
export type AuthenticatorApp = {
  readonly factorId: string;
  readonly sealed: Buffer;
  readonly lastStep: number;
  readonly confirmed: boolean;
  readonly madeAt: number;
};
export type Passkey = Whose & {
  readonly factorId: string;
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly discoverable: boolean;
  readonly device: string;
  readonly madeAt: number;
  readonly lastUsedAt: number | null;
};

/** All through the sign-in login. */
export async function authenticatorApps(storage: Storage, { organisationId, userId }: Whose): Promise<readonly AuthenticatorApp[]> {
  const found = await storage.session.query<AuthenticatorApp>(
    `select factor_id as "factorId", sealed, last_step as "lastStep", confirmed_at is not null as confirmed, made_at as "madeAt" from sojourn.authenticator_app
     where organisation_id = $1 and user_id = $2 and removed_at is null order by made_at`,
    [organisationId, userId],
  );
  return found.rows;
}

export async function addAuthenticatorApp(storage: Storage, { organisationId, userId }: Whose, factorId: string, sealed: Buffer, now: number): Promise<void> {
  // One that was begun and never confirmed is given up.
  await storage.session.query(
    'update sojourn.authenticator_app set removed_at = $3 where organisation_id = $1 and user_id = $2 and confirmed_at is null and removed_at is null',
    [organisationId, userId, now],
  );
  await storage.session.query('insert into sojourn.authenticator_app (organisation_id, factor_id, user_id, sealed, made_at) values ($1,$2,$3,$4,$5)', [
    organisationId,
    factorId,
    userId,
    sealed,
    now,
  ]);
}

/** Each time step counts once: whoever is second with the same code, or brings an earlier one, gets false. */
export async function spendStep(storage: Storage, { organisationId }: Whose, factorId: string, step: number, now: number): Promise<boolean> {
  const spent = await storage.session.query(
    `update sojourn.authenticator_app set last_step = $3, confirmed_at = coalesce(confirmed_at, $4)
     where organisation_id = $1 and factor_id = $2 and last_step < $3 and removed_at is null`,
    [organisationId, factorId, step, now],
  );
  return spent.rowCount === 1;
}

const passkeyColumns = `organisation_id as "organisationId", user_id as "userId", factor_id as "factorId", credential_id as "credentialId", public_key as "publicKey", counter, transports,
  discoverable, device, made_at as "madeAt", last_used_at as "lastUsedAt"`;

export async function passkeysOf(storage: Storage, { organisationId, userId }: Whose): Promise<readonly Passkey[]> {
  const found = await storage.session.query<Passkey>(
    `select ${passkeyColumns} from sojourn.passkey where organisation_id = $1 and user_id = $2 and removed_at is null order by made_at`,
    [organisationId, userId],
  );
  return found.rows;
}

/** Whoever it belongs to, in whichever organisation. */
export async function findPasskey(storage: Storage, credentialId: string): Promise<Passkey | undefined> {
  return (
    await storage.session.query<Passkey>(
      `select ${passkeyColumns} from sojourn.passkey where credential_id = $1 and removed_at is null order by exists (select 1 from sojourn.organisation o where o.organisation_id = passkey.organisation_id and o.decoy_of is not null), made_at limit 1`,
      [credentialId],
    )
  ).rows[0];
}

export async function addPasskey(storage: Storage, key: Omit<Passkey, 'lastUsedAt'>): Promise<void> {
  await storage.session.query(
    `insert into sojourn.passkey (organisation_id, user_id, factor_id, credential_id, public_key, counter, transports, discoverable, device, made_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)`,
    [key.organisationId, key.userId, key.factorId, key.credentialId, key.publicKey, key.counter, [...key.transports], key.discoverable, key.device, key.madeAt],
  );
}

export async function passkeyWasUsed(storage: Storage, { organisationId, factorId }: Passkey, counter: number, now: number): Promise<void> {
  await storage.session.query('update sojourn.passkey set counter = $3, last_used_at = $4 where organisation_id = $1 and factor_id = $2', [
    organisationId,
    factorId,
    counter,
    now,
  ]);
}

/** False where there is no such factor of this person. */
export async function removeFactor(storage: Storage, { organisationId, userId }: Whose, factorId: string, now: number): Promise<boolean> {
  let removed = 0;
  for (const table of ['authenticator_app', 'passkey'] as const) {
    const done = await storage.session.query(
      `update sojourn.${table} set removed_at = $4 where organisation_id = $1 and user_id = $2 and factor_id = $3 and removed_at is null`,
      [organisationId, userId, factorId, now],
    );
    removed += done.rowCount ?? 0;
  }
  return removed === 1;
}

/** What was not used of the former ones opens nothing any more. */
export async function replaceRecoveryCodes(storage: Storage, { organisationId, userId }: Whose, marks: readonly string[], now: number): Promise<void> {
  await storage.session.query(
    `with former as (update sojourn.recovery_code set replaced_at = $4 where organisation_id = $1 and user_id = $2 and replaced_at is null)
     insert into sojourn.recovery_code (organisation_id, user_id, code_mark, made_at) select $1, $2, unnest($3::text[]), $4`,
    [organisationId, userId, [...marks], now],
  );
}

/** Each once. */
export async function spendRecoveryCode(storage: Storage, { organisationId, userId }: Whose, mark: string, now: number): Promise<boolean> {
  const spent = await storage.session.query(
    `update sojourn.recovery_code set used_at = $4 where organisation_id = $1 and user_id = $2 and code_mark = $3 and used_at is null and replaced_at is null`,
    [organisationId, userId, mark, now],
  );
  return spent.rowCount === 1;
}

export async function recoveryCodesLeft(storage: Storage, { organisationId, userId }: Whose): Promise<number> {
  const found = await storage.session.query<{ n: number }>(
    'select count(*)::int as n from sojourn.recovery_code where organisation_id = $1 and user_id = $2 and used_at is null and replaced_at is null',
    [organisationId, userId],
  );
  return found.rows[0]?.n ?? 0;
}

/** An app that is confirmed elsewhere already, with the steps it spent there. */
export async function lendAuthenticatorApp(
  storage: Storage,
  { organisationId, userId }: Whose,
  app: Pick<AuthenticatorApp, 'factorId' | 'sealed' | 'lastStep' | 'madeAt'>,
  now: number,
): Promise<void> {
  await storage.session.query(
    'insert into sojourn.authenticator_app (organisation_id, factor_id, user_id, sealed, last_step, made_at, confirmed_at) values ($1,$2,$3,$4,$5,$6,$7)',
    [organisationId, app.factorId, userId, app.sealed, app.lastStep, app.madeAt, now],
  );
}

export async function removeAllFactors(storage: Storage, { organisationId, userId }: Whose, now: number): Promise<void> {
  for (const table of ['authenticator_app', 'passkey'] as const)
    await storage.session.query(`update sojourn.${table} set removed_at = $3 where organisation_id = $1 and user_id = $2 and removed_at is null`, [
      organisationId,
      userId,
      now,
    ]);
}
