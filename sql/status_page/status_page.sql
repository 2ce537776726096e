create or replace function shipkeeper_report.status_page()
returns text
language sql
stable
security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
-- Compiling so many small queries would take longer than the page.
set jit = off
as $$
  with page as (
    select
      clock_timestamp() as made_at,
      coalesce((select jsonb_agg(to_jsonb(a)) from shipkeeper_report.alerts as a), '[]') as alerts
  )
  select '<!DOCTYPE html>' || chr(10) || xmlserialize(content xmlelement(
    name html, xmlattributes('en' as lang),
    xmlelement(
      name head,
      xmlelement(name meta, xmlattributes('utf-8' as charset)),
      -- Nothing is fetched and nothing runs, whatever text stands on the page.
      xmlelement(name meta, xmlattributes(
        'Content-Security-Policy' as "http-equiv", 'default-src ''none''; style-src ''unsafe-inline''; img-src data:' as content
      )),
      xmlelement(name meta, xmlattributes('viewport' as name, 'width=device-width, initial-scale=1' as content)),
      xmlelement(name meta, xmlattributes('robots' as name, 'noindex' as content)),
      xmlelement(name link, xmlattributes('icon' as rel, 'data:,' as href)),
      xmlelement(name title, 'Shipkeeper: ', case jsonb_array_length(p.alerts)
        when 0 then 'no alerts' when 1 then '1 alert' else jsonb_array_length(p.alerts) || ' alerts'
      end),
      xmlelement(name style, shipkeeper.page_style())
    ),
    chr(10),
    xmlelement(
      name body,
      shipkeeper.page_state(p.alerts, p.made_at), chr(10),
      xmlelement(
        name main,
        shipkeeper.page_alerts(p.alerts, p.made_at), chr(10),
        shipkeeper.page_person(p.made_at), chr(10),
        shipkeeper.page_work(p.made_at), chr(10),
        shipkeeper.page_ghosts(p.made_at), chr(10),
        shipkeeper.page_requests(p.made_at), chr(10),
        shipkeeper.page_cycles(p.made_at), chr(10),
        shipkeeper.page_lot_updates(p.made_at)
      ), chr(10),
      shipkeeper.page_footer(p.made_at), chr(10)
    )
  ) as text)
  from page as p
$$;
comment on function shipkeeper_report.status_page() is
'One self-contained HTML page on the state of things, without personal data: alerts, what needs a person, kinds of work, ghosts over 30 '
'days, requests against the limit, the last cycles and lot updates. Reads only, on a standby too. Writes: nothing.';
revoke all on function shipkeeper_report.status_page() from public;
