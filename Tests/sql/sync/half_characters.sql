-- An emoji cut in half by a length limit, or a byte order mark, costs nothing: the order comes in.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(9);

-- A raw text of an order: jsonb, of which the stand-in is made, cannot hold half a character.
create function play.raw_order(p_number text, p_note text) returns text language sql as $$
  select replace(
    (play.order_json(p_number, 'awaiting_shipment', play.item('A', 2)) || jsonb_build_object(
      'orderDate', '2025-11-20T10:00:00.0000000', 'modifyDate', '2025-11-20T10:00:00.0000000', 'customerNotes', '@NOTE@'
    ))::text, '@NOTE@', p_note
  )
$$;

-- As a ghost, asked for alone.
select play.make_ghosts('1', '2', '3');
select play.answer_json('1', play.raw_order('1', 'thanks \ud83d'));
select play.answer_json('2', play.raw_order('2', '\udc7b thanks'));
select play.answer_json('3', U&'\FEFF' || play.raw_order('3', 'thanks'));
select is(play.run(), 'done', 'the cycle ends well');
select is(play.header('1'), 'awaiting_shipment 2', 'the first half of a pair: healed');
select is(play.header('2'), 'awaiting_shipment 2', 'the second half: healed');
select is(play.header('3'), 'awaiting_shipment 2', 'a byte order mark before the brace: healed');

-- On a page: new, known and a ghost, with one request.
select play.make_ghost('4');
select play.remote_order(n, '2025-11-20 10:00', p_items => array[play.item('A', 2)], p_more => '{"customerNotes": "HALF"}')
from unnest(array['1', '4', '5']) as n;
insert into play.damage values ('HALF', convert_to('a\ud83d\ud83d \\ud83d \udc7b', 'UTF8'));
select play.sync('full', '2025-11-20 17:30Z');
select is(play.run('{"kind": "run", "only": ["sync"]}'), 'done', 'a page of such orders');
select is(
  play.header('4') || ', ' || play.header('5'), 'awaiting_shipment 2, awaiting_shipment 2',
  'the ghost is healed, the new one comes in'
);
select is(cardinality(play.sent()), 1, 'nothing is asked for again');
select is((select count(*) from shipkeeper.refused_order), 0::bigint, 'none is refused');

-- What is sent back whole must be whole: lots are not updated.
select is(
  (select has_half from shipkeeper.read_json(convert_to(play.raw_order('1', '\ud83d'), 'UTF8'))), true, 'whoever sends it back can tell'
);

select * from finish();
rollback;
