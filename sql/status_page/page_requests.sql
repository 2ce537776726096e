create or replace function shipkeeper.page_requests(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  -- By the primary key: an hour cannot hold more requests, sent one after the other.
  with sent as (
    select
      greatest(floor(extract(epoch from p_now - r.sent_at) / 60), 0)::integer as minutes_ago,
      count(*) as requests
    from (select q.sent_at, q.verdict from shipkeeper.request as q order by q.request_id desc limit 10000) as r
    where r.sent_at > p_now - interval '1 hour' and r.verdict is distinct from 'not_sent'
    group by 1
  ),
  minute as (
    select
      m.minutes_ago,
      to_char((p_now - make_interval(mins => m.minutes_ago)) at time zone s.shop_time_zone, 'HH24:MI') as clock,
      coalesce(t.requests, 0) as requests
    from shipkeeper.settings as s
    cross join generate_series(0, 59) as m (minutes_ago)
    left join sent as t on t.minutes_ago = m.minutes_ago
  ),
  total as (
    select
      sum(m.requests) as in_hour,
      max(m.requests) as in_busiest,
      sum(m.requests) filter (where m.minutes_ago = 0) as in_minute,
      jsonb_agg(jsonb_build_object(
        'value', m.requests,
        'tick', case when m.minutes_ago in (0, 15, 30, 45) then m.clock end,
        'title', format('%s: %s', m.clock, m.requests)
      ) order by m.minutes_ago desc) as bars
    from minute as m
  )
  select shipkeeper.page_section('requests', 'Requests to ShipStation, last hour', xmlconcat(
    xmlelement(
      name dl,
      shipkeeper.page_fact('in the last minute', t.in_minute, null),
      shipkeeper.page_fact('in the busiest minute', t.in_busiest, null),
      shipkeeper.page_fact('in the last hour', t.in_hour, null)
    ),
    xmlelement(
      name figure,
      xmlelement(name figcaption, xmlforest('Shipkeeper''s requests each minute' as strong)),
      shipkeeper.page_bar_plot(
        format('Bars: requests in each of the last 60 minutes, %s at most; the limit is %s.', t.in_busiest, l.request_limit),
        t.bars, 90, l.request_limit, format('limit: %s a minute', l.request_limit)
      )
    ),
    xmlelement(
      name p, xmlattributes('quiet' as class),
      case
        when q.blocked_until > p_now then xmlelement(
          name span, 'After a 429 nothing is sent until ', shipkeeper.page_time(q.blocked_until, p_now), '. '
        )
      end,
      case when q.observed_at is not null then xmlelement(
        name span, 'ShipStation last said ', shipkeeper.page_time(q.observed_at, p_now),
        format(': %s left of %s. ', shipkeeper.page_number(q.remaining), shipkeeper.page_number(l.request_limit))
      ) end,
      format(
        'The limit is for all programs of the shop together; Shipkeeper leaves %s of it to the others (quota_reserve).', s.quota_reserve
      )
    )
  ))
  from total as t
  cross join shipkeeper.quota as q
  cross join shipkeeper.settings as s
  cross join lateral (select coalesce(q.request_limit, 40) as request_limit) as l
$$;
comment on function shipkeeper.page_requests(timestamptz) is
'The requests of the last hour on the status page, against the limit that ShipStation says (40 a minute until it has said one).';
revoke all on function shipkeeper.page_requests(timestamptz) from public;
