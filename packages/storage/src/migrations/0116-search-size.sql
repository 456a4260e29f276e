-- How many bits the numbers of a name have goes with how many people one office knows: as large a crowd shares a number in a large register as in a small one, and no larger.
-- `off`: the organisation keeps no tokens and finds nobody by them. `last`: the newest key there ever was, so that no key comes back under its number.
alter table sojourn.search_index
  add column bits int not null default 11 check (bits between 8 and 16), add column next_bits int check (next_bits between 8 and 16),
  add column off boolean not null default false, add column last int not null default 0;
-- Who switched it, and when: the last line holds.
create table sojourn.search_switch (
  organisation_id uuid not null references sojourn.organisation, number int not null check (number > 0), off boolean not null, by_user uuid not null, at bigint not null,
  primary key (organisation_id, number)
);
alter table sojourn.search_switch enable row level security;
alter table sojourn.search_switch force row level security;
create policy own_organisation on sojourn.search_switch to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
create policy own_actor on sojourn.search_switch as restrictive for insert to {app} with check (by_user = (select sojourn.current_actor()));
grant select, insert on sojourn.search_switch to {app};
create trigger never_changed before update or delete on sojourn.search_switch for each row execute function sojourn.refuse_change();
create trigger never_emptied before truncate on sojourn.search_switch for each statement execute function sojourn.refuse_change();
