-- What was asked to leave in bulk. Whoever asks does not decide: by the code, and here again.
create table sojourn.export_request (
  organisation_id uuid not null references sojourn.organisation, export_id uuid not null, requested_by uuid not null, requested_at timestamptz not null default clock_timestamp(), recipient_id uuid not null,
  facts text[] not null, format text not null, recipient_key text not null, fingerprint text not null, cases int not null,
  decided_by uuid check (decided_by <> requested_by), decided_at timestamptz, approved boolean, taken_at timestamptz,
  primary key (organisation_id, export_id), foreign key (organisation_id, requested_by) references sojourn.app_user, check (taken_at is null or approved)
);
alter table sojourn.export_request enable row level security;
alter table sojourn.export_request force row level security;
create policy own_organisation on sojourn.export_request to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
create policy own_request on sojourn.export_request as restrictive for insert to {app} with check (requested_by = (select sojourn.current_actor()) and approved is null and taken_at is null);
grant select, insert on sojourn.export_request to {app};
grant update (decided_by, decided_at, approved, taken_at) on sojourn.export_request to {app};
create function sojourn.decided_once() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (old.decided_at is not null and (new.decided_by, new.decided_at, new.approved) is distinct from (old.decided_by, old.decided_at, old.approved)) or (old.taken_at is not null and new.taken_at is distinct from old.taken_at) then
    raise exception 'An export is decided once and leaves once' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger decided_once before update on sojourn.export_request for each row execute function sojourn.decided_once();
