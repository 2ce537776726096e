-- An escaped NUL, which PostgreSQL's JSON cannot hold: made harmless in the page, and the order that holds it refused.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(24);

-- As JSON: the wire's text, and what is read from it. ~ stands for the mark that takes the place of a NUL.
create function play.read(p_text text) returns text language sql as $$
  select format('%s %s', j.has_nul, replace(coalesce(j.problem, j.document ->> 'a'), chr(65534), '~'))
  from shipkeeper.read_json(convert_to(p_text, 'UTF8'), true) as j
$$;
select is(play.read(wire), result, 'on the wire: ' || wire)
from (
  values
  ('{"a": "x\u0000y"}', 't x~y'), ('{"a": "\u0000"}', 't ~'), ('{"a": "\u0000\u0000\u0000"}', 't ~~~'),
  ('{"a": "\\u0000"}', 'f \u0000'), ('{"a": "\\\u0000"}', 't \~'), ('{"a": "\\\\u0000"}', 'f \\u0000'),
  ('{"a": "\\u0000 \u0000"}', 't \u0000 ~'), ('{"a": "\n\u0000\\"}', E't \n~\\'), ('{"a": "\u00001"}', 't ~1'),
  ('{"a": "\u0001"}', E'f \x01'), ('{"a": "\\\\\\\u0000"}', 't \\\~'), ('{"\u0000": 1, "a": "b"}', 't b'),
  ('{"a": \u0000}', 't answer is not whole JSON')
) as v (wire, result);
select is(
  (shipkeeper.read_json('{"a": "\\u0000"}')).problem, 'answer holds a NUL', 'where nothing else is at stake the whole answer is refused'
);

-- In a page: beside it the others are worked on, with one request.
select play.remote_orders(1, 4);
update play.remote set content = content || jsonb_build_object('customerEmail', 'NUL') where id = 72;
update play.remote
set content = content || jsonb_build_object('items', jsonb_build_array(play.item('17612', 1, 1, '{"name": "BACKSLASH"}')))
where id = 73;
insert into play.damage values ('NUL', convert_to('a\u0000b', 'UTF8')), ('BACKSLASH', convert_to('C:\\u0000', 'UTF8'));
select play.make_ghosts('1', '3');
select is(play.walk(), 'done', 'a NUL in one order of a page');
select is(play.pages(), '500/1', 'no page is divided for it');
select is(play.refused(), array['2: order holds a NUL'], 'it is refused');
select is(
  concat_ws(', ', play.header('1'), play.header('2'), play.header('3'), play.header('4')),
  'awaiting_shipment 2, awaiting_shipment 1, awaiting_shipment 2', 'the others are healed or come in'
);
select is(play.watermark(), '2025-11-20T18:00:40Z', 'it holds nothing up');
select play.figures_are('{"orders_refused": 1, "orders_imported": 1}', 'it is counted');

-- By itself: still refused; a ghost is asked for as a ghost.
select play.make_refused_due();
select play.walk_on();
select is(play.refused(), array['2: answer holds a NUL'], 'asked for by itself it is refused again');
delete from shipkeeper.refused_order;
select play.make_ghost('2');
select play.walk();
select is(play.header('2'), 'awaiting_shipment 0', 'a ghost whose order holds a NUL is left');
select play.run('{"kind": "run", "only": ["ghosts"]}');
select is(play.outcome_of('2'), 'error: answer holds a NUL', 'and comes again with its reason');
delete from play.damage;
select play.make_refused_due(), play.make_due();
select play.walk_on();
select is(play.header('2') || array_to_string(play.refused(), ''), 'awaiting_shipment 2', 'mended: healed and forgotten');

select * from finish();
rollback;
