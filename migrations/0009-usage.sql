-- How many documents a tenant makes, what its plan says to that, and how often a key may ask.

-- One row a day and series, so that a cycle may begin on any day, and so that who counts waits for nobody but the batches
-- that wait for the same series' numbers anyway. `day` is a date of the plan's time zone; without a plan, of the issuer's.
create table usage_counts (
  tenant_id   uuid not null,
  environment text not null check (environment in ('sandbox', 'production')),
  day         date not null,
  issuer_id   uuid not null,
  series      text not null,
  type        text not null,
  documents   bigint not null check (documents > 0),
  primary key (tenant_id, environment, day, issuer_id, series)
  -- A row of a busy day is counted up again and again: its new versions stay on its page.
) with (fillfactor = 50);

-- What was there before counting began. Row-level security binds the owner too: without this the migration would see no row.
select set_config('emite.role', 'worker', true);
insert into usage_counts (tenant_id, environment, day, issuer_id, series, type, documents)
  select tenant_id, environment, (created_at at time zone
      case jurisdiction when 'do' then 'America/Santo_Domingo' when 'ec' then 'America/Guayaquil' else 'UTC' end)::date,
    issuer_id, series, min(type), count(*)
  from documents group by 1, 2, 3, 4, 5;

alter table usage_counts enable row level security;
alter table usage_counts force row level security;
create policy own on usage_counts using (tenant_id = (select emite_tenant()));

-- No row: as many documents as one likes. They are counted all the same.
create table plans (
  tenant_id     uuid not null references tenants,
  environment   text not null check (environment in ('sandbox', 'production')),
  name          text not null,
  -- Documents of one cycle.
  included      bigint not null check (included >= 0),
  cycle         text not null check (cycle in ('month', 'year')),
  -- A day on which a cycle begins; those before and after follow from it.
  anchor        date not null,
  -- IANA name: whose midnight ends a cycle.
  time_zone     text not null,
  overage       text not null check (overage in ('block', 'allow')),
  price         numeric not null check (price >= 0),
  -- Of each document beyond those included.
  overage_price numeric not null check (overage_price >= 0),
  currency      text not null,
  -- Of a plan that blocks: the documents of the cycle that began on `counted_from`, as long as every transaction that did not
  -- know this plan has ended. Null: to be summed from the counts.
  counted_from  date,
  counted       bigint,
  set_in        xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, environment)
) with (fillfactor = 50);
alter table plans enable row level security;
alter table plans force row level security;
create policy own on plans using (tenant_id = (select emite_tenant()));

alter table api_keys add column requests_per_minute int check (requests_per_minute > 0);
