create or replace function shipkeeper.field_digests(p_order jsonb, p_salt text)
returns jsonb
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select jsonb_object_agg(
    f.field, encode(sha256(convert_to(p_salt || ' ' || f.field || ' ' || coalesce(f.value, ''), 'UTF8')), 'hex')
  )
  from shipkeeper.comparable_fields(p_order) as f
  -- A field that is absent and one that is empty are one.
  where f.value is not null
$$;
comment on function shipkeeper.field_digests(jsonb, text) is
'SHA-256 of each field of an order as comparable_fields gives it, with a salt: enough to compare, not to read.';
revoke all on function shipkeeper.field_digests(jsonb, text) from public;
