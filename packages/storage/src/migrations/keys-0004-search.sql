-- A search key that is used no more goes, so that nobody can make its marks again; no other key of an organisation is ever deleted.
create function vault.only_search_keys_go() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.used_for !~ '^search-[0-9]+$' then raise exception 'Only a search key is ever deleted' using errcode = 'restrict_violation'; end if;
  return old;
end $$;
create trigger only_search_keys_go before delete on vault.organisation_key for each row execute function vault.only_search_keys_go();
grant delete on vault.organisation_key to {keys};
