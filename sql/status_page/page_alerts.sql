create or replace function shipkeeper.page_alerts(p_alerts jsonb, p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select case when count(*) > 0 then shipkeeper.page_section('alerts', 'Alerts', xmlelement(
    name ul, xmlattributes('alerts' as class),
    xmlagg(xmlelement(
      name li, xmlattributes(a.severity as class), shipkeeper.page_icon(a.severity),
      xmlelement(
        name div,
        xmlelement(
          name p, xmlforest(initcap(a.severity) as strong), ': ', shipkeeper.page_sentence(a.subject), ' ',
          case when a.since is not null then xmlelement(
            name span, xmlattributes('quiet' as class), 'Since ', shipkeeper.page_time(a.since, p_now)
          ) end
        ),
        xmlelement(name p, shipkeeper.page_sentence(a.remedy))
      )
    ) order by a.severity, a.since)
  )) end
  from jsonb_to_recordset(p_alerts) as a (severity text, subject text, remedy text, since timestamptz)
$$;
comment on function shipkeeper.page_alerts(jsonb, timestamptz) is
'The alerts on the status page, each with what to do, the critical ones first; null where there are none. '
'p_alerts: shipkeeper_report.alerts.';
revoke all on function shipkeeper.page_alerts(jsonb, timestamptz) from public;
