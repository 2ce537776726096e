create or replace function shipkeeper.window_path(
  p_start timestamp without time zone, p_end timestamp without time zone, p_page_size integer, p_page integer
)
returns text
language sql
immutable
set search_path = pg_catalog, pg_temp
as $$
  select format(
    '/orders?modifyDateStart=%s&modifyDateEnd=%s&sortBy=ModifyDate&sortDir=ASC&pageSize=%s&page=%s',
    to_char(p_start, 'YYYY-MM-DD"T"HH24:MI:SS'), to_char(p_end, 'YYYY-MM-DD"T"HH24:MI:SS'), p_page_size, p_page
  )
$$;
comment on function shipkeeper.window_path(timestamp without time zone, timestamp without time zone, integer, integer) is
'The path that asks for a page of the orders changed in a window, oldest change first.';
revoke all on function shipkeeper.window_path(timestamp without time zone, timestamp without time zone, integer, integer)
from public;
