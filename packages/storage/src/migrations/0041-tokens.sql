-- Tokens for programs: each belongs to a person and can do less than they can. Only a hash is kept; the random part is 32 bytes, so that a fast one is enough.
create table sojourn.api_token (
  organisation_id uuid not null, token_id uuid not null unique, owner_id uuid not null, hash bytea not null, label text not null, operations text[] not null check (cardinality(operations) > 0),
  office_id uuid not null, issued_at timestamptz not null default clock_timestamp(), expires_at timestamptz not null, revoked_at timestamptz, revoked_by uuid, last_used_at timestamptz,
  per_minute int not null check (per_minute between 1 and 6000), minute bigint not null default 0, in_minute int not null default 0,
  primary key (organisation_id, token_id), foreign key (organisation_id, owner_id) references sojourn.app_user, foreign key (organisation_id, office_id) references sojourn.office
);
create index api_token_owner on sojourn.api_token (organisation_id, owner_id);
alter table sojourn.api_token enable row level security;
alter table sojourn.api_token force row level security;
create policy own_organisation on sojourn.api_token to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
-- Made only for oneself.
create policy own_token on sojourn.api_token as restrictive for insert to {app} with check (owner_id = (select sojourn.current_actor()));
create policy sign_in on sojourn.api_token for select to {session} using (true);
create policy use on sojourn.api_token for update to {session} using (true) with check (true);
grant select (organisation_id, token_id, owner_id, label, operations, office_id, issued_at, expires_at, revoked_at, revoked_by, last_used_at, per_minute) on sojourn.api_token to {app};
grant insert (organisation_id, token_id, owner_id, hash, label, operations, office_id, expires_at, per_minute) on sojourn.api_token to {app};
grant update (revoked_at, revoked_by) on sojourn.api_token to {app};
grant select on sojourn.api_token to {session};
grant update (last_used_at, minute, in_minute) on sojourn.api_token to {session};
-- Ended once, ended for good; nothing else of a token changes.
create function sojourn.only_end() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.revoked_at is not null and (new.revoked_at, new.revoked_by) is distinct from (old.revoked_at, old.revoked_by) then
    raise exception 'A token that was ended stays ended' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger only_end before update on sojourn.api_token for each row execute function sojourn.only_end();
