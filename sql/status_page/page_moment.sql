create or replace function shipkeeper.page_moment(p_time timestamptz, p_now timestamptz)
returns text
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when isfinite(p_time) then to_char(
      t.wall, case when extract(year from t.wall) = extract(year from t.today) then 'FMDD Mon HH24:MI' else 'FMDD Mon YYYY HH24:MI' end
    )
    else '—'
  end
  from (
    select p_time at time zone s.shop_time_zone as wall, p_now at time zone s.shop_time_zone as today from shipkeeper.settings as s
  ) as t
$$;
comment on function shipkeeper.page_moment(timestamptz, timestamptz) is
'A moment for the status page, in the shop''s time zone: 3 Nov 17:05, with the year where it is not that of p_now; a dash for null.';
revoke all on function shipkeeper.page_moment(timestamptz, timestamptz) from public;
