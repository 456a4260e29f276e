-- The walls everything later stands in. Every table that grows has a key that starts with organisation_id; no policy, no access.
create schema sojourn;
revoke all on schema public from public;
grant usage on schema sojourn to {app}, {session};

-- Precomputed pads of the HMAC key, readable by the owner alone: HMAC-SHA256 is then two built-in hashes.
create table sojourn.context_key (only_one boolean primary key default true check (only_one), inner_pad bytea not null, outer_pad bytea not null);

-- A ticket: organisation|actor|purpose|expiry in milliseconds|nonce|mac. Checked every time, so what set_config holds proves nothing by itself.
create function sojourn.ticket_part(part int) returns text language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  ticket text := nullif(current_setting('app.ticket', true), '');
  pieces text[];
  body text;
  mac bytea;
begin
  if ticket is null then return null; end if;
  pieces := string_to_array(ticket, '|');
  if array_length(pieces, 1) <> 6 then return null; end if;
  body := array_to_string(pieces[1:5], '|');
  select sha256(k.outer_pad || sha256(k.inner_pad || convert_to(body, 'UTF8'))) into mac from sojourn.context_key k;
  if mac is null or encode(mac, 'hex') <> pieces[6] then return null; end if;
  if pieces[4] !~ '^[0-9]{1,15}$' or pieces[4]::bigint < (extract(epoch from clock_timestamp()) * 1000)::bigint then return null; end if;
  return pieces[part];
end $$;
revoke all on function sojourn.ticket_part(int) from public;
create function sojourn.current_organisation() returns uuid language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select sojourn.ticket_part(1)::uuid $$;
create function sojourn.current_actor() returns uuid language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select sojourn.ticket_part(2)::uuid $$;
revoke all on function sojourn.current_organisation(), sojourn.current_actor() from public;
grant execute on function sojourn.current_organisation(), sojourn.current_actor() to {app};

create table sojourn.organisation (organisation_id uuid primary key, name text not null, created_at timestamptz not null default clock_timestamp());
create table sojourn.office (organisation_id uuid not null references sojourn.organisation, office_id uuid not null, name text not null, country char(3) not null, primary key (organisation_id, office_id));
create table sojourn.app_user (
  organisation_id uuid not null references sojourn.organisation, user_id uuid not null, office_id uuid not null, username text not null, display_name text not null,
  roles text[] not null, password_hash text not null, locked boolean not null default false,
  primary key (organisation_id, user_id), foreign key (organisation_id, office_id) references sojourn.office
);
create unique index app_user_username on sojourn.app_user (lower(username));
create table sojourn.session (
  organisation_id uuid not null, user_id uuid not null, token_hash text not null unique, content jsonb not null, expires_at timestamptz not null,
  primary key (organisation_id, token_hash), foreign key (organisation_id, user_id) references sojourn.app_user
);

create table sojourn.case_snapshot (
  organisation_id uuid not null, case_id uuid not null, office_id uuid not null, case_code text not null, sequence int not null check (sequence > 0), head_hash text not null,
  fold_version int not null, state jsonb not null, updated_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, case_id), unique (organisation_id, case_code), foreign key (organisation_id, office_id) references sojourn.office
);

create table sojourn.entry (
  organisation_id uuid not null, case_id uuid not null, sequence int not null check (sequence > 0), entry_id uuid not null, act_id uuid not null, kind text not null, version int not null,
  author_id uuid not null, device_id uuid not null, device_sequence int not null, basis int not null, occurred_earliest date not null, occurred_latest date not null,
  recorded_at bigint not null, received_at bigint not null, source text not null, bundle_hash text not null, commitment text not null, previous_hash text not null, hash text not null,
  primary key (organisation_id, case_id, sequence), unique (organisation_id, entry_id), foreign key (organisation_id, author_id) references sojourn.app_user
);
-- No foreign key to entry here or below: checking one locks the entry's row, which needs the right to update it, and nobody has that right.
-- Detachable: expunging removes the payload and salt here and names the certificate; the envelope stays.
create table sojourn.entry_payload (
  organisation_id uuid not null, entry_id uuid not null, salt text, payload jsonb, expunged_under uuid,
  primary key (organisation_id, entry_id),
  check ((payload is null) = (salt is null)), check ((payload is null) = (expunged_under is not null))
);
create table sojourn.sealed_value (
  organisation_id uuid not null, sealed_id uuid not null, case_id uuid not null, entry_id uuid not null, subject_id uuid not null, field text not null, fingerprint text not null, ciphertext bytea,
  primary key (organisation_id, sealed_id)
);
create index sealed_value_case on sojourn.sealed_value (organisation_id, case_id);
create table sojourn.act_receipt (organisation_id uuid not null, act_id uuid not null, digest text not null, response jsonb not null, received_at bigint not null, primary key (organisation_id, act_id));
create table sojourn.refused_act (organisation_id uuid not null, refused_id uuid not null, act_id uuid not null, actor_id uuid not null, case_id uuid not null, name text not null, refusal jsonb not null, at timestamptz not null default clock_timestamp(), primary key (organisation_id, refused_id));
create table sojourn.access_log (
  organisation_id uuid not null, access_id uuid not null, actor_id uuid not null, operation text not null, purpose text not null, case_id uuid, outcome text not null, at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, access_id)
);
create table sojourn.import_row (organisation_id uuid not null, row_mark text not null, case_id uuid not null, at timestamptz not null default clock_timestamp(), primary key (organisation_id, row_mark));
-- Facts about law, the same for everyone: archived because every decision names the bundle it relied on.
create table sojourn.bundle (bundle_hash text primary key, content text not null, archived_at timestamptz not null default clock_timestamp());

do $$
declare t text;
begin
  foreach t in array array['organisation', 'office', 'app_user', 'session', 'case_snapshot', 'entry', 'entry_payload', 'sealed_value', 'act_receipt', 'refused_act', 'access_log', 'import_row'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    if t <> 'session' then
      execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    end if;
    execute format('create policy set_up on sojourn.%I to {owner} using (true) with check (true)', t);
  end loop;
end $$;
create policy sign_in on sojourn.app_user for select to {session} using (true);
create policy sign_in on sojourn.office for select to {session} using (true);
create policy sign_in on sojourn.organisation for select to {session} using (true);
create policy sign_in on sojourn.session to {session} using (true) with check (true);

grant select on sojourn.organisation, sojourn.office to {app}, {session};
grant select (organisation_id, user_id, office_id, username, display_name, roles, locked) on sojourn.app_user to {app};
grant select on sojourn.app_user to {session};
grant select, insert, update, delete on sojourn.session to {session};
grant select, insert on sojourn.entry, sojourn.entry_payload, sojourn.sealed_value, sojourn.act_receipt, sojourn.refused_act, sojourn.import_row, sojourn.bundle to {app};
grant insert on sojourn.access_log to {app};
grant select, insert, update on sojourn.case_snapshot to {app};
revoke update, delete, truncate on sojourn.entry from {owner};

create function sojourn.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception 'An entry is never changed' using errcode = 'restrict_violation'; end $$;
create trigger never_changed before update or delete on sojourn.entry for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.entry for each statement execute function sojourn.refuse_change();
