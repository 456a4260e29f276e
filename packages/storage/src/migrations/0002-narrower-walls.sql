-- The owner of the tables logs in nowhere and has no policy: forced row-level security shows it nothing. Set-up is a login of its own with three tables.
do $$
declare t text;
begin
  foreach t in array array['organisation', 'office', 'app_user', 'session', 'case_snapshot', 'entry', 'entry_payload', 'sealed_value', 'act_receipt', 'refused_act', 'access_log', 'import_row'] loop
    execute format('drop policy set_up on sojourn.%I', t);
  end loop;
  foreach t in array array['organisation', 'office', 'app_user'] loop
    execute format('grant select, insert on sojourn.%I to {setUp}', t);
    execute format('create policy set_up_reads on sojourn.%I for select to {setUp} using (true)', t);
    execute format('create policy set_up_writes on sojourn.%I for insert to {setUp} with check (true)', t);
  end loop;
end $$;
grant usage on schema sojourn to {setUp};
alter default privileges revoke execute on functions from public;

-- Both sides are hashed before they are compared, so how long the comparison takes says nothing about how much of a guess was right.
create or replace function sojourn.ticket_part(part int) returns text language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  ticket text := nullif(current_setting('app.ticket', true), '');
  pieces text[];
  mac bytea;
begin
  if ticket is null then return null; end if;
  pieces := string_to_array(ticket, '|');
  if array_length(pieces, 1) is distinct from 6 then return null; end if;
  select sha256(k.outer_pad || sha256(k.inner_pad || convert_to(array_to_string(pieces[1:5], '|'), 'UTF8'))) into mac from sojourn.context_key k;
  if mac is null or sha256(convert_to(encode(mac, 'hex'), 'UTF8')) is distinct from sha256(convert_to(pieces[6], 'UTF8')) then return null; end if;
  if pieces[4] !~ '^[0-9]{1,15}$' or pieces[4]::bigint < (extract(epoch from clock_timestamp()) * 1000)::bigint then return null; end if;
  return pieces[part];
end $$;
create function sojourn.current_purpose() returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$ select sojourn.ticket_part(3) $$;
revoke all on function sojourn.current_purpose() from public;
grant execute on function sojourn.current_purpose() to {app};

-- Whoever holds the connection writes under their own name only.
create policy own_author on sojourn.entry as restrictive for insert to {app} with check (author_id = (select sojourn.current_actor()));
create policy own_actor on sojourn.refused_act as restrictive for insert to {app} with check (actor_id = (select sojourn.current_actor()));
create policy own_actor on sojourn.access_log as restrictive for insert to {app} with check (actor_id = (select sojourn.current_actor()) and purpose = (select sojourn.current_purpose()));

-- An ended session stays ended, and says when.
alter table sojourn.session add column created_at timestamptz not null default clock_timestamp(), add column last_seen_at timestamptz not null default clock_timestamp(), add column ended_at timestamptz;
revoke delete on sojourn.session from {session};
create index session_user_of on sojourn.session (organisation_id, user_id);

create index case_snapshot_recent on sojourn.case_snapshot (organisation_id, updated_at desc);
create index case_snapshot_office on sojourn.case_snapshot (organisation_id, office_id, updated_at desc);
