-- Second factors, sessions, throttles. Written by the sign-in login, which sees accounts and no case. Times are milliseconds since 1970 by the server's clock.
alter table sojourn.app_user add column leaves_on date, add column identity_used_on date, add column password_changed_at bigint;

-- Sealed under the organisation's own key: the database alone makes no code.
create table sojourn.authenticator_app (
  organisation_id uuid not null, factor_id uuid not null, user_id uuid not null, sealed bytea not null, last_step bigint not null default 0, made_at bigint not null, confirmed_at bigint, removed_at bigint,
  primary key (organisation_id, factor_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create index authenticator_app_of on sojourn.authenticator_app (organisation_id, user_id);
create table sojourn.passkey (
  organisation_id uuid not null, factor_id uuid not null, user_id uuid not null, credential_id text not null, public_key bytea not null, counter bigint not null, transports text[] not null,
  discoverable boolean not null, device text not null, made_at bigint not null, last_used_at bigint, removed_at bigint,
  primary key (organisation_id, factor_id), unique (organisation_id, credential_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create index passkey_of on sojourn.passkey (organisation_id, user_id);
create index passkey_credential on sojourn.passkey (credential_id);
-- Marks under the organisation's own key, never the codes.
create table sojourn.recovery_code (
  organisation_id uuid not null, user_id uuid not null, code_mark text not null, made_at bigint not null, used_at bigint, replaced_at bigint,
  primary key (organisation_id, user_id, code_mark), foreign key (organisation_id, user_id) references sojourn.app_user
);
create table sojourn.known_device (
  organisation_id uuid not null, user_id uuid not null, device_hash text not null, first_at bigint not null, last_at bigint not null,
  primary key (organisation_id, user_id, device_hash), foreign key (organisation_id, user_id) references sojourn.app_user
);
-- Before anyone is known there is no organisation: keys are hashes of what was tried and from where, and are forgotten after two days.
create table sojourn.sign_in_tries (try_key text primary key, failures int not null, last_at bigint not null, not_before bigint not null);
create index sign_in_tries_old on sojourn.sign_in_tries (last_at);
-- Challenges are made without being kept; what was answered once is kept until it would have expired anyway.
create table sojourn.spent_challenge (challenge_hash text primary key, expires_at bigint not null);

alter table sojourn.session add column session_id uuid, add column device text not null default 'other/other', add column method text not null default 'password';
create index session_of_user on sojourn.session (organisation_id, user_id, ended_at);

do $$
declare t text;
begin
  foreach t in array array['authenticator_app', 'passkey', 'recovery_code', 'known_device', 'sign_in_tries', 'spent_challenge'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy sign_in on sojourn.%I to {session} using (true) with check (true)', t);
    execute format('grant select, insert, update on sojourn.%I to {session}', t);
  end loop;
end $$;
grant delete on sojourn.sign_in_tries, sojourn.spent_challenge, sojourn.known_device to {session};
grant update (password_hash, password_changed_at, identity_used_on) on sojourn.app_user to {session};
create policy sign_in_changes on sojourn.app_user for update to {session} using (true) with check (true);
