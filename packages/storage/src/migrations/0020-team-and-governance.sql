-- What a person finds on their desk about a case. Codes only.
create table sojourn.notice (
  organisation_id uuid not null references sojourn.organisation, notice_id uuid not null, user_id uuid not null, kind text not null, case_id uuid not null, case_code text not null, at bigint not null,
  primary key (organisation_id, notice_id)
);
create index notice_of_user on sojourn.notice (organisation_id, user_id, at desc);
create index notice_of_kind on sojourn.notice (organisation_id, kind, at desc);
create table sojourn.notice_seen (organisation_id uuid not null references sojourn.organisation, notice_id uuid not null, user_id uuid not null, at bigint not null, primary key (organisation_id, notice_id, user_id));

-- A role that someone lends to a colleague for a time, and its end before that time.
create table sojourn.lent_role (
  organisation_id uuid not null references sojourn.organisation, lending_id uuid not null, role text not null, by_user uuid not null, to_user uuid not null, from_at bigint not null, until_at bigint not null,
  primary key (organisation_id, lending_id), check (by_user <> to_user), check (until_at > from_at), check (role not in ('administrator', 'safeguarding')),
  foreign key (organisation_id, by_user) references sojourn.app_user, foreign key (organisation_id, to_user) references sojourn.app_user
);
create index lent_role_to on sojourn.lent_role (organisation_id, to_user, until_at desc);
create table sojourn.lent_role_end (organisation_id uuid not null references sojourn.organisation, lending_id uuid not null, by_user uuid not null, at bigint not null, primary key (organisation_id, lending_id));

-- Complaints about staff or treatment. Everything said is sealed; whom one is about stands here as marks only, made with the organisation's own key and different in every complaint.
create table sojourn.complaint (
  organisation_id uuid not null references sojourn.organisation, complaint_id uuid not null, received_at bigint not null, code_hash text not null, kept_from text[] not null, sealed bytea not null,
  primary key (organisation_id, complaint_id), unique (organisation_id, code_hash)
);
create table sojourn.complaint_step (
  organisation_id uuid not null references sojourn.organisation, complaint_id uuid not null, number int not null check (number > 0), stage text not null, outcome text, at bigint not null, by_user uuid not null,
  kept_from text[] not null, sealed bytea, primary key (organisation_id, complaint_id, number)
);
create table sojourn.complaint_access (
  organisation_id uuid not null references sojourn.organisation, line_id uuid not null, complaint_id uuid not null, actor_id uuid not null, what text not null, at bigint not null, primary key (organisation_id, line_id)
);

do $$
declare t text;
begin
  foreach t in array array['notice', 'notice_seen', 'lent_role', 'lent_role_end', 'complaint', 'complaint_step', 'complaint_access'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('grant select, insert on sojourn.%I to {app}', t);
    execute format('create trigger never_changed before update or delete on sojourn.%I for each row execute function sojourn.refuse_change()', t);
    execute format('create trigger never_emptied before truncate on sojourn.%I for each statement execute function sojourn.refuse_change()', t);
  end loop;
  -- Whatever else runs, for whomever, sees no complaint: the purpose stands in the signed ticket.
  foreach t in array array['complaint', 'complaint_step', 'complaint_access'] loop
    execute format('create policy for_complaints on sojourn.%I as restrictive to {app} using ((select sojourn.current_purpose()) in (''complaint'', ''complaint-review'')) with check ((select sojourn.current_purpose()) in (''complaint'', ''complaint-review''))', t);
  end loop;
end $$;
create policy own_actor on sojourn.notice_seen as restrictive for insert to {app} with check (user_id = (select sojourn.current_actor()));
create policy own_actor on sojourn.lent_role as restrictive for insert to {app} with check (by_user = (select sojourn.current_actor()));
create policy own_actor on sojourn.lent_role_end as restrictive for insert to {app} with check (by_user = (select sojourn.current_actor()));
create policy own_actor on sojourn.complaint_step as restrictive for insert to {app} with check (by_user = (select sojourn.current_actor()) and (select sojourn.current_purpose()) = 'complaint-review');
create policy own_actor on sojourn.complaint_access as restrictive for insert to {app} with check (actor_id = (select sojourn.current_actor()));
-- Who is signed in has what stands lent to them.
create policy sign_in on sojourn.lent_role for select to {session} using (true);
create policy sign_in on sojourn.lent_role_end for select to {session} using (true);
grant select on sojourn.lent_role, sojourn.lent_role_end to {session};
