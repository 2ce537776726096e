-- The lots of an order that an operator holds are not reviewed further; what was sent is looked at all the same.
begin;
\ir ../lots/prelude.psql
select plan(19);

-- Held before anything was asked.
select play.released_order('1'), shipkeeper_operator.hold_order('1', 'x');
select is(play.run_lots(), 'done', 'a cycle');
select is(play.sent(), '{}', 'asks for nothing');
select is(play.review('1'), 'open / held_by_operator', 'the review waits');
select is((select next_look_at > clock_timestamp() from shipkeeper.lot_review), true, 'an hour');
select play.reviews_are_due(), play.run_lots();
select is(play.sent() || play.review('1'), array['open / held_by_operator'], 'and again, however long');
select shipkeeper_operator.release_order('1', 'x');
select play.run_lots();
select is(play.review('1') || ' ' || play.skus('1')::text, 'closed / verified {"17612 - 250300"}', 'let go it goes on at once');

-- Held at each step before the change.
create function play.held_at_step(p_number text, p_path text, p_turn integer) returns text language plpgsql as $$
begin
  perform play.released_order(p_number);
  for v_turn in 1 .. p_turn - 1 loop
    perform play.go_wrong('GET', p_path, p_before => 'select');
  end loop;
  perform play.go_wrong('GET', p_path, p_before => format('select shipkeeper_operator.hold_order(%L, ''x'')', p_number));
  perform play.run_lots();
  return play.posts() || ' ' || play.review(p_number);
end
$$;
select is(play.held_at_step('2', '/orders/72', 1), '0 open / held_by_operator', 'held while it is read: nothing is sent');
select is(play.held_at_step('3', '/shipments%', 1), '0 open / held_by_operator', 'while its labels are looked for');
select is(play.held_at_step('4', '/orders/74', 2), '0 open / held_by_operator', 'while it is read once more');
select is((select count(*) from shipkeeper.lot_review where post_body is not null), 0::bigint, 'no order to send is kept');
select is((select count(*) from play.taken), 1::bigint, 'ShipStation has taken nothing of these');
select shipkeeper_operator.release_order(n, 'x') from unnest(array['2', '3', '4']) as n;
select play.run_lots();
select is(
  array[play.review('2'), play.review('3'), play.review('4')], array['closed / verified', 'closed / verified', 'closed / verified'],
  'let go they are changed'
);

-- Held when the change has left.
select play.released_order('5');
select play.go_wrong('POST', '%', p_before => $$ select shipkeeper_operator.hold_order('5', 'x') $$);
select play.run_lots();
select is(play.review('5'), 'closed / verified', 'what was sent is looked at in any case');
select is(
  play.lines('5') || play.said(), array['17612|17612 - 250237|2|1000', 'warning: ⚠️ Order 5: its lots are up to date in ShipStation, '
    'but an operator holds it, so that its lines here stay - look at it',
    'info: 🏷️ Lots of order 5 updated: 17612 - 250237 becomes 17612 - 250300'], 'its lines here stay, which is said'
);
select is(
  (select held_reason from shipkeeper_report.held_orders where order_number = '5'), 'held_by_operator', 'the order stays held'
);

-- One that waits for approval may be approved, and is not sent.
update shipkeeper.settings set lot_mode = 'approval';
select play.released_order('6'), play.run_lots();
select shipkeeper_operator.hold_order('6', 'x'), shipkeeper_operator.approve_lot_update(play.review_id('6'));
select play.run_lots();
select is(play.posts() || ' ' || play.review('6'), '0 approved / awaiting_approval / held_by_operator', 'approved, but held');
select play.reviews_are_due(), play.run_lots();
select is(play.sent(), '{}', 'not even read');
select shipkeeper_operator.release_order('6', 'x'), play.run_lots();
select is(play.review('6'), 'closed / verified', 'let go the approval counts');
select is((select count(*) from shipkeeper.lot_review where reason = 'held_by_operator'), 0::bigint, 'none waits any more');

select * from finish();
rollback;
