-- An organisation's own wording of single rules: written by one person, published or taken back by a second row. Nothing is overwritten.
create table sojourn.rule_draft (
  organisation_id uuid not null references sojourn.organisation, draft_id uuid not null, rule text not null, base_hash text not null, content text not null,
  written_by uuid not null, written_at timestamptz not null default clock_timestamp(), primary key (organisation_id, draft_id)
);
create table sojourn.rule_decision (
  organisation_id uuid not null, draft_id uuid not null, outcome text not null check (outcome in ('published', 'withdrawn')), bundle_hash text,
  decided_by uuid not null, decided_at timestamptz not null default clock_timestamp(), primary key (organisation_id, draft_id),
  foreign key (organisation_id, draft_id) references sojourn.rule_draft, foreign key (bundle_hash) references sojourn.bundle, check ((outcome = 'published') = (bundle_hash is not null))
);

-- Whoever wrote a draft never publishes it, whatever the app says.
create function sojourn.second_person_publishes() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.outcome = 'published' and exists (select 1 from sojourn.rule_draft d where d.organisation_id = new.organisation_id and d.draft_id = new.draft_id and d.written_by = new.decided_by) then
    raise exception 'A second person publishes a rule' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger second_person before insert on sojourn.rule_decision for each row execute function sojourn.second_person_publishes();

do $$
declare t text;
begin
  foreach t in array array['rule_draft', 'rule_decision'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('create policy on_rules on sojourn.%I as restrictive for insert to {app} with check ((select sojourn.current_purpose()) = ''rules'')', t);
    execute format('grant select, insert on sojourn.%I to {app}', t);
    execute format('create trigger never_changed before update or delete on sojourn.%I for each row execute function sojourn.refuse_change()', t);
    execute format('create trigger never_emptied before truncate on sojourn.%I for each statement execute function sojourn.refuse_change()', t);
  end loop;
end $$;
create policy own_actor on sojourn.rule_draft as restrictive for insert to {app} with check (written_by = (select sojourn.current_actor()));
create policy own_actor on sojourn.rule_decision as restrictive for insert to {app} with check (decided_by = (select sojourn.current_actor()));
