-- ShipStation's order differs in what matters: said aloud, traced, never repaired by guessing; twice, and it stops.
begin;
\ir prelude.psql
select plan(24);

create function play.mismatch(p_number text, p_change jsonb default '{"shipTo.city": "ELSEWHERE"}') returns text language plpgsql as $$
begin
  perform play.released_order(p_number);
  perform play.go_wrong('POST', '/orders/createorder', p_change => p_change);
  perform play.run_lots();
  return play.review(p_number);
end
$$;
create function play.mode() returns text language sql as $$ select lot_mode from shipkeeper.settings $$;

select is(play.mismatch('1'), 'closed / mismatch / shipTo.city', 'a mismatch');
select is(
  play.said(), array['critical: 🚨 CRITICAL: after its lots were updated order 1 differs in ShipStation: shipTo.city - look at it there'],
  'said aloud, without the data'
);
select is(play.trace('1'), array['17612 250237>250300 mismatch by automatic'], 'traced');
select is(
  (select concat_ws(' ', dry_run, digest_after = shipkeeper.order_digest((select content from play.remote)))
    from shipkeeper.lot_update_audit), 'f t', 'with what it is now'
);
select is(play.outcome_of('1'), 'mismatch: shipTo.city', 'the outcome is kept');
select play.figures_are('{"lots_mismatched": 1, "lots_updated": 0}', 'and counted');
select is(play.lines('1'), array['17612|17612 - 250237|2|1000'], 'the line here is not touched');
select is(play.mode(), 'automatic', 'one may happen');
select play.run_lots();
select is(play.sent(), '{}', 'nothing is repaired by guessing');

-- Of two lines only one has been taken in: half is no success.
update shipkeeper.settings set lot_mode = 'automatic';
select play.released_order('2', array[play.item('17612 - 250237'), play.item('18795 - 11000')]);
select play.go_wrong('POST', '/orders/createorder', p_change => '{"items.1.sku": "18795 - 11000"}');
select play.run_lots();
select is(play.review('2'), 'closed / mismatch / items', 'one line of two');
select is(play.skus('2'), array['17612 - 250300', '18795 - 11000'], 'stays for a person');

-- That was the second.
select is(play.mode(), 'approval', 'the second in a day: an operator has to agree from now on');
select is(
  (play.said())[2],
  'critical: 🚨 CRITICAL: two lot updates in 24 hours ended otherwise than sent - lot_mode is approval from now on', 'said aloud'
);
select results_eq(
  $$ select object, old_value, new_value, reason from shipkeeper.audit where subject = 'setting' order by audit_id desc limit 1 $$,
  $$ values ('lot_mode', 'automatic', 'approval', 'two mismatches in 24 hours') $$, 'and kept, with the reason'
);
select is(current_setting('shipkeeper.reason', true), '', 'the reason is that change''s alone');
select play.released_order('3');
select play.run_lots();
select is(play.review('3'), 'approval / awaiting_approval / mode', 'the next order waits');
select shipkeeper_operator.approve_lot_update(play.review_id('3'));
select play.go_wrong('POST', '/orders/createorder', p_change => '{"orderTotal": 1}');
select play.run_lots();
select is(play.review('3') || ' ' || play.mode(), 'closed / mismatch / orderTotal approval', 'in approval it stays');
select is(
  (select count(*) from shipkeeper.message where message like '%lot_mode is approval%'), 1::bigint, 'and nothing is said of it again'
);

-- An operator switches it back: the next one within the day stops it again; yesterday's count no more.
select shipkeeper_operator.change_setting('lot_mode', 'automatic', 'looked into');
select is(play.mismatch('4') || ' ' || play.mode(), 'closed / mismatch / shipTo.city approval', 'one more within the day');
update shipkeeper.settings set lot_mode = 'automatic';
update shipkeeper.lot_review set closed_at = clock_timestamp() - interval '24 hours 1 minute' where state = 'closed';
select is(play.mismatch('5') || ' ' || play.mode(), 'closed / mismatch / shipTo.city automatic', 'the first of another day');
select is(play.mismatch('6', '{"confirmation": "none"}') || ' ' || play.mode(), 'closed / verified automatic', 'no harm does not count');
select is(play.mismatch('7') || ' ' || play.mode(), 'closed / mismatch / shipTo.city approval', 'the second of that day');

-- What of several orders in one cycle comes after the second mismatch waits.
update shipkeeper.settings set lot_mode = 'automatic';
update shipkeeper.lot_review set closed_at = clock_timestamp() - interval '2 days' where state = 'closed';
select play.order_on_hold(n::text) from generate_series(20, 23) as n;
select play.release('20', '21', '22', '23');
select play.go_wrong('POST', '/orders/createorder', p_change => '{"amountPaid": 0}') from generate_series(1, 4);
select play.run_lots();
select is(
  (select array_agg(concat_ws(' ', r.order_number, r.outcome) order by r.order_number) from shipkeeper.lot_review as r
    where r.order_number like '2_'),
  array['20 mismatch', '21 mismatch', '22 awaiting_approval', '23 awaiting_approval'], 'in the same cycle'
);
select is(play.posts(), 2::bigint, 'two were sent');

select * from finish();
rollback;
