import type { OfficeId, OrganisationId, PlainDate, UserId } from '@sojourn/kernel';
import type { LentRole, Role } from '@sojourn/operations';
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
  /** What stands lent to them now: it falls with its lender's own role, and with their account. */
  readonly lent: readonly LentRole[];
  readonly username: string;
  /** Set where this is what somebody's second password opens: whose. */
  readonly decoyOf: string | null;
  readonly passwordHash: string;
  readonly locked: boolean;
  readonly deviceGeneration: number;
  readonly leavesOn: PlainDate | null;
  readonly identityUsedOn: PlainDate | null;
  /** An authenticator app, a passkey or a hardware key; recovery codes are for when it is lost. */
  readonly hasSecondFactor: boolean;
};

const moment = '(extract(epoch from clock_timestamp()) * 1000)::bigint';
const lent = `coalesce((select json_agg(json_build_object('role', l.role, 'by', l.by_user, 'officeId', g.office_id)) from sojourn.lent_role l
   join sojourn.app_user g on g.organisation_id = l.organisation_id and g.user_id = l.by_user and not g.locked and (g.leaves_on is null or g.leaves_on > current_date) and l.role = any(g.roles)
   where l.organisation_id = u.organisation_id and l.to_user = u.user_id and l.from_at <= ${moment} and l.until_at > ${moment}
     and not exists (select 1 from sojourn.lent_role_end e where e.organisation_id = l.organisation_id and e.lending_id = l.lending_id)), '[]') as lent`;

const account = `select u.organisation_id as "organisationId", u.user_id as "userId", u.office_id as "officeId", u.display_name as "displayName", o.name as organisation, f.name as office,
  f.country as "officeCountry", u.roles, u.username, u.decoy_of as "decoyOf", u.password_hash as "passwordHash", u.locked, u.device_generation as "deviceGeneration", u.leaves_on as "leavesOn", u.identity_used_on as "identityUsedOn",
  (exists (select 1 from sojourn.authenticator_app a where a.organisation_id = u.organisation_id and a.user_id = u.user_id and a.confirmed_at is not null and a.removed_at is null)
   or exists (select 1 from sojourn.passkey p where p.organisation_id = u.organisation_id and p.user_id = u.user_id and p.removed_at is null)) as "hasSecondFactor", ${lent} from sojourn.app_user u join sojourn.organisation o using (organisation_id) join sojourn.office f using (organisation_id, office_id)`;

/** Through the sign-in login, which sees accounts and sessions and no case. */
export async function findAccount(storage: Storage, username: string): Promise<Account | undefined> {
  return (await storage.session.query<Account>(`${account} where lower(u.username) = lower($1) and u.decoy_of is null`, [username])).rows[0];
}

export async function readAccount(storage: Storage, organisationId: string, userId: string): Promise<Account | undefined> {
  return (await storage.session.query<Account>(`${account} where u.organisation_id = $1 and u.user_id = $2`, [organisationId, userId])).rows[0];
}

export async function setPassword(
  storage: Storage,
  whose: { readonly organisationId: string; readonly userId: string },
  passwordHash: string,
  now: number,
): Promise<void> {
  await storage.session.query('update sojourn.app_user set password_hash = $3, password_changed_at = $4 where organisation_id = $1 and user_id = $2', [
    whose.organisationId,
    whose.userId,
    passwordHash,
    now,
  ]);
}

/** The day this person last worked here, for rights that lapse when unused. */
export async function usedToday(storage: Storage, whose: { readonly organisationId: string; readonly userId: string }, today: PlainDate): Promise<void> {
  await storage.session.query(
    'update sojourn.app_user set identity_used_on = $3 where organisation_id = $1 and user_id = $2 and identity_used_on is distinct from $3',
    [whose.organisationId, whose.userId, today],
  );
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
  client.on('error', () => undefined);
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
  client.on('error', () => undefined);
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

/** Nothing kept for this person on any device stays: each removes it when it next speaks with the server. */
export async function forgetDevices(storage: Storage, { organisationId, userId }: Pick<Account, 'organisationId' | 'userId'>): Promise<void> {
  await storage.session.query('update sojourn.app_user set device_generation = device_generation + 1 where organisation_id = $1 and user_id = $2', [
    organisationId,
    userId,
  ]);
}
