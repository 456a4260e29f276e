-- An erasure may be about one person of a case alone: the words about everybody else in it stay readable.
alter table sojourn.erasure_certificate add column only_about uuid;
