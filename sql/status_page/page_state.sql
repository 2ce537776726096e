create or replace function shipkeeper.page_state(p_alerts jsonb, p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with state as (
    select
      count(*) as alerts,
      count(*) filter (where a.alert ->> 'severity' = 'critical') as critical,
      shipkeeper.switch_problem() as switch_problem,
      shipkeeper.pause_reason() as pause_reason,
      (select p.paused_at from shipkeeper.pause as p) as paused_at
    from jsonb_array_elements(p_alerts) as a (alert)
  ),
  last_cycle as (
    select c.* from shipkeeper.cycle as c where c.kind = 'run' and c.ended_at is not null order by c.cycle_id desc limit 1
  ),
  running as (
    select c.* from shipkeeper.cycle as c join shipkeeper.lease as l on l.cycle_id = c.cycle_id where c.ended_at is null
  )
  select xmlelement(
    name header,
    xmlelement(name p, xmlattributes('brand' as class), xmlforest('Shipkeeper' as strong), ' in database ',
      shipkeeper.page_text(current_database()), ', ', shipkeeper.page_time(p_now, p_now)),
    xmlelement(
      name h1, xmlattributes(i.icon as class), shipkeeper.page_icon(i.icon),
      xmlforest(
        case when s.pause_reason is not null then 'Paused: ' else '' end
        || case
          when s.switch_problem is not null then 'No cycle can start'
          when s.alerts = 0 and s.pause_reason is null then 'All is well'
          when s.alerts = 0 then 'all else is well'
          when s.alerts = 1 and s.critical = 1 then '1 alert, critical'
          when s.alerts = 1 then '1 alert'
          when s.critical = 0 then s.alerts || ' alerts'
          else format('%s alerts, %s of them critical', s.alerts, s.critical)
        end as span
      )
    ),
    case when s.pause_reason is not null then xmlelement(
      name p, xmlattributes('facts' as class), shipkeeper.page_icon('paused'),
      case when s.paused_at is null then ' Paused by the shop: ' else ' Paused ' end, shipkeeper.page_text(s.pause_reason, 200),
      case when s.paused_at is not null then xmlelement(name span, ', since ', shipkeeper.page_time(s.paused_at, p_now)) end,
      '. No cycle starts until it is resumed.'
    ) end,
    case when s.switch_problem is not null then xmlelement(
      name p, xmlattributes('facts' as class), shipkeeper.page_icon('critical'), ' ',
      shipkeeper.page_sentence(format('No cycle starts, since the shop''s switch for jobs is not read: %s.', s.switch_problem))
    ) end,
    xmlelement(
      name p, xmlattributes('facts' as class),
      case
        when (select count(*) from last_cycle) = 0 then xmlforest('No cycle has run yet.' as span)
        else (
          select xmlelement(
            name span, 'The last cycle ended ', shipkeeper.page_time(c.ended_at, p_now),
            format(
              ' (%s), %s before this page was made.', replace(c.outcome, '_', ' '),
              shipkeeper.page_age(greatest(p_now - c.ended_at, interval '0'))
            )
          )
          from last_cycle as c
        )
      end,
      (
        select xmlelement(
          name span, format(' A %s has been running since ', replace(r.kind, 'run', 'cycle')),
          shipkeeper.page_time(r.started_at, p_now), '.'
        )
        from running as r
      )
    ),
    (
      select xmlelement(
        name p, xmlattributes('facts' as class), 'Orders whose units were compared with ShipStation''s: ', shipkeeper.page_text(u.figure), '.'
      )
      from shipkeeper_report.unit_comparison as u
    )
  )
  from state as s
  cross join lateral (
    select case
      when s.critical > 0 or s.switch_problem is not null then 'critical'
      when s.alerts > 0 then 'warning'
      when s.pause_reason is not null then 'paused'
      else 'well'
    end as icon
  ) as i
$$;
comment on function shipkeeper.page_state(jsonb, timestamptz) is
'The head of the status page: the state in one line, whether it is paused, when the last cycle ended. '
'p_alerts: shipkeeper_report.alerts.';
revoke all on function shipkeeper.page_state(jsonb, timestamptz) from public;
