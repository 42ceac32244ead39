-- Documents, their timelines and the work that is still to be done for them.

create table documents (
  tenant_id       uuid not null,
  id              uuid not null,
  environment     text not null check (environment in ('sandbox', 'production')),
  issuer_id       uuid not null,
  issuer_tax_id   text not null,
  jurisdiction    text not null,
  type            text not null,
  number          text not null,
  series          text not null,
  sequence        bigint not null,
  door            text not null,
  idempotency_key text,
  external_id     text,
  -- SHA-256 of the request that made it: the same key with another request is a conflict.
  request_hash    bytea not null,
  state           text not null check (state in ('signed', 'sent', 'approved', 'conditional', 'rejected', 'failed', 'voided')),
  condition       text check (condition in ('unclear', 'waiting-for-original', 'authority-down')),
  revision        int not null,
  issue_date      date not null,
  currency        text not null,
  total           numeric(30, 8) not null,
  buyer_tax_id    text,
  buyer_name      text,
  totals          jsonb not null,
  facts           jsonb not null,
  stamp           jsonb not null,
  warnings        jsonb not null,
  -- Number of the document this one refers to, and the one whose verdict it waits for.
  refers_to       text,
  follows         text,
  draft           jsonb not null,
  -- The exact bytes: what was signed, and what the authority gets when that is another file.
  xml             bytea not null,
  submission      bytea,
  receipt         jsonb,
  verdict         jsonb,
  reason          text,
  signed_at       timestamptz not null,
  due_at          timestamptz not null,
  -- When the next warning about the deadline is due, null when none is left; and how many were given.
  alert_at        timestamptz,
  alerts          int not null default 0,
  -- Length and head of its chain of events.
  events          int not null,
  head            bytea not null,
  created_at      timestamptz not null,
  updated_at      timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, issuer_id) references issuers
);

create unique index documents_number on documents (tenant_id, issuer_id, series, sequence);
create unique index documents_idempotency_key on documents (tenant_id, environment, door, idempotency_key)
  where idempotency_key is not null;
create unique index documents_external_id on documents (tenant_id, environment, external_id)
  where external_id is not null;
create index documents_refers_to on documents (tenant_id, issuer_id, refers_to) where refers_to is not null;
-- How people find documents. Ids grow with time, so that each index gives its documents newest first.
create index documents_by_number on documents (tenant_id, number, issuer_id);
create index documents_by_issuer on documents (tenant_id, issuer_tax_id, id);
create index documents_by_buyer on documents (tenant_id, buyer_tax_id, id) where buyer_tax_id is not null;
-- Nearly all documents end approved; whoever asks for another state looks for few among many.
create index documents_by_state on documents (tenant_id, state, id) where state <> 'approved';
create index documents_alert on documents (alert_at) where alert_at is not null;

-- XML compresses well and fast with lz4; a server built without it keeps its default.
do $$
begin
  alter table documents alter column xml set compression lz4;
  alter table documents alter column submission set compression lz4;
  alter table documents alter column draft set compression lz4;
exception when feature_not_supported then null;
end $$;

alter table documents enable row level security;
alter table documents force row level security;
create policy own on documents using (tenant_id = emite_tenant() or emite_role() = 'worker');

-- Signed bytes are final: only a correction, which makes a new revision and archives the old one, may replace them.
create function documents_keep_signed_bytes() returns trigger language plpgsql as $$
begin
  if new.revision = old.revision then
    raise exception 'the signed bytes of a document are immutable' using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger keep_signed_bytes before update of xml, submission on documents
  for each row when (old.xml is distinct from new.xml or old.submission is distinct from new.submission)
  execute function documents_keep_signed_bytes();

-- What a corrected document was before.
create table superseded_revisions (
  tenant_id   uuid not null,
  document_id uuid not null,
  revision    int not null,
  draft       jsonb not null,
  xml         bytea not null,
  submission  bytea,
  stamp       jsonb not null,
  receipt     jsonb,
  verdict     jsonb,
  archived_at timestamptz not null,
  primary key (tenant_id, document_id, revision)
);
alter table superseded_revisions enable row level security;
alter table superseded_revisions force row level security;
create policy own on superseded_revisions using (tenant_id = emite_tenant());

create table events (
  tenant_id   uuid not null,
  document_id uuid not null,
  sequence    int not null,
  at          timestamptz not null,
  actor       text not null,
  kind        text not null,
  from_state  text,
  to_state    text not null,
  detail      jsonb not null,
  hash        bytea not null,
  -- Order of commit for readers of the stream: everything below the oldest running transaction is complete.
  transaction xid8 not null default pg_current_xact_id(),
  position    bigint generated always as identity,
  primary key (tenant_id, document_id, sequence)
);
create index events_stream on events (tenant_id, transaction, position);
alter table events enable row level security;
alter table events force row level security;
create policy own on events using (tenant_id = emite_tenant());
create policy unsealed on events for select using (emite_role() = 'worker');

create function events_are_final() returns trigger language plpgsql as $$
begin
  raise exception 'events are only ever added' using errcode = 'integrity_constraint_violation';
end $$;
create trigger events_are_final before update or delete on events for each row execute function events_are_final();

-- Every claim gets a number that no other claim ever had. Counted in its row it would begin anew when a corrected or retried
-- document gets a new row, and a worker overtaken long ago could end a step that is no longer its own.
create sequence work_attempts as bigint;

-- One row a document that still has a step to take. Claimed with SKIP LOCKED, held by a lease, fenced by the attempt.
create table work (
  tenant_id   uuid not null,
  document_id uuid not null,
  step        text not null check (step in ('submit', 'look', 'track')),
  -- Documents of one lane (jurisdiction, authority environment, issuer) wait together when the authority is down.
  lane        text not null,
  sequence    bigint not null,
  run_at      timestamptz not null,
  -- How often this step has been tried in a row, for the pauses between tries.
  tries       int not null default 0,
  -- Of the last claim: a worker whose attempt is no longer current changes nothing.
  attempt     bigint not null default 0,
  lease_until timestamptz,
  -- A submission was begun and its end is not recorded: the authority is asked before anything is sent again.
  sending     boolean not null default false,
  primary key (tenant_id, document_id)
);
create index work_due on work (run_at, sequence);
create index work_lane on work (lane);
alter table work enable row level security;
alter table work force row level security;
create policy own on work using (tenant_id = emite_tenant() or emite_role() = 'worker');

-- Open circuits only: a lane without a row is closed.
create table circuits (
  lane         text primary key,
  tenant_id    uuid not null,
  issuer_id    uuid not null,
  cause        text not null,
  failures     int not null,
  opened_at    timestamptz,
  next_probe_at timestamptz
);
alter table circuits enable row level security;
alter table circuits force row level security;
create policy own on circuits using (tenant_id = emite_tenant() or emite_role() = 'worker');
