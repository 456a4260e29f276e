-- Counted up when someone wants nothing kept on any of their devices any more: each removes it when it next speaks with the server.
alter table sojourn.app_user add column device_generation int not null default 0;
create policy sign_in_counts on sojourn.app_user for update to {session} using (true) with check (true);
grant update (device_generation) on sojourn.app_user to {session};
