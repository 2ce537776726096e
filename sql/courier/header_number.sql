create or replace function shipkeeper.header_number(p_headers bytea, p_name text, p_most integer)
returns integer
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_value constant text := shipkeeper.header_value(p_headers, p_name);
begin
  return case when v_value ~ '^[0-9]{1,9}$' and v_value::integer <= p_most then v_value::integer end;
end
$$;
comment on function shipkeeper.header_number(bytea, text, integer) is
'A response header as a whole number from 0 to p_most; null where it is absent or anything else (an epoch, a date).';
revoke all on function shipkeeper.header_number(bytea, text, integer) from public;
