-- A key that was replaced because someone may have had it: what was sealed under it stays readable, nothing new is sealed under it.
create table vault.former_person_key (
  organisation_id uuid not null, subject_id uuid not null, generation int not null, epoch int not null references vault.epoch_key, wrapped bytea, replaced_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, subject_id, generation)
);
grant select, insert, update on vault.former_person_key to {keys};
-- Which work on the keys is under way, so that it goes on after it was broken off.
create table vault.rotation (to_epoch int primary key references vault.epoch_key, replaces_person_keys boolean not null, begun_at timestamptz not null default clock_timestamp(), done_at timestamptz);
grant select, insert, update on vault.rotation to {keys};
alter table vault.person_key add column generation int not null default 1;

-- Nothing is wrapped by an epoch key that is gone; whoever comes too late tries again with the one that is there.
create function vault.refuse_gone_epoch() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.wrapped is not null and (select destroyed_at is not null from vault.epoch_key where epoch = new.epoch for key share) then
    raise exception 'The epoch key is gone' using errcode = 'serialization_failure';
  end if;
  return new;
end $$;
create trigger no_gone_epoch before insert or update on vault.person_key for each row execute function vault.refuse_gone_epoch();
create trigger no_gone_epoch before insert or update on vault.former_person_key for each row execute function vault.refuse_gone_epoch();
create trigger no_gone_epoch before insert or update on vault.organisation_key for each row execute function vault.refuse_gone_epoch();
