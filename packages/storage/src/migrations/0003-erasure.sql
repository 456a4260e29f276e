-- Erasing is a login of its own: it may take content away under a certificate, and nothing else. Envelopes stay as they are for it too.
create table sojourn.erasure_certificate (
  organisation_id uuid not null references sojourn.organisation, certificate_id uuid not null, case_id uuid not null,
  reach text not null check (reach in ('identity', 'whole')), reason text not null, requested_by uuid not null, approved_by uuid not null check (approved_by <> requested_by),
  erased_at timestamptz not null default clock_timestamp(), gone_from_backups_on date not null, entries int not null, sealed_values int not null, subjects int not null,
  primary key (organisation_id, certificate_id)
);
alter table sojourn.erasure_certificate enable row level security;
alter table sojourn.erasure_certificate force row level security;
create policy own_organisation on sojourn.erasure_certificate for select to {app} using (organisation_id = (select sojourn.current_organisation()));
grant select on sojourn.erasure_certificate to {app};

grant usage on schema sojourn to {retention};
grant execute on function sojourn.current_organisation(), sojourn.current_actor() to {retention};
do $$
declare t text;
begin
  foreach t in array array['erasure_certificate', 'entry', 'entry_payload', 'sealed_value', 'import_row', 'case_snapshot'] loop
    execute format('create policy erasing on sojourn.%I to {retention} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
  end loop;
end $$;
grant select, insert on sojourn.erasure_certificate to {retention};
grant select on sojourn.entry, sojourn.entry_payload, sojourn.sealed_value, sojourn.case_snapshot, sojourn.import_row to {retention};
grant update (salt, payload, expunged_under) on sojourn.entry_payload to {retention};
grant update (ciphertext) on sojourn.sealed_value to {retention};
grant delete on sojourn.import_row to {retention};

-- Whoever asks, content is only ever taken away, once, and under a certificate.
create function sojourn.only_expunge() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.payload is not null or new.salt is not null or new.expunged_under is null or old.expunged_under is not null or new.entry_id <> old.entry_id or new.organisation_id <> old.organisation_id then
    raise exception 'Content is never changed, only expunged under a certificate' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_expunge before update on sojourn.entry_payload for each row execute function sojourn.only_expunge();
create function sojourn.only_erase() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.ciphertext is not null or (new.sealed_id, new.case_id, new.entry_id, new.subject_id, new.field, new.fingerprint) is distinct from (old.sealed_id, old.case_id, old.entry_id, old.subject_id, old.field, old.fingerprint) then
    raise exception 'A sealed value is never changed, only erased' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_erase before update on sojourn.sealed_value for each row execute function sojourn.only_erase();
create trigger never_deleted before delete or truncate on sojourn.entry_payload for each statement execute function sojourn.refuse_change();
create trigger never_deleted before delete or truncate on sojourn.sealed_value for each statement execute function sojourn.refuse_change();
