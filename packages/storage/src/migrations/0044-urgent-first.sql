-- The work list comes in pages: urgent cases first, each part in the order of the cases' ids, which nothing changes. Unknown (written before this) counts as urgent.
alter table sojourn.case_snapshot add column urgent boolean, add column urgent_at timestamptz default clock_timestamp();
create index case_snapshot_pages on sojourn.case_snapshot (organisation_id, (coalesce(urgent, true)) desc, case_id desc);
