create or replace function shipkeeper.page_cycles(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select shipkeeper.page_section('cycles', 'Last cycles', case
    when count(*) = 0 then xmlforest('None yet.' as p)
    else shipkeeper.page_table(
      'Last cycles',
      array['Started', 'Kind', 'Outcome', 'Seconds', 'Requests', 'Ghosts found', 'Backfilled', 'Errors', 'Orders seen', 'Run by'],
      array['Seconds', 'Requests', 'Ghosts found', 'Backfilled', 'Errors', 'Orders seen'],
      xmlagg(xmlelement(
        name tr,
        shipkeeper.page_cell('Started', shipkeeper.page_time(c.started_at, p_now), 'key'),
        shipkeeper.page_cell('Kind', xmlforest(c.kind as span)),
        shipkeeper.page_cell('Outcome', xmlconcat(
          xmlforest(replace(coalesce(c.outcome, 'running'), '_', ' ') as span),
          case when c.stop_reason <> c.outcome then xmlforest(format(', %s', replace(c.stop_reason, '_', ' ')) as span) end
        )),
        shipkeeper.page_cell('Seconds', xmlforest(coalesce(to_char(c.duration_seconds, 'FM999999990.0'), '—') as span), 'number'),
        shipkeeper.page_cell('Requests', xmlforest(shipkeeper.page_number(c.requests) as span), 'number'),
        shipkeeper.page_cell('Ghosts found', xmlforest(shipkeeper.page_number(c.ghost_orders_found) as span), 'number'),
        shipkeeper.page_cell('Backfilled', xmlforest(shipkeeper.page_number(c.backfilled) as span), 'number'),
        shipkeeper.page_cell('Errors', xmlforest(shipkeeper.page_number(c.errors) as span), 'number'),
        shipkeeper.page_cell('Orders seen', xmlforest(shipkeeper.page_number(c.orders_seen) as span), 'number'),
        shipkeeper.page_cell('Run by', shipkeeper.page_text(c.worker), 'wide')
      ) order by c.cycle_id desc)
    )
  end)
  from (select y.* from shipkeeper_report.cycles as y order by y.cycle_id desc limit 10) as c
$$;
comment on function shipkeeper.page_cycles(timestamptz) is 'The last ten cycles on the status page.';
revoke all on function shipkeeper.page_cycles(timestamptz) from public;
