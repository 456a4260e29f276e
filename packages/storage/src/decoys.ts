import type { Account } from './accounts.ts';
import { readAccount } from './accounts.ts';
import type { Storage } from './context.ts';
import type { Whose } from './second-factors.ts';

/** The account that someone's second password opens, in an organisation apart. Asks the same of the database where nobody is meant. */
export async function findDecoy(storage: Storage, account: Account | undefined): Promise<Account | undefined> {
  const found = await storage.session.query<Whose>(
    'select organisation_id as "organisationId", user_id as "userId" from sojourn.app_user where decoy_of = $1',
    [account?.userId ?? '00000000-0000-7000-8000-000000000000'],
  );
  const row = found.rows[0];
  return row === undefined ? undefined : readAccount(storage, row.organisationId, row.userId);
}

type NewDecoy = { readonly organisationId: string; readonly officeId: string; readonly userId: string; readonly passwordHash: string };

/** Everything it shows is as in the account itself; it holds no case and never will hold a real one. */
export async function makeDecoy(storage: Storage, account: Account, { organisationId, officeId, userId, passwordHash }: NewDecoy): Promise<void> {
  const client = await storage.session.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 4))', [account.organisationId]);
    const twin = await client.query<{ organisation_id: string }>('select organisation_id from sojourn.organisation where decoy_of = $1', [
      account.organisationId,
    ]);
    const apart = twin.rows[0]?.organisation_id ?? organisationId;
    if (twin.rowCount === 0)
      await client.query('insert into sojourn.organisation (organisation_id, name, decoy_of) values ($1,$2,$3)', [
        apart,
        account.organisation,
        account.organisationId,
      ]);
    await client.query('insert into sojourn.office (organisation_id, office_id, name, country) values ($1,$2,$3,$4)', [
      apart,
      officeId,
      account.office,
      account.officeCountry,
    ]);
    await client.query(
      'insert into sojourn.app_user (organisation_id, user_id, office_id, username, display_name, roles, password_hash, decoy_of) values ($1,$2,$3,$4,$5,$6,$7,$8)',
      [apart, userId, officeId, account.username, account.displayName, [...account.roles], passwordHash, account.userId],
    );
    await client.query('commit');
  } catch (problem) {
    await client.query('rollback').catch(() => undefined);
    throw problem;
  } finally {
    client.release();
  }
}

export async function setDuressContacts(storage: Storage, { organisationId, userId }: Whose, contacts: readonly string[]): Promise<void> {
  await storage.session.query('delete from sojourn.duress_contact where organisation_id = $1 and user_id = $2', [organisationId, userId]);
  await storage.session.query(
    `insert into sojourn.duress_contact (organisation_id, user_id, contact_id)
     select $1, $2, u.user_id from sojourn.app_user u where u.organisation_id = $1 and u.user_id = any($3::uuid[]) and u.user_id <> $2`,
    [organisationId, userId, [...contacts]],
  );
}

export async function raiseAlarm(storage: Storage, decoy: Whose, alarmId: string, now: number): Promise<void> {
  await storage.session.query(
    `insert into sojourn.duress_alarm (organisation_id, alarm_id, user_id, at)
     select u.organisation_id, $3, u.user_id, $4 from sojourn.app_user d join sojourn.app_user u on u.user_id = d.decoy_of and u.decoy_of is null where d.organisation_id = $1 and d.user_id = $2`,
    [decoy.organisationId, decoy.userId, alarmId, now],
  );
}

export type Alarm = { readonly alarmId: string; readonly at: number; readonly displayName: string; readonly office: string };

/** Alarms of those who named this person, that this person has not put away yet. */
export async function alarmsFor(storage: Storage, { organisationId, userId }: Whose): Promise<readonly Alarm[]> {
  const found = await storage.session.query<Alarm>(
    `select a.alarm_id as "alarmId", a.at, u.display_name as "displayName", f.name as office from sojourn.duress_alarm a
     join sojourn.duress_contact c on c.organisation_id = a.organisation_id and c.user_id = a.user_id
     join sojourn.app_user u on u.organisation_id = a.organisation_id and u.user_id = a.user_id
     join sojourn.office f on f.organisation_id = u.organisation_id and f.office_id = u.office_id
     where a.organisation_id = $1 and c.contact_id = $2
       and not exists (select 1 from sojourn.duress_seen s where s.organisation_id = a.organisation_id and s.alarm_id = a.alarm_id and s.contact_id = $2) order by a.at`,
    [organisationId, userId],
  );
  return found.rows;
}

export async function putAlarmAway(storage: Storage, { organisationId, userId }: Whose, alarmId: string, now: number): Promise<void> {
  await storage.session.query('insert into sojourn.duress_seen (organisation_id, alarm_id, contact_id, at) values ($1,$2,$3,$4) on conflict do nothing', [
    organisationId,
    alarmId,
    userId,
    now,
  ]);
}
