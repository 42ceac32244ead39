-- The feed: what a tenant's stream and webhooks tell of, in one order that never changes.

-- One head a tenant. Whoever gives events their places locks it until his transaction ends, so that the order of sequences is the
-- order of commits: a reader who has seen a sequence has seen every one below it.
create table feeds (
  tenant_id     uuid primary key references tenants,
  last_sequence bigint not null default 0,
  -- The last event of `events` that has its place, in the order of `events_stream`.
  transaction   xid8 not null default '0',
  position      bigint not null default 0,
  -- The highest position that has its place.
  highest       bigint not null default 0,
  -- Events up to this position came with a backup from another server and have their places; 0 when none did.
  floor         bigint not null default 0,
  -- The oldest transaction that still ran when the cursor last moved: a server that has yet to come to it is another one.
  before        xid8 not null default '0'
);
alter table feeds enable row level security;
alter table feeds force row level security;
create policy own on feeds using (tenant_id = (select emite_tenant()));
create policy unfed on feeds for select using ((select emite_role()) = 'worker');

create table feed_events (
  tenant_id    uuid not null,
  sequence     bigint not null,
  environment  text not null check (environment in ('sandbox', 'production')),
  type         text not null,
  at           timestamptz not null,
  id           uuid not null,
  document_id  uuid,
  -- Counts the events of its document from 1.
  order_number int,
  -- The exact text that clients get.
  payload      text not null,
  primary key (tenant_id, sequence),
  check ((document_id is null) = (order_number is null))
);
create index feed_events_stream on feed_events (tenant_id, environment, sequence);
create unique index feed_events_of_document on feed_events (tenant_id, document_id, order_number)
  where document_id is not null;
do $$
begin
  alter table feed_events alter column payload set compression lz4;
exception when feature_not_supported then null;
end $$;
alter table feed_events enable row level security;
alter table feed_events force row level security;
create policy own on feed_events using (tenant_id = (select emite_tenant()));
create policy delivered on feed_events for select using ((select emite_role()) = 'worker');

create function feed_events_are_final() returns trigger language plpgsql as $$
begin
  raise exception 'what the feed told is final' using errcode = 'integrity_constraint_violation';
end $$;
create trigger feed_events_are_final before update or delete on feed_events
  for each row execute function feed_events_are_final();

-- An event is told as it was: what a correction changes is kept with the revision it replaces. Revisions archived before this
-- migration have none of it, and are told with what their documents say now.
alter table superseded_revisions
  add column issue_date   date,
  add column currency     text,
  add column total        numeric(30, 8),
  add column buyer_tax_id text,
  add column buyer_name   text;

-- Of which stage the owner of a range was told last, so that each is told once. Low: once for the newest range of a series, so
-- again after another was loaded. Expiring: once for each range.
create table range_notices (
  tenant_id uuid not null,
  range_id  uuid not null,
  kind      text not null check (kind in ('low', 'expiring')),
  stage     int not null,
  at        timestamptz not null,
  primary key (tenant_id, range_id, kind),
  foreign key (tenant_id, range_id) references number_ranges
);
alter table range_notices enable row level security;
alter table range_notices force row level security;
create policy own on range_notices using (tenant_id = (select emite_tenant()));
create policy watched on range_notices for select using ((select emite_role()) = 'worker');

-- The worker watches the ranges of all tenants. It reads; only a tenant's own transaction writes.
create policy watched on number_ranges for select using ((select emite_role()) = 'worker');
create policy watched on issuers for select using ((select emite_role()) = 'worker');
