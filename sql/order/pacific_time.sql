create or replace function shipkeeper.pacific_time(p_text text)
returns timestamp without time zone
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_parts constant text[] := regexp_match(
    p_text,
    '^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$'
  );
  v_wall timestamp without time zone;
begin
  -- Seven digits were seen; PostgreSQL keeps six, and cutting never puts a time later than it was.
  v_wall := (v_parts[1] || ' ' || v_parts[2] || coalesce(left(v_parts[3], 7), ''))::timestamp without time zone;
  return case
    when v_parts[4] is null then v_wall
    else shipkeeper.pacific_wall(
      v_wall at time zone 'UTC' - case
        when v_parts[4] = 'Z' then interval '0'
        else (left(v_parts[4], 1) || substr(v_parts[4], 2, 2) || ':' || right(v_parts[4], 2))::interval
      end
    )
  end;
exception
  when datetime_field_overflow or invalid_datetime_format then
    return null;
end
$$;
comment on function shipkeeper.pacific_time(text) is
'A date and time of ShipStation''s as its own clock reads it: up to nine fractional digits (six are kept), without an offset '
'Pacific, with one converted. Null where it is none.';
revoke all on function shipkeeper.pacific_time(text) from public;
