-- Documents are asked for by their issue date, and archived by it: a month of ten years is read alone.
create index documents_by_issue_date on documents (tenant_id, environment, issue_date, id);
