create or replace function shipkeeper.header_number(p_headers bytea, p_name text, p_most integer)
returns integer
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select n.number
  from (
    select case when v.value ~ '^[0-9]{1,9}$' then v.value::integer end as number
    from shipkeeper.header_value(p_headers, p_name) as v (value)
  ) as n
  where n.number <= p_most
$$;
comment on function shipkeeper.header_number(bytea, text, integer) is
'A response header as a whole number from 0 to p_most; null where it is absent or anything else (an epoch, a date).';
revoke all on function shipkeeper.header_number(bytea, text, integer) from public;
