-- A certificate names the files that went under it, so that no other file can be taken away in its name. Null: of an earlier release, which only counted.
alter table sojourn.erasure_certificate add column files uuid[];
