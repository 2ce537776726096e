create or replace function shipkeeper.page_state(p_alerts jsonb, p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with state as (
    select
      count(distinct a.alert ->> 'alert') as tasks,
      count(distinct a.alert ->> 'alert') filter (where a.alert ->> 'severity' = 'critical') as urgent,
      bool_or(a.alert ->> 'alert' = 'no_cycle') as is_late,
      max((a.alert ->> 'since')::timestamptz) filter (where a.alert ->> 'alert' = 'no_cycle') as late_since,
      shipkeeper.switch_problem() as switch_problem,
      shipkeeper.pause_reason() as pause_reason,
      (select p.paused_at from shipkeeper.pause as p) as paused_at,
      (select g.reached_at from shipkeeper.progress as g where g.work_kind = 'sync') as read_up_to,
      (
        select c.started_at from shipkeeper.cycle as c join shipkeeper.lease as l on l.cycle_id = c.cycle_id where c.ended_at is null
      ) as running_since
    from jsonb_array_elements(p_alerts) as a (alert)
  ),
  last_run as (
    select c.* from shipkeeper.cycle as c where c.kind = 'run' and c.ended_at is not null order by c.cycle_id desc limit 1
  )
  select xmlelement(
    name header,
    xmlelement(
      name p, xmlattributes('brand' as class), xmlforest('Shipkeeper' as strong), ', shop database ',
      shipkeeper.page_text(current_database()), ' ("here" on this page)'
    ),
    -- Hidden until the page has stood so long: no script tells the time, the style does.
    xmlelement(
      name p, xmlattributes('old' as id, 'banner' as class, format('animation-delay: %ss', extract(epoch from t.alert_after)) as style),
      xmlforest('This page is old.' as strong),
      format(
        ' It shows how things stood on %s and was not made anew since. Tell whoever runs the server.', shipkeeper.page_moment(p_now, p_now)
      )
    ),
    case when s.is_late then xmlelement(
      name p, xmlattributes('late' as id, 'banner late' as class), xmlforest('The data are old.' as strong),
      case
        when s.late_since is null then ' No run has ended well yet.'
        else format(' No run has ended well since %s: what changed in ShipStation is not on this page.', shipkeeper.page_moment(s.late_since, p_now))
      end
    ) end,
    xmlelement(
      name h1, xmlattributes(i.icon as class), shipkeeper.page_icon(i.icon),
      xmlforest(
        case when s.pause_reason is not null then 'Paused: ' else '' end
        || case
          when s.switch_problem is not null then 'No run can start'
          when s.tasks = 0 and s.pause_reason is null then 'All is well'
          when s.tasks = 0 then 'all else is well'
          else format(
            '%s thing%s to do now%s', s.tasks, case when s.tasks > 1 then 's' else '' end,
            case when s.urgent = s.tasks then ', urgent' when s.urgent > 0 then format(', %s of them urgent', s.urgent) else '' end
          )
        end as span
      )
    ),
    case when s.pause_reason is not null then xmlelement(
      name p, shipkeeper.page_icon('paused'), case when s.paused_at is null then ' Paused by the shop: ' else ' Paused ' end,
      shipkeeper.page_text(s.pause_reason, 200), case when s.paused_at is not null then ', since ' || shipkeeper.page_moment(s.paused_at, p_now) end,
      '. No run starts until it is resumed.'
    ) end,
    case when s.switch_problem is not null then xmlelement(
      name p, shipkeeper.page_icon('critical'), ' ',
      shipkeeper.page_sentence(format('No run starts, since the shop''s switch for jobs is not read: %s.', s.switch_problem))
    ) end,
    xmlelement(
      name p,
      case when s.read_up_to is not null then format(
        'The data are %s old: ShipStation''s changes are known up to %s.', shipkeeper.page_age(p_now - s.read_up_to),
        shipkeeper.page_moment(s.read_up_to, p_now)
      ) else 'ShipStation''s changes were not read yet.' end,
      coalesce(
        (
          select format(
            ' The last run ended %s (%s), %s before this page was made.', shipkeeper.page_moment(r.ended_at, p_now),
            shipkeeper.page_word('cycle', r.outcome), shipkeeper.page_age(p_now - r.ended_at)
          )
          from last_run as r
        ), ' No run has ended yet.'
      ),
      case when s.running_since is not null then format(' A run has been at work since %s.', shipkeeper.page_moment(s.running_since, p_now)) end
    ),
    xmlelement(
      name p, xmlattributes('quiet' as class),
      format(
        'Made %s; all times are of the zone %s. It loads itself again each minute. If your clock says later than %s, this page is old.',
        to_char(p_now at time zone t.shop_time_zone, 'FMDD Mon YYYY HH24:MI:SS'), t.shop_time_zone,
        shipkeeper.page_moment(p_now + t.alert_after, p_now)
      )
    )
  )
  from state as s
  cross join shipkeeper.settings as t
  cross join lateral (
    select case
      when s.urgent > 0 or s.switch_problem is not null then 'critical'
      when s.tasks > 0 then 'warning'
      when s.pause_reason is not null then 'paused'
      else 'well'
    end as icon
  ) as i
$$;
comment on function shipkeeper.page_state(jsonb, timestamptz) is
'The head of the status page: how much there is to do, whether it is paused, how old the data are, when the page was made and from '
'when on it is old. p_alerts: shipkeeper_report.alerts.';
revoke all on function shipkeeper.page_state(jsonb, timestamptz) from public;
