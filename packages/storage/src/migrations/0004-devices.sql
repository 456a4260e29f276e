-- Each act as its device counted it: tells which acts of a device never arrived. Names no one and says nothing of what was in it.
create table sojourn.device_act (
  organisation_id uuid not null, device_id uuid not null, device_sequence int not null check (device_sequence > 0), act_id uuid not null, case_id uuid not null, name text not null,
  previous text, received_at bigint not null,
  primary key (organisation_id, device_id, device_sequence, act_id)
);
alter table sojourn.device_act enable row level security;
alter table sojourn.device_act force row level security;
create policy own_organisation on sojourn.device_act to {app} using (organisation_id = (select sojourn.current_organisation())) with check (organisation_id = (select sojourn.current_organisation()));
grant select, insert on sojourn.device_act to {app};
