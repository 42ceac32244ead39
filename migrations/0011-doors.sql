-- What the contracts of other services need beyond documents: the first reply to a request, word for word, for whoever repeats
-- it; and small whole numbers in place of our ids, where a contract's ids are numbers.

create table door_replies (
  tenant_id   uuid not null,
  door        text not null,
  document_id uuid not null,
  status      int not null,
  -- The JSON as it was sent.
  body        text not null,
  created_at  timestamptz not null,
  primary key (tenant_id, door, document_id)
);
alter table door_replies enable row level security;
alter table door_replies force row level security;
create policy own on door_replies using (tenant_id = (select emite_tenant()));

-- Given once, when first asked for, and never again to another document.
create sequence document_number as bigint;
create table document_numbers (
  tenant_id   uuid not null,
  number      bigint not null default nextval('document_number'),
  document_id uuid not null,
  primary key (tenant_id, number)
);
create unique index document_numbers_document on document_numbers (tenant_id, document_id);
alter table document_numbers enable row level security;
alter table document_numbers force row level security;
create policy own on document_numbers using (tenant_id = (select emite_tenant()));

-- A point of an issuer at which documents are issued: establishment and emission point, where a country has them.
create sequence branch_number as bigint;
create table branch_numbers (
  tenant_id   uuid not null,
  number      bigint not null default nextval('branch_number'),
  environment text not null check (environment in ('sandbox', 'production')),
  issuer_id   uuid not null,
  -- Such as `001-001`.
  place       text not null,
  primary key (tenant_id, number),
  foreign key (tenant_id, issuer_id) references issuers
);
create unique index branch_numbers_number on branch_numbers (number);
create unique index branch_numbers_place on branch_numbers (tenant_id, issuer_id, place);
alter table branch_numbers enable row level security;
alter table branch_numbers force row level security;
create policy own on branch_numbers using (tenant_id = (select emite_tenant()) or (select emite_role()) = 'operator');
