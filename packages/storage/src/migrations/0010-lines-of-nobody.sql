-- Failed sign-ins of nobody we know, and commands at the machine, belong to no organisation: their lines and batches stand under an id that is none.
alter table sojourn.access_batch drop constraint access_batch_organisation_id_fkey;
