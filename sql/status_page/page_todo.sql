create or replace function shipkeeper.page_todo(p_alerts jsonb, p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  with alert as (
    select
      a.*,
      row_number() over (partition by a.alert order by a.since, a.order_number) as place
    from jsonb_to_recordset(p_alerts) as a (
      alert text, severity text, subject text, remedy text, since timestamptz, order_number text, cases bigint, details text
    )
  ),
  kind as (
    select
      a.alert,
      min(a.severity) as severity,
      min(a.since) as since,
      sum(a.cases) as cases,
      bool_or(a.order_number is not null or a.cases > 1) as is_counted,
      count(*) as alerts,
      string_agg(shipkeeper.printable(a.order_number, 40), ', ' order by a.place) filter (where a.place <= 5) as orders,
      min(a.remedy) filter (where a.place = 1) as remedy,
      min(a.details) as details,
      xmlagg(xmlelement(
        name li,
        -- "Order 100533 is held: duplicate_sku." becomes a sentence without the code.
        shipkeeper.page_text(coalesce(
          (
            select format('Order %s %s%s', m.part[1], shipkeeper.page_word('held', m.part[2]), m.part[3])
            from (select regexp_match(a.subject, '^Order (.*) is held: ([a-z_]+)(.*)$') as part) as m
            where m.part is not null
          ),
          regexp_replace(replace(a.subject, ' no lines', ' no products'), '(?<=[a-z])_(?=[a-z])', ' ', 'g')
        ), 300),
        case when a.since is not null then xmlelement(
          name span, xmlattributes('quiet' as class), ' Since ', shipkeeper.page_moment(a.since, p_now), '.'
        ) end
      ) order by a.place) filter (where a.place <= 3) as sentences
    from alert as a
    group by a.alert
  )
  select case when count(*) > 0 then shipkeeper.page_section('todo', 'What to do now, the most urgent first', xmlelement(
    name ol, xmlattributes('todo' as class),
    xmlagg(xmlelement(
      name li, xmlattributes(k.severity as class), shipkeeper.page_icon(k.severity),
      xmlelement(
        name div,
        xmlelement(
          name h3, case when k.severity = 'critical' then 'Urgent: ' else '' end,
          coalesce(t.title, replace(k.alert, '_', ' ')),
          case when k.is_counted then xmlelement(name span, xmlattributes('count' as class), shipkeeper.page_number(k.cases)) end
        ),
        xmlelement(name p, coalesce(t.task, 'Tell the database administrator.')),
        case
          when k.orders is not null and t.list is not null then xmlelement(
            name p, shipkeeper.page_text(k.orders || case when k.alerts > 5 then format(' and %s more', k.alerts - 5) else '' end, 500)
          )
          else xmlconcat(
            xmlelement(name ul, k.sentences),
            case when k.alerts > 3 then xmlforest(format('and %s more', shipkeeper.page_number(k.alerts - 3)) as p) end
          )
        end,
        case when t.list is not null then xmlelement(name p, xmlelement(name a, xmlattributes('#' || t.list as href), 'See the list')) end,
        xmlelement(
          name details, xmlattributes('small' as class),
          xmlforest('For the database administrator' as summary), case when k.alerts > 1 then 'For the first of them: ' end,
          shipkeeper.page_sentence(k.remedy), format(' (%s', k.alert), coalesce('; ' || k.details, ''), ')'
        )
      )
    ) order by k.severity, t.place, k.since)
  )) end
  from kind as k
  left join (
    select
      w.*,
      row_number() over () as place
    from shipkeeper.page_tasks() as w
  ) as t on t.kind = k.alert
$$;
comment on function shipkeeper.page_todo(jsonb, timestamptz) is
'What is to be done now, on the status page: the alerts by their kind with how many there are, the urgent ones first; null where there '
'are none. p_alerts: shipkeeper_report.alerts.';
revoke all on function shipkeeper.page_todo(jsonb, timestamptz) from public;
