create or replace function shipkeeper.differing_fields(p_order jsonb, p_digests jsonb, p_salt text)
returns setof text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(d.key, n.key)
  from jsonb_each_text(p_digests) as d
  full join jsonb_each_text(shipkeeper.field_digests(p_order, p_salt)) as n on n.key = d.key
  where d.value is distinct from n.value
  order by 1
$$;
comment on function shipkeeper.differing_fields(jsonb, jsonb, text) is
'Which fields of an order differ from those whose digests (field_digests, with the same salt) are given.';
revoke all on function shipkeeper.differing_fields(jsonb, jsonb, text) from public;
