-- Where the way out of the page for complaints leads, if the organisation chose: a page that nobody wonders at where it works. Null: the encyclopaedia in the page's language.
alter table sojourn.complaint_door add column leave_to text check (length(leave_to) <= 300);
-- It came in an hour in which far more came than people write. Kept and answered like any; read after the others.
alter table sojourn.complaint add column with_many boolean not null default false;
