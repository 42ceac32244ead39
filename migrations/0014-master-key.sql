-- Id of the master key that seals: of all processes on this database, those that lack it do not start.
create table master_key (
  is_only boolean primary key default true check (is_only),
  id      text not null
);

-- Written to and rolled back, to learn whether the database takes writes.
create table write_probe (filler text not null);
alter table write_probe alter column filler set storage plain;
