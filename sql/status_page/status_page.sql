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
      -- Whoever keeps it open sees the newest one.
      xmlelement(name meta, xmlattributes('refresh' as "http-equiv", '60' as content)),
      xmlelement(name link, xmlattributes('icon' as rel, 'data:,' as href)),
      xmlelement(name title, 'Shipkeeper ', shipkeeper.page_moment(p.made_at, p.made_at), ': ', case
        when p.alerts = '[]' then 'all is well' else (select count(distinct a ->> 'alert') from jsonb_array_elements(p.alerts) as a) || ' to do'
      end),
      xmlelement(name style, shipkeeper.page_style())
    ),
    chr(10),
    xmlelement(
      name body,
      shipkeeper.page_state(p.alerts, p.made_at), chr(10),
      xmlelement(name main, shipkeeper.page_todo(p.alerts, p.made_at), chr(10), shipkeeper.page_sections(p.made_at)), chr(10),
      xmlelement(name footer, xmlelement(name p, format(
        'Schema %s; protocol %s; PostgreSQL %s%s.',
        coalesce((select max(m.name) from shipkeeper.migration as m), '—'), shipkeeper.protocol_version(),
        split_part(current_setting('server_version'), ' ', 1),
        case when pg_is_in_recovery() then ', a standby, which may lag behind' else '' end
      ))), chr(10)
    )
  ) as text)
  from page as p
$$;
comment on function shipkeeper_report.status_page() is
'One self-contained HTML page on the state of things for people who do not know the database, without personal data: what to do now, what '
'waits for a person, orders without lines, lots, figures, what may be written, the last runs. Reads only, on a standby too. Writes: '
'nothing.';
revoke all on function shipkeeper_report.status_page() from public;
