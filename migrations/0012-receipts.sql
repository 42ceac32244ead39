-- Documents are asked for by any receipt that the authority ever gave for them: one that leads nowhere is replaced by the next,
-- and whoever got the first still asks by it.
create index events_receipt on events (tenant_id, (detail ->> 'receipt')) where detail ->> 'receipt' is not null;
