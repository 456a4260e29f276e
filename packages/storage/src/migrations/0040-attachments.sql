-- Files that people gave, sealed in chunks under the key of the person they are about. The name a file had is sealed as well.
create table sojourn.attachment (
  organisation_id uuid not null references sojourn.organisation, attachment_id uuid not null, case_id uuid not null, subject_id uuid not null, kind text not null, media_type text not null,
  bytes int not null check (bytes > 0), chunks int not null check (chunks > 0), name bytea, fingerprint text not null, added_by uuid not null, added_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, attachment_id), foreign key (organisation_id, added_by) references sojourn.app_user
);
create index attachment_case on sojourn.attachment (organisation_id, case_id);
create index attachment_subject on sojourn.attachment (organisation_id, subject_id);
create table sojourn.attachment_chunk (
  organisation_id uuid not null, attachment_id uuid not null, chunk int not null check (chunk >= 0), ciphertext bytea,
  primary key (organisation_id, attachment_id, chunk)
);
do $$
declare t text;
begin
  foreach t in array array['attachment', 'attachment_chunk'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('create policy erasing on sojourn.%I to {retention} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('create trigger never_deleted before delete or truncate on sojourn.%I for each statement execute function sojourn.refuse_change()', t);
  end loop;
end $$;
create policy own_author on sojourn.attachment as restrictive for insert to {app} with check (added_by = (select sojourn.current_actor()));
grant select, insert on sojourn.attachment, sojourn.attachment_chunk to {app};
grant select on sojourn.attachment, sojourn.attachment_chunk to {retention};
grant update (name) on sojourn.attachment to {retention};
grant update (ciphertext) on sojourn.attachment_chunk to {retention};

-- As with sealed values: content is never changed, only taken away.
create function sojourn.only_erase_name() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.name is not null or (to_jsonb(new) - 'name') is distinct from (to_jsonb(old) - 'name') then
    raise exception 'An attachment is never changed, only erased' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_erase before update on sojourn.attachment for each row execute function sojourn.only_erase_name();
create function sojourn.only_erase_chunk() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.ciphertext is not null or (new.organisation_id, new.attachment_id, new.chunk) is distinct from (old.organisation_id, old.attachment_id, old.chunk) then
    raise exception 'An attachment is never changed, only erased' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_erase before update on sojourn.attachment_chunk for each row execute function sojourn.only_erase_chunk();
