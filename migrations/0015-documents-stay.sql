-- A document is part of the books for ten years: nothing that runs as Emite ever takes one away.
create function documents_stay() returns trigger language plpgsql as $$
begin
  raise exception 'documents are never taken away' using errcode = 'integrity_constraint_violation';
end $$;
create trigger documents_stay before delete on documents for each row execute function documents_stay();
create trigger documents_stay_all before truncate on documents for each statement execute function documents_stay();
