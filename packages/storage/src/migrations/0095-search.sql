-- Search by token. Truncated, keyed marks of names, phone numbers and papers, and nothing that could be read: not in any backup, built anew from the sealed values.
-- Which key is in use in an organisation, and which is being built; `after_case` is how far that is.
create table sojourn.search_index (
  organisation_id uuid primary key references sojourn.organisation, generation int, version int, next int, next_version int, after_case uuid,
  check ((generation is null) = (version is null)), check ((next is null) = (next_version is null))
);
-- A row a bucket, and in each all of them: the rarest word is looked up, the others are compared in the row. The office of the case stands before: a search reads its own office's part of the table and no other.
create table sojourn.search_token (
  organisation_id uuid not null, generation int not null, office_id uuid not null, bucket int not null, sealed_id uuid not null, buckets int[] not null,
  primary key (organisation_id, generation, office_id, bucket, sealed_id) include (buckets)
);
create index search_token_of on sojourn.search_token (organisation_id, sealed_id);
-- The cases of somebody’s team, wherever they are: as the snapshots say, so that they can be asked for.
create table sojourn.case_member (organisation_id uuid not null, user_id uuid not null, case_id uuid not null, primary key (organisation_id, user_id, case_id));
create index case_member_of on sojourn.case_member (organisation_id, case_id);
-- That somebody searched, when, and a mark of what: the same words by the same person on the same day have the same mark, and nothing else has.
create table sojourn.search_use (
  organisation_id uuid not null references sojourn.organisation, use_id uuid not null, user_id uuid not null, on_day date not null, at bigint not null, kind text not null, mark text not null, beyond boolean not null, shown int not null,
  primary key (organisation_id, use_id)
);
create index search_use_of on sojourn.search_use (organisation_id, user_id, on_day);
-- What somebody asks other offices, sealed; taken away when its time is over. Whoever asks learns nothing by asking.
create table sojourn.search_request (
  organisation_id uuid not null references sojourn.organisation, request_id uuid not null, asked_by uuid not null, office_id uuid not null, asked_at bigint not null, until_at bigint not null,
  kind text not null, reason text not null, sealed bytea,
  primary key (organisation_id, request_id), foreign key (organisation_id, asked_by) references sojourn.app_user
);
create index search_request_open on sojourn.search_request (organisation_id, until_at);
create table sojourn.search_answer (
  organisation_id uuid not null, request_id uuid not null, office_id uuid not null, answer text not null check (answer in ('contact', 'nothing')), answered_by uuid not null, at bigint not null,
  primary key (organisation_id, request_id, office_id), foreign key (organisation_id, request_id) references sojourn.search_request
);

do $$
declare t text;
begin
  foreach t in array array['search_index', 'search_token', 'case_member', 'search_use', 'search_request', 'search_answer'] loop
    execute format('alter table sojourn.%I enable row level security', t);
    execute format('alter table sojourn.%I force row level security', t);
    execute format('create policy own_organisation on sojourn.%I to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()))', t);
    execute format('grant select, insert on sojourn.%I to {app}', t);
  end loop;
  foreach t in array array['search_token', 'case_member'] loop
    execute format('grant delete on sojourn.%I to {app}', t);
  end loop;
  foreach t in array array['search_use', 'search_answer'] loop
    execute format('create trigger never_changed before update or delete on sojourn.%I for each row execute function sojourn.refuse_change()', t);
    execute format('create trigger never_emptied before truncate on sojourn.%I for each statement execute function sojourn.refuse_change()', t);
  end loop;
end $$;
grant update on sojourn.search_index to {app};
grant update (sealed) on sojourn.search_request to {app};
create policy own_actor on sojourn.search_use as restrictive for insert to {app} with check (user_id = (select sojourn.current_actor()));
create policy own_actor on sojourn.search_request as restrictive for insert to {app} with check (asked_by = (select sojourn.current_actor()));
create policy own_actor on sojourn.search_answer as restrictive for insert to {app} with check (answered_by = (select sojourn.current_actor()));
create function sojourn.only_forget() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.sealed is not null then raise exception 'What was asked is never changed, only forgotten' using errcode = 'restrict_violation'; end if;
  return new;
end $$;
create trigger only_forget before update on sojourn.search_request for each row execute function sojourn.only_forget();
-- Erasing takes the marks with the words.
create policy erasing on sojourn.search_token to {retention} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
grant select, delete on sojourn.search_token to {retention};
