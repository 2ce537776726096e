create or replace function shipkeeper.page_work(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_section('work', 'Kinds of work', shipkeeper.page_table(
    'Kinds of work',
    array['Work', 'Last got on', 'Has read up to', 'Today'],
    '{}',
    xmlagg(xmlelement(
      name tr,
      shipkeeper.page_cell('Work', xmlforest(initcap(k.work_kind) as span), 'key'),
      shipkeeper.page_cell('Last got on', xmlforest(coalesce(a.got_on, '—') as span)),
      shipkeeper.page_cell('Has read up to', xmlforest(coalesce(a.reached, '—') as span)),
      shipkeeper.page_cell('Today', xmlforest(coalesce(f.today, '—') as span), 'wide')
    ) order by k.turn)
  ))
  from shipkeeper.known_kind as k
  left join shipkeeper.progress as p on p.work_kind = k.work_kind
  cross join lateral (
    select
      case when p.got_on_at is not null then shipkeeper.page_age(greatest(p_now - p.got_on_at, interval '0')) || ' ago' end as got_on,
      case when p.reached_at is not null then shipkeeper.page_age(greatest(p_now - p.reached_at, interval '0')) || ' ago' end as reached
  ) as a
  left join lateral (
    select string_agg(format('%s %s', shipkeeper.page_number(d.value), replace(d.figure, '_', ' ')), ', ' order by d.figure) as today
    from shipkeeper.daily_figure as d
    where d.work_kind = k.work_kind
      and d.day = (p_now at time zone (select s.shop_time_zone from shipkeeper.settings as s))::date
      and d.value <> 0
  ) as f on true
  where k.cycle_kind = 'run'
$$;
comment on function shipkeeper.page_work(timestamptz) is
'The kinds of work that are declared, on the status page: when each last got on, how far it has read, and its figures of today that are '
'not 0.';
revoke all on function shipkeeper.page_work(timestamptz) from public;
