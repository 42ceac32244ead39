-- Who uses Emite: tenants, their keys, issuers, certificates and number ranges.
--
-- Row-level security is the second wall. Every statement runs in a transaction that has set `emite.tenant`; without it no
-- row of a tenant is visible. Forced, so that it binds the owner of the tables too: the application connects as owner of
-- its schema but is neither superuser nor BYPASSRLS. `emite.role` is set only by the worker's claim and by operator
-- commands, which by their nature look across tenants.

create function emite_tenant() returns uuid language sql stable
  as $$ select nullif(current_setting('emite.tenant', true), '')::uuid $$;

create function emite_role() returns text language sql stable
  as $$ select coalesce(current_setting('emite.role', true), '') $$;

create table tenants (
  id         uuid primary key,
  name       text not null unique,
  created_at timestamptz not null
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy own on tenants using (id = emite_tenant() or emite_role() = 'operator');
-- The worker asks which tenants have something to seal. It reads; only a tenant's own transaction writes.
create policy unsealed on tenants for select using (emite_role() = 'worker');

create table api_keys (
  tenant_id    uuid not null references tenants,
  id           uuid not null,
  environment  text not null check (environment in ('sandbox', 'production')),
  name         text not null,
  prefix       text not null,
  hash         bytea not null,
  scopes       text[] not null,
  created_at   timestamptz not null,
  expires_at   timestamptz,
  revoked_at   timestamptz,
  last_used_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, hash)
);
alter table api_keys enable row level security;
alter table api_keys force row level security;
create policy own on api_keys using (tenant_id = emite_tenant());

create table issuers (
  tenant_id             uuid not null references tenants,
  id                    uuid not null,
  environment           text not null check (environment in ('sandbox', 'production')),
  jurisdiction          text not null,
  tax_id                text not null,
  profile               jsonb not null,
  authority_environment text not null,
  created_at            timestamptz not null,
  updated_at            timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, environment, jurisdiction, tax_id)
);
alter table issuers enable row level security;
alter table issuers force row level security;
create policy own on issuers using (tenant_id = emite_tenant());

create table certificates (
  tenant_id   uuid not null,
  id          uuid not null,
  issuer_id   uuid not null,
  in_force    boolean not null,
  fingerprint text not null,
  subject     text not null,
  issued_by   text not null,
  serial      text not null,
  valid_from  timestamptz not null,
  valid_to    timestamptz not null,
  findings    jsonb not null,
  -- Private key, certificate and chain under a data key that the master key seals. Never read by any interface.
  sealed      bytea not null,
  created_at  timestamptz not null,
  -- The days-before-expiry threshold last announced, so that each is announced once.
  announced_days int,
  primary key (tenant_id, id),
  foreign key (tenant_id, issuer_id) references issuers
);
create unique index certificates_in_force on certificates (tenant_id, issuer_id) where in_force;
alter table certificates enable row level security;
alter table certificates force row level security;
create policy own on certificates using (tenant_id = emite_tenant() or emite_role() = 'operator');

create table number_ranges (
  tenant_id  uuid not null,
  id         uuid not null,
  issuer_id  uuid not null,
  series     text not null,
  first      bigint not null check (first > 0),
  last       bigint not null check (last >= first),
  -- The next number to hand out; last + 1 when none is left.
  next       bigint not null check (next between first and last + 1),
  expires_on date,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, issuer_id) references issuers
);
create unique index number_ranges_series on number_ranges (tenant_id, issuer_id, series, first);
alter table number_ranges enable row level security;
alter table number_ranges force row level security;
create policy own on number_ranges using (tenant_id = emite_tenant());

-- What people did, and the periodic seals over the documents' chains: one hash chain a tenant.
create table audit_log (
  tenant_id uuid not null,
  sequence  bigint not null,
  at        timestamptz not null,
  actor     text not null,
  kind      text not null,
  detail    jsonb not null,
  previous  bytea not null,
  hash      bytea not null,
  primary key (tenant_id, sequence)
);
alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy own on audit_log using (tenant_id = emite_tenant());
create policy unsealed on audit_log for select using (emite_role() = 'worker');
create index audit_log_seals on audit_log (tenant_id, sequence) where kind = 'sealed';
