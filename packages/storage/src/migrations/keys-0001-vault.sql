-- The key store: a database of its own, with a backup of its own that is kept a few days.
create schema vault;
revoke all on schema public from public;
grant usage on schema vault to {keys};
create table vault.epoch_key (epoch int primary key, wrapped bytea, opened_at timestamptz not null default clock_timestamp(), destroyed_at timestamptz);
create table vault.person_key (organisation_id uuid not null, subject_id uuid not null, epoch int not null references vault.epoch_key, wrapped bytea, destroyed_at timestamptz, primary key (organisation_id, subject_id));
create table vault.organisation_key (organisation_id uuid not null, used_for text not null, epoch int not null references vault.epoch_key, wrapped bytea not null, primary key (organisation_id, used_for));
grant select, insert, update on vault.epoch_key, vault.person_key, vault.organisation_key to {keys};
