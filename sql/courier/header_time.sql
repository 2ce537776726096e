create or replace function shipkeeper.header_time(p_headers bytea, p_name text)
returns timestamptz
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_parts constant text[] := regexp_match(
    shipkeeper.header_value(p_headers, p_name),
    '^[A-Za-z]{3}, ([0-9]{2}) ([A-Z][a-z]{2}) ([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) GMT$'
  );
begin
  return make_timestamptz(
    v_parts[3]::integer,
    array_position(array['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'], v_parts[2]),
    v_parts[1]::integer,
    v_parts[4]::integer,
    v_parts[5]::integer,
    v_parts[6]::integer,
    'UTC'
  );
exception
  when datetime_field_overflow or invalid_parameter_value then
    return null;
end
$$;
comment on function shipkeeper.header_time(bytea, text) is
'A response header as an instant, in the one form that HTTP servers send (Sun, 06 Nov 1994 08:49:37 GMT); null where it is absent or '
'anything else.';
revoke all on function shipkeeper.header_time(bytea, text) from public;
