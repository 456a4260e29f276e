-- The door through which anyone complains without an account: shut until a complaint reviewer opens it. The last line holds.
create table sojourn.complaint_door (
  organisation_id uuid not null references sojourn.organisation, number int not null check (number > 0), open boolean not null, by_user uuid not null, at bigint not null,
  primary key (organisation_id, number)
);
-- What whoever made a complaint adds to it later, by its code.
create table sojourn.complaint_word (
  organisation_id uuid not null references sojourn.organisation, complaint_id uuid not null, number int not null check (number > 0), at bigint not null, sealed bytea not null,
  primary key (organisation_id, complaint_id, number)
);

do $$
declare t text;
begin
  foreach t in array array['complaint_door', 'complaint_word'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('create policy for_complaints on sojourn.%I as restrictive to {app} using ((select sojourn.current_purpose()) in (''complaint'', ''complaint-review'')) with check ((select sojourn.current_purpose()) in (''complaint'', ''complaint-review''))', t);
    execute format('grant select, insert on sojourn.%I to {app}', t);
    execute format('create trigger never_changed before update or delete on sojourn.%I for each row execute function sojourn.refuse_change()', t);
    execute format('create trigger never_emptied before truncate on sojourn.%I for each statement execute function sojourn.refuse_change()', t);
  end loop;
end $$;
create policy own_actor on sojourn.complaint_door as restrictive for insert to {app} with check (by_user = (select sojourn.current_actor()) and (select sojourn.current_purpose()) = 'complaint-review');
-- The door has no session: the sign-in login sees whose doors are open, and whose complaint a code belongs to, and nothing about it.
create policy at_the_door on sojourn.complaint_door for select to {session} using (true);
grant select on sojourn.complaint_door to {session};
create policy at_the_door on sojourn.complaint for select to {session} using (true);
grant select (organisation_id, complaint_id, code_hash) on sojourn.complaint to {session};
