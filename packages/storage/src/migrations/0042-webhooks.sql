-- Where programs of others are told that something happened: ids and kinds, never what was said. What they are signed with is not kept here.
create table sojourn.webhook (
  organisation_id uuid not null, webhook_id uuid not null, owner_id uuid not null, address text not null, kinds text[] not null check (cardinality(kinds) > 0), key_id int not null default 1,
  created_at timestamptz not null default clock_timestamp(), ended_at timestamptz, ended_by uuid,
  primary key (organisation_id, webhook_id), foreign key (organisation_id, owner_id) references sojourn.app_user
);
create table sojourn.webhook_delivery (
  organisation_id uuid not null, delivery_id uuid not null, webhook_id uuid not null, kind text not null, case_id uuid not null, entry_id uuid not null,
  status text not null default 'waiting' check (status in ('waiting', 'delivered', 'given-up')), tries int not null default 0, last_status int, last_problem text,
  created_at timestamptz not null default clock_timestamp(), done_at timestamptz,
  primary key (organisation_id, delivery_id), foreign key (organisation_id, webhook_id) references sojourn.webhook
);
create index webhook_delivery_of on sojourn.webhook_delivery (organisation_id, webhook_id, created_at desc);
do $$
declare t text;
begin
  foreach t in array array['webhook', 'webhook_delivery'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('create policy delivering on sojourn.%I for select to {jobs} using (true)', t);
  end loop;
end $$;
create policy own_webhook on sojourn.webhook as restrictive for insert to {app} with check (owner_id = (select sojourn.current_actor()));
create policy delivered on sojourn.webhook_delivery for update to {jobs} using (true) with check (true);
grant select, insert on sojourn.webhook, sojourn.webhook_delivery to {app};
grant update (ended_at, ended_by, key_id) on sojourn.webhook to {app};
grant update (status, tries, last_status, last_problem, done_at) on sojourn.webhook_delivery to {app};
-- Work in the background sees whom to tell and what about: no case, no person, no account but whether it is locked.
grant usage on schema sojourn to {jobs};
grant select on sojourn.webhook, sojourn.webhook_delivery to {jobs};
grant update (status, tries, last_status, last_problem, done_at) on sojourn.webhook_delivery to {jobs};
grant select (organisation_id, user_id, locked, leaves_on) on sojourn.app_user to {jobs};
create policy delivering on sojourn.app_user for select to {jobs} using (true);
