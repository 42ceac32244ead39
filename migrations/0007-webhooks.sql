-- Webhooks: where a tenant wants its events sent, what is still to be sent there, and what became of each try.

create table webhook_endpoints (
  tenant_id       uuid not null references tenants,
  id              uuid not null,
  environment     text not null check (environment in ('sandbox', 'production')),
  url             text not null,
  -- Which events it wants; none means all.
  types           text[] not null,
  description     text not null,
  state           text not null check (state in ('active', 'paused', 'disabled')),
  -- Why it does not take anything now: asked for by a person, failing for days, gone by its own word.
  reason          text check (reason in ('asked', 'failing', 'gone')),
  state_since     timestamptz not null,
  -- Failures in a row, and since when there was nothing else. While `retry_at` lies ahead nothing at all is sent there.
  failures        int not null default 0,
  failing_since   timestamptz,
  last_error      text,
  retry_at        timestamptz,
  -- Signing secrets under data keys that the master key seals. The previous one signs as well until its end.
  secret_id       uuid not null,
  secret          bytea not null,
  previous_id     uuid,
  previous_secret bytea,
  previous_until  timestamptz,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  -- Its deliveries are cleared away bit by bit; then it goes too.
  deleted_at      timestamptz,
  primary key (tenant_id, id)
);
create index webhook_endpoints_deleted on webhook_endpoints (deleted_at) where deleted_at is not null;
alter table webhook_endpoints enable row level security;
alter table webhook_endpoints force row level security;
create policy own on webhook_endpoints
  using (tenant_id = (select emite_tenant()) or (select emite_role()) in ('worker', 'operator'));

-- Every claim gets a number that no other claim ever had: whoever was overtaken changes nothing.
create sequence webhook_claims as bigint;

-- One row for each event and endpoint. No foreign key: an endpoint's row is changed while events are queued for it, and
-- housekeeping removes the deliveries of one that was deleted.
create table webhook_deliveries (
  tenant_id   uuid not null,
  endpoint_id uuid not null,
  -- That of the event when it is sent for the first time; replays and tests have one of their own.
  id          uuid not null,
  event_id    uuid not null,
  event_type  text not null,
  kind        text not null check (kind in ('live', 'replay', 'test')),
  -- Place of the event in the feed, whose row holds the payload; tests have none, and a payload of their own.
  sequence    bigint not null default 0,
  payload     text,
  document_id uuid,
  -- `pending` deliveries of an endpoint that is not active are told as held.
  status      text not null check (status in ('pending', 'delivered', 'expired', 'failed')),
  attempts    int not null default 0,
  first_tried_at timestamptz,
  next_at     timestamptz not null,
  -- The claim that holds it, and until when.
  claim       bigint not null default 0,
  lease_until timestamptz,
  queued_at   timestamptz not null,
  settled_at  timestamptz,
  last_status int,
  last_error  text,
  primary key (tenant_id, endpoint_id, id)
);
-- What is due, endpoint by endpoint.
create index webhook_deliveries_due on webhook_deliveries (tenant_id, endpoint_id, next_at, sequence) where status = 'pending';
-- The order of a document's events: none goes before the one before it.
create index webhook_deliveries_order on webhook_deliveries (tenant_id, endpoint_id, document_id, sequence)
  where status = 'pending' and kind = 'live';
create index webhook_deliveries_leased on webhook_deliveries (tenant_id, endpoint_id) where lease_until is not null;
create index webhook_deliveries_replays on webhook_deliveries (tenant_id, endpoint_id) where status = 'pending' and kind = 'replay';
-- How people read them, and how old ones are found. Nearly all end delivered; whoever asks for others looks for few among many.
create index webhook_deliveries_list on webhook_deliveries (tenant_id, endpoint_id, queued_at, sequence, id);
create index webhook_deliveries_by_status on webhook_deliveries (tenant_id, endpoint_id, status, queued_at, sequence, id)
  where status <> 'delivered';
create index webhook_deliveries_old on webhook_deliveries (queued_at);
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
create policy own on webhook_deliveries
  using (tenant_id = (select emite_tenant()) or (select emite_role()) = 'worker');

-- What a replay of a time range looks for.
create index feed_events_time on feed_events (tenant_id, environment, at);

-- What was sent and what came back. The body sent is the event's payload.
create table webhook_attempts (
  tenant_id        uuid not null,
  endpoint_id      uuid not null,
  delivery_id      uuid not null,
  number           int not null,
  at               timestamptz not null,
  duration_ms      int not null,
  request_headers  json not null,
  status           int,
  response_headers json,
  response_body    text,
  error            text,
  primary key (tenant_id, endpoint_id, delivery_id, number)
);
alter table webhook_attempts enable row level security;
alter table webhook_attempts force row level security;
create policy own on webhook_attempts
  using (tenant_id = (select emite_tenant()) or (select emite_role()) = 'worker');
