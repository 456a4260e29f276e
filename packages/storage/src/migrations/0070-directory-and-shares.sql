-- Whom an organisation knows by name: never overwritten, each change a version. A kind is for ever, so nobody turns into something else.
create table sojourn.recipient (
  organisation_id uuid not null references sojourn.organisation, recipient_id uuid not null, version int not null check (version > 0), kind text not null, code text not null, name text not null,
  country char(3), agreement_id text, agreement_expires_on date, retired boolean not null default false, written_by uuid not null, written_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, recipient_id, version), check ((agreement_id is null) = (agreement_expires_on is null))
);
create function sojourn.same_kind() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from sojourn.recipient r where r.organisation_id = new.organisation_id and r.recipient_id = new.recipient_id and r.kind <> new.kind) then
    raise exception 'A recipient never becomes another kind' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger same_kind before insert on sojourn.recipient for each row execute function sojourn.same_kind();

-- The receiver's own key to one package: a hash of it. Issued anew, the one before opens nothing. The kinds that nothing ever reaches have no row here, whoever writes it.
create table sojourn.share_code (
  organisation_id uuid not null references sojourn.organisation, share_id uuid not null, issue int not null check (issue > 0), case_id uuid not null,
  recipient_kind text not null check (recipient_kind not in ('immigration-enforcement', 'police-prosecuting-the-person', 'alleged-exploiter', 'recruiter', 'creditor')),
  code_hash text not null, issued_by uuid not null, issued_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, share_id, issue)
);
create index share_code_share on sojourn.share_code (share_id, issue desc);
-- What was done at the receiver's door.
create table sojourn.share_event (
  organisation_id uuid not null references sojourn.organisation, event_id uuid not null, share_id uuid not null, case_id uuid not null,
  kind text not null check (kind in ('opened', 'received', 'declined', 'refused', 'destroyed')), at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, event_id)
);
create index share_event_case on sojourn.share_event (organisation_id, case_id, at);

do $$
declare t text;
begin
  foreach t in array array['recipient', 'share_code', 'share_event'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('grant select, insert on sojourn.%I to {app}', t);
    execute format('create trigger never_changed before update or delete on sojourn.%I for each row execute function sojourn.refuse_change()', t);
    execute format('create trigger never_emptied before truncate on sojourn.%I for each statement execute function sojourn.refuse_change()', t);
  end loop;
end $$;
create policy own_actor on sojourn.recipient as restrictive for insert to {app} with check (written_by = (select sojourn.current_actor()));
create policy own_actor on sojourn.share_code as restrictive for insert to {app} with check (issued_by = (select sojourn.current_actor()));
-- The door has no session: the sign-in login finds whose package it is, and nothing about it.
create policy at_the_door on sojourn.share_code for select to {session} using (true);
grant select on sojourn.share_code to {session};
