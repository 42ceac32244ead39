-- What stays fast and right as tables grow, workers come and go, and databases are moved.

-- Every claim gets a number that no other claim ever had. Counted in its row it began anew when a corrected or retried document
-- got a new row, and a worker overtaken long ago could end a step that was no longer its own.
create sequence work_attempts as bigint;
alter table work alter column attempt type bigint;

-- How people find documents. Ids grow with time, so that each index gives its documents newest first.
create index documents_by_number on documents (tenant_id, number, issuer_id);
create index documents_by_issuer on documents (tenant_id, issuer_tax_id, id);
create index documents_by_buyer on documents (tenant_id, buyer_tax_id, id) where buyer_tax_id is not null;
-- Nearly all documents end approved; whoever asks for another state looks for few among many.
create index documents_by_state on documents (tenant_id, state, id) where state <> 'approved';

-- The worker asks which tenants have something to seal. It reads; only a tenant's own transaction writes.
create policy unsealed on tenants for select using (emite_role() = 'worker');
create policy unsealed on events for select using (emite_role() = 'worker');
create policy unsealed on audit_log for select using (emite_role() = 'worker');
create index audit_log_seals on audit_log (tenant_id, sequence) where kind = 'sealed';
