create or replace function shipkeeper.page_trend_rows(p_now timestamptz)
returns table (plot integer, place integer, label text, has_tick boolean, is_gap boolean, value numeric, part numeric, words text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- By the primary key: an hour cannot hold more requests, sent one after the other.
  with sent as (
    select greatest(floor(extract(epoch from p_now - r.sent_at) / 60), 0) as ago, count(*) as requests
    from (select q.sent_at, q.verdict from shipkeeper.request as q order by q.request_id desc limit 10000) as r
    where r.sent_at > p_now - interval '1 hour' and r.verdict is distinct from 'not_sent'
    group by 1
  ),
  day as (
    select
      d.*,
      d.place % 7 = 2 as has_tick,
      d.runs is null and bool_or(d.runs is not null) over (order by d.place) and d.place < 30 as is_gap,
      case when d.runs is null then 'no run ended' end as lack
    from shipkeeper.page_days(p_now) as d
  )
  select
    1, d.place, d.day, d.has_tick, d.is_gap, coalesce(d.most, 0), coalesce(d.left_over, 0),
    coalesce(d.lack, format('%s at most, %s left at its end', shipkeeper.page_number(d.most), shipkeeper.page_number(d.left_over)))
  from day as d
  union all
  select
    2, d.place, d.day, d.has_tick, d.is_gap, coalesce(d.completed, 0), coalesce(d.completed, 0),
    coalesce(d.lack, shipkeeper.page_number(d.completed) || ' completed')
  from day as d
  union all
  select
    3, 60 - m.ago, to_char((p_now - make_interval(mins => m.ago)) at time zone t.shop_time_zone, 'HH24:MI'), m.ago % 15 = 0, false,
    coalesce(s.requests, 0), coalesce(s.requests, 0), coalesce(s.requests, 0)::text
  from shipkeeper.settings as t
  cross join generate_series(0, 59) as m (ago)
  left join sent as s on s.ago = m.ago
$$;
comment on function shipkeeper.page_trend_rows(timestamptz) is
'The bars of the status page''s plots: 1 orders without lines by day (part: those left at its end), 2 orders completed by day, 3 requests '
'by minute; is_gap: no run ended on a day though one had before.';
revoke all on function shipkeeper.page_trend_rows(timestamptz) from public;
