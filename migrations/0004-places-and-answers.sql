-- What a document refers to is a place in its issuer's numbering, `series/sequence`: numbers alone may be shared by documents
-- of several types. And the authority's own file of its decision is kept, byte for byte, where it gives one.

-- Row-level security binds the owner too: without this the migration would see no row.
select set_config('emite.role', 'worker', true);
update documents n set
    refers_to = o.series || '/' || o.sequence,
    follows = case when n.follows is not null then o.series || '/' || o.sequence end
  from documents o
  where o.tenant_id = n.tenant_id and o.issuer_id = n.issuer_id and o.number = n.refers_to;

alter table documents add column answer bytea, add column answer_type text;
alter table superseded_revisions add column answer bytea, add column answer_type text;
