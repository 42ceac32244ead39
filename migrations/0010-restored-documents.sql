-- Documents that came out of an archive. What happened to them before was told when it happened: it is not told again.
alter table documents add column restored_at timestamptz;
