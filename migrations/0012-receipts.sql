-- Documents are asked for by any receipt that the authority ever gave for them: one that leads nowhere is replaced by the next,
-- and whoever got the first still asks by it. A column of its own, because row-level security lets an index serve only
-- comparisons that it trusts, of columns with plain values.
alter table events add column receipt_id text generated always as (detail ->> 'receipt') stored;
create index events_receipt on events (tenant_id, receipt_id) where receipt_id is not null;
