-- Who sent a file of people, under which agreement and on what lawful basis; which cases came of it; whether a submission that is here was edited since.
create table sojourn.import_source (
  organisation_id uuid not null references sojourn.organisation, import_id uuid not null, imported_by uuid not null, imported_at timestamptz not null default clock_timestamp(),
  lawful_basis text not null check (lawful_basis in ('consent', 'vital-interest', 'public-interest', 'legitimate-interest', 'contract', 'legal-obligation')),
  format text not null, sealed bytea not null,
  primary key (organisation_id, import_id), foreign key (organisation_id, imported_by) references sojourn.app_user
);
alter table sojourn.import_source enable row level security;
alter table sojourn.import_source force row level security;
create policy own_organisation on sojourn.import_source to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
create policy on_import on sojourn.import_source as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = 'import' and imported_by = (select sojourn.current_actor()));
grant select, insert on sojourn.import_source to {app};
create trigger never_changed before update or delete on sojourn.import_source for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.import_source for each statement execute function sojourn.refuse_change();
alter table sojourn.import_row add column import_id uuid, add column content_mark text, add foreign key (organisation_id, import_id) references sojourn.import_source;
create index import_row_of_case on sojourn.import_row (organisation_id, case_id);
