-- Documents are asked for by their clave de acceso, where a country's have one.
create index documents_access_key on documents (tenant_id, (stamp ->> 'accessKey'))
  where stamp ->> 'accessKey' is not null;
