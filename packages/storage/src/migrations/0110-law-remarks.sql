-- What somebody who reviews the law says about one part of it: a note, that it is wrong and why, or an answer to such a word.
-- About law and nobody: the words leave with reviews for whoever keeps the catalogue. A second row never erases the first.
create table sojourn.law_remark (
  organisation_id uuid not null references sojourn.organisation, remark_id uuid not null, kind text not null, item_key text not null, provision text,
  content_hash text not null, bundle_hash text not null references sojourn.bundle, wrong boolean not null, says text not null check (length(says) between 1 and 2000),
  answers uuid, said_by uuid not null, said_at timestamptz not null default clock_timestamp(), primary key (organisation_id, remark_id),
  foreign key (organisation_id, answers) references sojourn.law_remark, check (answers is null or not wrong)
);
alter table sojourn.law_remark enable row level security;
alter table sojourn.law_remark force row level security;
create policy own_organisation on sojourn.law_remark to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
create policy on_rules on sojourn.law_remark as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = 'rules');
create policy own_actor on sojourn.law_remark as restrictive for insert to {app} with check (said_by = (select sojourn.current_actor()));
grant select, insert on sojourn.law_remark to {app};
create trigger never_changed before update or delete on sojourn.law_remark for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.law_remark for each statement execute function sojourn.refuse_change();
