-- Times in headers, and texts in URLs.
begin;
\ir ../prelude.psql
select plan(28);

create function play.time_of(p_text text) returns timestamptz language sql as $$
  select shipkeeper.header_time(convert_to('Server: x' || E'\r\nDate: ' || p_text || E'\r\nVia: y\r\n', 'UTF8'), 'date')
$$;
select is(play.time_of(sent), (read || 'Z')::timestamptz, 'a time: ' || sent)
from (
  values
  ('Sun, 06 Nov 1994 08:49:37 GMT', '1994-11-06 08:49:37'), ('Thu, 01 Jan 1970 00:00:00 GMT', '1970-01-01 00:00:00'),
  ('Sat, 29 Feb 2020 23:59:59 GMT', '2020-02-29 23:59:59'), ('Fri, 31 Dec 2038 12:00:00 GMT', '2038-12-31 12:00:00'),
  -- Nobody looks at the day of the week; the 60th second is the next minute.
  ('Mon, 06 Nov 1994 08:49:37 GMT', '1994-11-06 08:49:37'), ('Sat, 31 Dec 2016 23:59:60 GMT', '2017-01-01 00:00:00'),
  ('  Sun, 06 Nov 1994 08:49:37 GMT  ', '1994-11-06 08:49:37')
) as v (sent, read);
select is(play.time_of(sent), null, 'no time: ' || sent)
from unnest(array[
  '', 'soon', 'Sun, 06 Nov 1994 08:49:37', 'Sun, 06 Nov 1994 08:49:37 PST', 'Sun, 6 Nov 1994 08:49:37 GMT', 'Sun, 31 Feb 1994 08:49:37 GMT',
  'Sun, 00 Nov 1994 08:49:37 GMT', 'Sun, 06 Nov 0000 08:49:37 GMT', 'Sun, 06 Nov 1994 25:49:37 GMT', 'Sun, 06 Lem 1994 08:49:37 GMT',
  'Sunday, 06-Nov-94 08:49:37 GMT', 'Sun Nov  6 08:49:37 1994', '1994-11-06T08:49:37Z'
]) as sent;
select is(shipkeeper.header_time(null, 'date'), null, 'no headers');
set local time zone 'Asia/Tokyo';
select is(play.time_of('Sun, 06 Nov 1994 08:49:37 GMT'), '1994-11-06 08:49:37Z', 'whatever the session''s time zone');

select is(shipkeeper.url_encode(text), encoded, 'in a URL: ' || encoded)
from (
  values
  ('100528', '100528'), ('AZaz09._~-', 'AZaz09._~-'), ('a b&c=d#e?f/g%h+i', 'a%20b%26c%3Dd%23e%3Ff%2Fg%25h%2Bi'),
  (E'\n"''\\', '%0A%22%27%5C'), ('Größe 👻', 'Gr%C3%B6%C3%9Fe%20%F0%9F%91%BB')
) as v (text, encoded);
select is(shipkeeper.url_encode(''), '', 'nothing');

select * from finish();
rollback;
