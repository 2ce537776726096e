-- Bodies as bytes: JSON, or what is wrong with it. It never raises.
begin;
\ir ../prelude.psql
select plan(33);

create function play.problem(p_body bytea) returns text language sql as $$
  select problem from shipkeeper.read_json(p_body)
$$;
select is(play.problem(null), 'answer is empty', 'no body');
select is(play.problem(''), 'answer is empty', 'an empty body');
select is(play.problem(' '), 'answer is not whole JSON', 'a blank');
select is(play.problem('{"a": 1'), 'answer is not whole JSON', 'truncated');
select is(play.problem('{"a": 1} x'), 'answer is not whole JSON', 'something behind it');
select is(play.problem('<html>'), 'answer is HTML, not JSON', 'HTML');
select is(play.problem(E'\r\n  <?xml'), 'answer is HTML, not JSON', 'HTML after blanks');
select is(play.problem('{"a": "<html>"'), 'answer is not whole JSON', 'truncated JSON that quotes HTML');
select is(play.problem('\xff'), 'answer holds bytes that are no text', 'a bad byte');
select is(play.problem('\x7b2261223a22c3227d'), 'answer holds bytes that are no text', 'half a character');
select is(play.problem('\x7b00'), 'answer holds bytes that are no text', 'a NUL byte');
select is(play.problem('{"a": "\\u0000"}'), 'answer holds a NUL', 'a NUL escaped');
select is(play.problem('{"a": "\\ud800 \\u0000"}'), 'answer holds a NUL', 'half a surrogate pair does not hide a NUL');
select is(play.problem('{"a": "\\ud800"'), 'answer is not whole JSON', 'half a pair in a text that is cut short');
select results_eq(
  format('select document ->> ''a'', has_half, has_nul from shipkeeper.read_json(%L)', convert_to(body, 'UTF8')),
  format('values (%L::text, %L::boolean, %L::boolean)', seen, has_half, has_nul), format('%s is read as %s', body, seen)
)
from (
  values
  ('{"a": "x\ud83d"}', U&'x\FFFD', true, false), ('{"a": "\udc7b\ud83d"}', U&'\FFFD\FFFD', true, false),
  ('{"a": "\ud83d\ud83d\udc7b"}', U&'\FFFD' || '👻', true, false),
  ('{"a": "\\ud83d \ud83d\udc7b"}', '\ud83d 👻', false, false),
  ('{"a": "\\ud83d\udc7b"}', '\ud83d' || U&'\FFFD', true, false),
  (U&'\FEFF{"a": "b"}', 'b', false, false)
) as v (body, seen, has_half, has_nul);
select is(play.problem(repeat('[', 100000)::bytea), 'answer is not whole JSON', 'deep nesting');
select is(
  play.problem((repeat('[', 100000) || repeat(']', 100000))::bytea), 'answer is not whole JSON',
  'deep nesting that is closed'
);
select is(play.problem('{"a": 1e200000}'), 'answer is not whole JSON', 'a number beyond all');
select is((select document from shipkeeper.read_json('{"a": ')), null, 'no document with a problem');

select is(play.problem('{}'), null, 'an object');
select is(play.problem('null'), null, 'JSON null is JSON');
select is((select document from shipkeeper.read_json('null')), 'null'::jsonb, 'and no missing document');
select is(
  (select document ->> 'a' from shipkeeper.read_json('{"a": 4000000000001}')), '4000000000001',
  'a long id keeps its digits'
);
select is((select document ->> 'a' from shipkeeper.read_json('{"a": 19.90}')), '19.90', 'a price as well');
select is(
  (select document ->> 'a' from shipkeeper.read_json('{"a": 12345678901234567890.123456789}')),
  '12345678901234567890.123456789',
  'any number'
);
select is(
  (select document ->> 'a' from shipkeeper.read_json(convert_to('{"a": "Größe 👻"}', 'UTF8'))), 'Größe 👻',
  'text of all kinds'
);
select is(
  (select document ->> 'a' from shipkeeper.read_json('{"a": 1, "a": 2}')), '2', 'a key twice: the last one counts'
);
-- The encoding of the session does not matter: the body is bytes.
set local client_encoding = 'LATIN1';
select is(
  (select length(document ->> 'a') from shipkeeper.read_json('\x7b2261223a22c3bc227d')), 1,
  'whatever the client''s encoding'
);
set local client_encoding = 'UTF8';

select * from finish();
rollback;
