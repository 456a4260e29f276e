-- Work on accounts goes through the app's login, inside one organisation, and only where the ticket says that this is what is being done.
create table sojourn.account_change (
  organisation_id uuid not null, change_id uuid not null, user_id uuid not null, kind text not null, by_user uuid not null, at bigint not null, content jsonb not null,
  primary key (organisation_id, change_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create index account_change_of on sojourn.account_change (organisation_id, user_id, at);
-- What one person asks for and another approves.
create table sojourn.account_request (
  organisation_id uuid not null, request_id uuid not null, kind text not null check (kind in ('invitation', 'roles', 'reset')), user_id uuid not null, content jsonb not null,
  first_hash text, requested_by uuid not null, requested_at bigint not null, expires_at bigint not null, approved_by uuid check (approved_by <> requested_by and approved_by <> user_id), approved_at bigint, withdrawn_at bigint,
  check (requested_by <> user_id), primary key (organisation_id, request_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create index account_request_of on sojourn.account_request (organisation_id, user_id);
-- Hashes of what is printed on paper: one code for an invitation, two halves for a reset.
create table sojourn.slip (
  organisation_id uuid not null, slip_id uuid not null, kind text not null check (kind in ('invitation', 'reset')), user_id uuid not null, first_hash text not null unique, second_hash text,
  made_at bigint not null, expires_at bigint not null, used_at bigint, withdrawn_at bigint,
  check ((kind = 'reset') = (second_hash is not null)), primary key (organisation_id, slip_id), foreign key (organisation_id, user_id) references sojourn.app_user
);
create index slip_of on sojourn.slip (organisation_id, user_id);

do $$
declare t text;
begin
  foreach t in array array['account_change', 'account_request', 'slip'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('create policy on_accounts on sojourn.%I as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = ''accounts'')', t);
    execute format('create policy on_accounts_change on sojourn.%I as restrictive for update to {app} using ((select sojourn.current_purpose()) = ''accounts'')', t);
  end loop;
end $$;
grant select, insert on sojourn.account_change to {app};
create policy own_hand on sojourn.account_change as restrictive for insert to {app} with check (by_user = (select sojourn.current_actor()));
create trigger never_changed before update or delete on sojourn.account_change for each row execute function sojourn.refuse_change();
grant select, insert on sojourn.account_request to {app};
grant update (approved_by, approved_at, withdrawn_at) on sojourn.account_request to {app};
grant select (organisation_id, slip_id, kind, user_id, expires_at, used_at, withdrawn_at), insert, update (withdrawn_at) on sojourn.slip to {app};

grant select (leaves_on, identity_used_on), insert (organisation_id, user_id, office_id, username, display_name, roles, password_hash), update (roles, office_id, locked, leaves_on, identity_used_on) on sojourn.app_user to {app};
create policy on_accounts on sojourn.app_user as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = 'accounts' and password_hash = 'none');
create policy on_accounts_change on sojourn.app_user as restrictive for update to {app} using ((select sojourn.current_purpose()) = 'accounts');
grant select (organisation_id, user_id, ended_at), update (ended_at) on sojourn.session to {app};
create policy own_organisation on sojourn.session to {app} using (organisation_id = (select sojourn.current_organisation()) and (select sojourn.current_purpose()) = 'accounts') with check (organisation_id = (select sojourn.current_organisation()));
-- Whether someone has a second factor, never what it is.
grant select (organisation_id, user_id, confirmed_at, removed_at) on sojourn.authenticator_app to {app};
grant select (organisation_id, user_id, removed_at) on sojourn.passkey to {app};
create policy own_organisation on sojourn.authenticator_app for select to {app} using (organisation_id = (select sojourn.current_organisation()) and (select sojourn.current_purpose()) = 'accounts');
create policy own_organisation on sojourn.passkey for select to {app} using (organisation_id = (select sojourn.current_organisation()) and (select sojourn.current_purpose()) = 'accounts');

-- Whoever holds a slip is not signed in yet.
create policy sign_in on sojourn.slip to {session} using (true) with check (true);
grant select, update (used_at) on sojourn.slip to {session};
-- At the machine: the first administrator.
grant select, insert on sojourn.slip to {setUp};
create policy set_up_reads on sojourn.slip for select to {setUp} using (true);
create policy set_up_writes on sojourn.slip for insert to {setUp} with check (true);
