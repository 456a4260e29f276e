-- The access log cannot be changed afterwards, by anyone, without it showing: lines are sealed in batches, chained and signed.
-- Lines are written side by side and never wait for one another; a batch names the lines it holds, whatever order they were committed in.
create sequence sojourn.access_log_seq;
grant usage on sequence sojourn.access_log_seq to {app};
alter table sojourn.access_log add column seq bigint default nextval('sojourn.access_log_seq');
create index access_log_seq_of on sojourn.access_log (organisation_id, seq);
create index access_log_case on sojourn.access_log (organisation_id, case_id, seq) where case_id is not null;
grant select on sojourn.access_log to {app};
create table sojourn.access_batch (
  organisation_id uuid not null references sojourn.organisation, batch int not null check (batch > 0), line_ids uuid[] not null, to_seq bigint not null, digest text not null,
  previous_hash text not null, hash text not null, sealed_at bigint not null, public_key text not null, signature text not null,
  primary key (organisation_id, batch)
);
alter table sojourn.access_batch enable row level security;
alter table sojourn.access_batch force row level security;
create policy own_organisation on sojourn.access_batch to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
grant select, insert on sojourn.access_batch to {app};
create trigger never_changed before update or delete on sojourn.access_log for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.access_log for each statement execute function sojourn.refuse_change();
create trigger never_changed before update or delete on sojourn.access_batch for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.access_batch for each statement execute function sojourn.refuse_change();
