-- Mail to buyers: through which server, how an issuer wants it, what is still to be sent, and whom nothing is sent to.

-- A tenant's own SMTP server. Without one the instance's is used.
create table mail_servers (
  tenant_id    uuid not null references tenants,
  environment  text not null check (environment in ('sandbox', 'production')),
  host         text not null,
  port         int not null check (port between 1 and 65535),
  security     text not null check (security in ('implicit', 'starttls', 'none')),
  username     text,
  -- The password under a data key that the master key seals. Never read by any interface.
  sealed       bytea,
  from_address text not null,
  updated_at   timestamptz not null,
  primary key (tenant_id, environment),
  check ((username is null) = (sealed is null))
);
alter table mail_servers enable row level security;
alter table mail_servers force row level security;
create policy own on mail_servers using (tenant_id = (select emite_tenant()) or (select emite_role()) = 'operator');

create table mail_settings (
  tenant_id  uuid not null,
  issuer_id  uuid not null,
  enabled    boolean not null,
  settings   json not null,
  updated_at timestamptz not null,
  primary key (tenant_id, issuer_id),
  foreign key (tenant_id, issuer_id) references issuers
);
alter table mail_settings enable row level security;
alter table mail_settings force row level security;
create policy own on mail_settings using (tenant_id = (select emite_tenant()));

-- Every claim gets a number that no other claim ever had: whoever was overtaken changes nothing.
create sequence mail_attempts as bigint;

-- The mail that an event calls for has the event's id, so that no event ever makes two.
create table mails (
  tenant_id    uuid not null,
  id           uuid not null,
  environment  text not null check (environment in ('sandbox', 'production')),
  issuer_id    uuid not null,
  document_id  uuid not null,
  revision     int not null,
  -- Who asked for it: `worker`, or a key that had it sent again, and then by which idempotency key.
  actor        text not null,
  request_key  text,
  -- The addresses that were asked for, where they were.
  asked        json,
  status       text not null check (status in ('pending', 'sent', 'failed', 'suppressed')),
  -- Every address with its role, its own state, and the server's words about it.
  recipients   jsonb not null,
  tries        int not null default 0,
  run_at       timestamptz not null,
  -- The claim that holds it, and until when.
  attempt      bigint not null default 0,
  lease_until  timestamptz,
  reason       text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  sent_at      timestamptz,
  primary key (tenant_id, id)
);
create index mails_of_document on mails (tenant_id, document_id, created_at);
create unique index mails_request_key on mails (tenant_id, document_id, request_key) where request_key is not null;
create index mails_list on mails (tenant_id, environment, created_at desc, id desc);
create index mails_by_status on mails (tenant_id, environment, status, created_at desc, id desc);
-- What is due, account by account.
create index mails_due on mails (tenant_id, environment, run_at, id) where status = 'pending';
-- Which mails went to an address that bounced.
create index mails_by_recipient on mails using gin (recipients jsonb_path_ops);
alter table mails enable row level security;
alter table mails force row level security;
create policy own on mails using (tenant_id = (select emite_tenant()) or (select emite_role()) = 'worker');

-- An account whose server did not answer rests, so that its mails do not keep others waiting.
create table mail_rests (
  tenant_id   uuid not null,
  environment text not null check (environment in ('sandbox', 'production')),
  until       timestamptz not null,
  primary key (tenant_id, environment)
);
alter table mail_rests enable row level security;
alter table mail_rests force row level security;
create policy own on mail_rests using (tenant_id = (select emite_tenant()) or (select emite_role()) = 'worker');

create table mail_suppressions (
  tenant_id   uuid not null references tenants,
  environment text not null check (environment in ('sandbox', 'production')),
  address     text not null,
  reason      text not null check (reason in ('bounced', 'complained', 'asked')),
  -- The words of the server or of the person.
  detail      text,
  at          timestamptz not null,
  primary key (tenant_id, environment, address)
);
alter table mail_suppressions enable row level security;
alter table mail_suppressions force row level security;
create policy own on mail_suppressions using (tenant_id = (select emite_tenant()));
