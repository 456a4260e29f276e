-- A second password opens a desk that looks like one's own and holds nothing: an organisation apart, behind the same walls as any other.
alter table sojourn.organisation add column decoy_of uuid references sojourn.organisation;
create unique index organisation_decoy on sojourn.organisation (decoy_of) where decoy_of is not null;
alter table sojourn.app_user add column decoy_of uuid;
create unique index app_user_decoy on sojourn.app_user (decoy_of) where decoy_of is not null;
drop index sojourn.app_user_username;
create unique index app_user_username on sojourn.app_user (lower(username)) where decoy_of is null;
create table sojourn.duress_contact (
  organisation_id uuid not null, user_id uuid not null, contact_id uuid not null check (contact_id <> user_id),
  primary key (organisation_id, user_id, contact_id), foreign key (organisation_id, user_id) references sojourn.app_user, foreign key (organisation_id, contact_id) references sojourn.app_user
);
create table sojourn.duress_alarm (
  organisation_id uuid not null, alarm_id uuid not null, user_id uuid not null, at bigint not null,
  primary key (organisation_id, alarm_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create table sojourn.duress_seen (
  organisation_id uuid not null, alarm_id uuid not null, contact_id uuid not null, at bigint not null, primary key (organisation_id, alarm_id, contact_id)
);
do $$
declare t text;
begin
  foreach t in array array['duress_contact', 'duress_alarm', 'duress_seen'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy sign_in on sojourn.%I to {session} using (true) with check (true)', t);
    execute format('grant select, insert on sojourn.%I to {session}', t);
  end loop;
end $$;
grant delete on sojourn.duress_contact to {session};
-- The sign-in login makes accounts of this kind and no other.
grant insert on sojourn.organisation, sojourn.office, sojourn.app_user to {session};
create policy decoys on sojourn.organisation for insert to {session} with check (decoy_of is not null);
create policy decoys on sojourn.office for insert to {session} with check (exists (select 1 from sojourn.organisation o where o.organisation_id = office.organisation_id and o.decoy_of is not null));
create policy decoys on sojourn.app_user for insert to {session} with check (decoy_of is not null and exists (select 1 from sojourn.organisation o where o.organisation_id = app_user.organisation_id and o.decoy_of is not null));
-- The same key may be lent again after it was taken back.
alter table sojourn.passkey drop constraint passkey_organisation_id_credential_id_key;
create unique index passkey_one on sojourn.passkey (organisation_id, credential_id) where removed_at is null;
