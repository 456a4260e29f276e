-- What was erased, so that a restored backup is erased again before anyone signs in. Ids only.
create table vault.erasure (
  organisation_id uuid not null, certificate_id uuid not null, case_id uuid not null, reach text not null, subject_ids uuid[] not null, record jsonb not null, at timestamptz not null default clock_timestamp(),
  primary key (organisation_id, certificate_id)
);
grant select, insert on vault.erasure to {keys};
