-- How issuers' papers look. A logo was looked into and cleaned before it came here: its bytes are printed as they are.
create table issuer_appearances (
  tenant_id      uuid not null,
  issuer_id      uuid not null,
  paper          text not null default 'letter' check (paper in ('letter', 'a4', 'receipt')),
  colour         text check (colour ~ '^#[0-9a-f]{6}$'),
  footer         text check (length(footer) between 1 and 500),
  logo           bytea check (octet_length(logo) between 1 and 1048576),
  logo_type      text check (logo_type in ('image/png', 'image/jpeg')),
  logo_width_px  int check (logo_width_px between 1 and 2000),
  logo_height_px int check (logo_height_px between 1 and 2000),
  -- SHA-256 of the logo: what was printed with it is found again without reading it.
  logo_digest    text,
  updated_at     timestamptz not null,
  primary key (tenant_id, issuer_id),
  foreign key (tenant_id, issuer_id) references issuers,
  check (num_nonnulls(logo, logo_type, logo_width_px, logo_height_px, logo_digest) in (0, 5))
);
-- Pictures are compressed already.
alter table issuer_appearances alter column logo set storage external;
alter table issuer_appearances enable row level security;
alter table issuer_appearances force row level security;
create policy own on issuer_appearances using (tenant_id = (select emite_tenant()));
