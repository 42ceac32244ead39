-- Documents are asked for by their clave de acceso, where a country's have one; in a column of its own, as receipts are.
alter table documents add column access_key text generated always as (stamp ->> 'accessKey') stored;
create index documents_access_key on documents (tenant_id, access_key) where access_key is not null;
alter table superseded_revisions add column access_key text generated always as (stamp ->> 'accessKey') stored;
create index superseded_revisions_access_key on superseded_revisions (tenant_id, access_key) where access_key is not null;
