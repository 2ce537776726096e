create or replace function shipkeeper.page_footer(p_now timestamptz)
returns xml
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select xmlelement(
    name footer,
    xmlelement(
      name p, 'Made ', to_char(p_now at time zone s.shop_time_zone, 'FMDD Mon YYYY HH24:MI:SS'), format(' (%s), ', s.shop_time_zone),
      'for database ', shipkeeper.page_text(current_database()),
      case when pg_is_in_recovery() then ' on a standby, which may lag behind' else '' end, '. All times are of that zone.'
    ),
    xmlelement(
      name p,
      'Schema ', coalesce((select max(m.name) from shipkeeper.migration as m), '—'),
      (
        select xmlconcat(xmlforest(', functions loaded ' as span), shipkeeper.page_time(d.installed_at, p_now))
        from shipkeeper.deployment as d
      ),
      format('; protocol %s; PostgreSQL %s.', shipkeeper.protocol_version(), split_part(current_setting('server_version'), ' ', 1))
    )
  )
  from shipkeeper.settings as s
$$;
comment on function shipkeeper.page_footer(timestamptz) is
'The foot of the status page: when, for which database and with which version of the schema it was made.';
revoke all on function shipkeeper.page_footer(timestamptz) from public;
