-- Long work under way: how far it is and how it ended, in numbers and codes. What it was given is not kept.
create table sojourn.work (
  organisation_id uuid not null, work_id uuid not null, actor_id uuid not null, operation text not null, status text not null default 'running' check (status in ('running', 'done', 'refused', 'broke-off')),
  done int not null default 0, total int, result jsonb, refusal text, cancel_asked boolean not null default false,
  started_at timestamptz not null default clock_timestamp(), beat_at timestamptz not null default clock_timestamp(), ended_at timestamptz,
  primary key (organisation_id, work_id), foreign key (organisation_id, actor_id) references sojourn.app_user
);
alter table sojourn.work enable row level security;
alter table sojourn.work force row level security;
-- Seen by whoever started it and nobody else.
create policy own_work on sojourn.work to {app} using (organisation_id = (select sojourn.current_organisation()) and actor_id = (select sojourn.current_actor())) with check (organisation_id = (select sojourn.current_organisation()) and actor_id = (select sojourn.current_actor()));
grant select, insert on sojourn.work to {app};
grant update (status, done, total, result, refusal, cancel_asked, beat_at, ended_at) on sojourn.work to {app};
