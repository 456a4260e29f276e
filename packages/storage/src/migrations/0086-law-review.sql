-- Who looked at which part of the catalogue, as it then was. Kept beside the catalogue's files, never in them: a maintainer takes reviews over.
create table sojourn.law_review (
  organisation_id uuid not null references sojourn.organisation, review_id uuid not null, kind text not null, item_key text not null, content_hash text not null,
  bundle_hash text not null references sojourn.bundle, reviewed_by uuid not null, reviewed_at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, review_id), unique (organisation_id, kind, item_key, content_hash, reviewed_by)
);
alter table sojourn.law_review enable row level security;
alter table sojourn.law_review force row level security;
create policy own_organisation on sojourn.law_review to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
create policy on_rules on sojourn.law_review as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = 'rules');
create policy own_actor on sojourn.law_review as restrictive for insert to {app} with check (reviewed_by = (select sojourn.current_actor()));
grant select, insert on sojourn.law_review to {app};
create trigger never_changed before update or delete on sojourn.law_review for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.law_review for each statement execute function sojourn.refuse_change();
