import type { OfficeId, OrganisationId, UserId } from '@sojourn/kernel';
import type { Role } from '@sojourn/operations';
import { Client } from 'pg';
import type { Storage } from './context.ts';

export type Account = {
  readonly organisationId: OrganisationId;
  readonly userId: UserId;
  readonly officeId: OfficeId;
  readonly displayName: string;
  readonly organisation: string;
  readonly office: string;
  readonly officeCountry: string;
  readonly roles: readonly Role[];
  readonly passwordHash: string;
  readonly locked: boolean;
};

const account = `select u.organisation_id as "organisationId", u.user_id as "userId", u.office_id as "officeId", u.display_name as "displayName", o.name as organisation, f.name as office,
  f.country as "officeCountry", u.roles, u.password_hash as "passwordHash", u.locked from sojourn.app_user u join sojourn.organisation o using (organisation_id) join sojourn.office f using (organisation_id, office_id)`;

/** Through the sign-in login, which sees accounts and sessions and no case. */
export async function findAccount(storage: Storage, username: string): Promise<Account | undefined> {
  return (await storage.session.query<Account>(`${account} where lower(u.username) = lower($1)`, [username])).rows[0];
}

export async function readAccount(storage: Storage, organisationId: string, userId: string): Promise<Account | undefined> {
  return (await storage.session.query<Account>(`${account} where u.organisation_id = $1 and u.user_id = $2`, [organisationId, userId])).rows[0];
}

/** An ended session is not revived, and a token stays with the user it was made for. */
export async function saveSession(
  storage: Storage,
  session: { readonly tokenHash: string; readonly organisationId: string; readonly userId: string; readonly content: unknown; readonly expiresAt: Date },
): Promise<void> {
  await storage.session.query(
    `insert into sojourn.session as held (organisation_id, user_id, token_hash, content, expires_at) values ($1,$2,$3,$4,$5)
     on conflict (token_hash) do update set content = excluded.content, expires_at = excluded.expires_at, last_seen_at = clock_timestamp()
     where held.ended_at is null and held.organisation_id = excluded.organisation_id and held.user_id = excluded.user_id`,
    [session.organisationId, session.userId, session.tokenHash, JSON.stringify(session.content), session.expiresAt],
  );
}

export async function findSession(storage: Storage, tokenHash: string): Promise<unknown> {
  const found = await storage.session.query<{ content: unknown; stale: boolean }>(
    `select content, last_seen_at < clock_timestamp() - interval '1 minute' as stale from sojourn.session
     where token_hash = $1 and ended_at is null and expires_at > clock_timestamp()`,
    [tokenHash],
  );
  if (found.rows[0]?.stale === true)
    await storage.session.query('update sojourn.session set last_seen_at = clock_timestamp() where token_hash = $1', [tokenHash]);
  return found.rows[0]?.content;
}

export async function endSession(storage: Storage, tokenHash: string): Promise<void> {
  await storage.session.query('update sojourn.session set ended_at = clock_timestamp() where token_hash = $1 and ended_at is null', [tokenHash]);
}

/** Everywhere this person is signed in: after a lost laptop, a locked account or a new password. */
export async function endSessionsOf(storage: Storage, organisationId: string, userId: string): Promise<void> {
  await storage.session.query('update sojourn.session set ended_at = clock_timestamp() where organisation_id = $1 and user_id = $2 and ended_at is null', [
    organisationId,
    userId,
  ]);
}

export type NewOrganisation = {
  readonly organisationId: string;
  readonly name: string;
  readonly offices: readonly { readonly officeId: string; readonly name: string; readonly country: string }[];
  readonly users: readonly {
    readonly userId: string;
    readonly officeId: string;
    readonly username: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
    readonly passwordHash: string;
  }[];
};

/** Through the set-up login, which sees organisations, offices and users and nothing else. What is there already stays as it is; offices and users that are missing are added. */
export async function createOrganisation(setUpUrl: string, organisation: NewOrganisation): Promise<void> {
  const client = new Client({ connectionString: setUpUrl });
  await client.connect();
  try {
    const { organisationId } = organisation;
    await client.query('begin');
    await client.query('insert into sojourn.organisation (organisation_id, name) values ($1,$2) on conflict do nothing', [organisationId, organisation.name]);
    for (const { officeId, name, country } of organisation.offices) {
      await client.query('insert into sojourn.office (organisation_id, office_id, name, country) values ($1,$2,$3,$4) on conflict do nothing', [
        organisationId,
        officeId,
        name,
        country,
      ]);
    }
    for (const { userId, officeId, username, displayName, roles, passwordHash } of organisation.users) {
      await client.query(
        'insert into sojourn.app_user (organisation_id, user_id, office_id, username, display_name, roles, password_hash) values ($1,$2,$3,$4,$5,$6,$7) on conflict (organisation_id, user_id) do nothing',
        [organisationId, userId, officeId, username, displayName, [...roles], passwordHash],
      );
    }
    await client.query('commit');
  } finally {
    await client.end();
  }
}

/** Every organisation here and one of its users, for work on the whole installation; through the set-up login. */
export async function listOrganisations(
  setUpUrl: string,
): Promise<readonly { readonly organisationId: string; readonly name: string; readonly userId: string }[]> {
  const client = new Client({ connectionString: setUpUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ organisationId: string; name: string; userId: string }>(
      `select distinct on (o.organisation_id) o.organisation_id as "organisationId", o.name, u.user_id as "userId"
       from sojourn.organisation o join sojourn.app_user u on u.organisation_id = o.organisation_id
       order by o.organisation_id, 'administrator' = any(u.roles) desc, u.user_id`,
    );
    return rows;
  } finally {
    await client.end();
  }
}
