create or replace function shipkeeper.page_time(p_time timestamptz, p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case
    when isfinite(p_time) then xmlelement(
      name time,
      xmlattributes(to_char(p_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as datetime),
      to_char(
        t.wall, case when extract(year from t.wall) = extract(year from t.today) then 'FMDD Mon HH24:MI' else 'FMDD Mon YYYY HH24:MI' end
      )
    )
    else xmlforest('—' as span)
  end
  from shipkeeper.settings as s
  cross join lateral (
    select
      p_time at time zone s.shop_time_zone as wall,
      p_now at time zone s.shop_time_zone as today
  ) as t
$$;
comment on function shipkeeper.page_time(timestamptz, timestamptz) is
'A moment for the status page, in the shop''s time zone: 3 Nov 17:05, with the year where it is not that of p_now; a dash for null.';
revoke all on function shipkeeper.page_time(timestamptz, timestamptz) from public;
