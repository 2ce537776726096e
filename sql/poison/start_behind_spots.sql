create or replace function shipkeeper.start_behind_spots(p_start timestamp without time zone, p_watermark timestamptz)
returns timestamp without time zone
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  return (
    select shipkeeper.window_start_at(greatest(p_start, max(r.walk_on_from)))
    from shipkeeper.refused_order as r
    where not r.is_listed and (r.is_passed or r.walk_on_from <= shipkeeper.pacific_wall(p_watermark))
  );
end
$$;
comment on function shipkeeper.start_behind_spots(timestamp without time zone, timestamptz) is
'Where a walk starts, Pacific, that would start at p_start: beside an order that makes every page fail that holds it the overlap ends, '
'once all others beside it were worked on.';
revoke all on function shipkeeper.start_behind_spots(timestamp without time zone, timestamptz) from public;
