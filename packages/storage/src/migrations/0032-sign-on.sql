-- Who of an identity provider is whom here: linked by an administrator, one person each. Only a hash of issuer and subject.
create table sojourn.sign_on_link (
  organisation_id uuid not null, link_id uuid not null, user_id uuid not null, subject_hash text not null, made_by uuid not null, made_at bigint not null, removed_at bigint,
  primary key (organisation_id, link_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create unique index sign_on_link_subject on sojourn.sign_on_link (subject_hash) where removed_at is null;
create unique index sign_on_link_user on sojourn.sign_on_link (organisation_id, user_id) where removed_at is null;
alter table sojourn.sign_on_link enable row level security;
alter table sojourn.sign_on_link force row level security;
create policy own_organisation on sojourn.sign_on_link to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
create policy on_accounts on sojourn.sign_on_link as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = 'accounts' and made_by = (select sojourn.current_actor()));
create policy on_accounts_change on sojourn.sign_on_link as restrictive for update to {app} using ((select sojourn.current_purpose()) = 'accounts');
grant select, insert, update (removed_at) on sojourn.sign_on_link to {app};
create policy sign_in on sojourn.sign_on_link for select to {session} using (true);
grant select on sojourn.sign_on_link to {session};
