-- What operators do with reviews of lots: approve, reject, open.
begin;
\ir ../lots/prelude.psql
select plan(15);

create function play.approve(p_number text) returns void language sql as $$
  select shipkeeper_operator.approve_lot_update(play.review_id(p_number))
$$;
update shipkeeper.settings set lot_mode = 'approval';
select play.released_order('3');
select throws_ok(
  'select play.approve(''3'')', 'P0001',
  format('Review %s waits for no approval: shipkeeper_report.lot_reviews lists those that do.', play.review_id('3')),
  'one that does not wait yet'
);
select play.run_lots();
select shipkeeper_operator.reject_lot_update(play.review_id('3'), 'it is packed already');
select is(play.review('3'), 'closed / skipped / rejected', 'rejected');
select play.run_lots();
select is(play.sent(), '{}', 'it rests');
select throws_like('select play.approve(''3'')', 'Review % waits for no approval: %', 'one that is closed is not approved');
select throws_like(
  'select shipkeeper_operator.reject_lot_update(play.review_id(''3''), ''x'')', 'Review % waits for no approval: %', 'nor rejected'
);
select throws_like('select shipkeeper_operator.approve_lot_update(null)', 'Review % waits for no approval: %', 'none at all');
select play.released_order('4');
select play.run_lots();
select play.approve('4');
select throws_like('select play.approve(''4'')', 'Review % waits for no approval: %', 'approved twice');
select shipkeeper_operator.reject_lot_update(play.review_id('4'), 'second thoughts');
select is(play.review('4'), 'closed / skipped / rejected', 'an approval is taken back while nothing was sent');
select results_eq(
  $$
  select subject, object, old_value, new_value, reason, changed_by
  from shipkeeper.audit where subject = 'lot_review' order by audit_id desc limit 2
  $$,
  $$
  values ('lot_review', play.review_id('4')::text, 'approved', 'rejected', 'second thoughts', session_user::text collate "default"),
    ('lot_review', play.review_id('4')::text, 'approval', 'approved', null, session_user)
  $$, 'who decided what is kept'
);
select throws_ok(
  'select shipkeeper_operator.reject_lot_update(play.review_id(''4''), '''')', 'P0001',
  'A reason is needed: say in a few words why you call reject_lot_update.', 'a rejection needs a reason'
);

-- An operator opens a review: of an order that is mismatched, whatever its status was.
select play.order_on_hold('5', p_status => 'awaiting_shipment');
select shipkeeper_operator.open_lot_review('5', 'the old lot is recalled');
select is(
  (select concat_ws(' ', state, order_status_history_id, from_status, opened_by) from shipkeeper.lot_review
    where order_number = '5'), 'open ' || session_user, 'opened by an operator'
);
select throws_ok(
  'select shipkeeper_operator.open_lot_review(''5'', ''again'')', 'P0001',
  'The lots of order 5 are under review already: shipkeeper_report.lot_reviews says how far that is.', 'twice'
);
select throws_like('select shipkeeper_operator.open_lot_review(E''no\nsuch'', ''x'')', 'There is no order no?such.', 'no such order');
select play.run_lots();
select play.approve('5');
select play.run_lots();
select is(play.review('5'), 'closed / verified', 'approved, it is changed');
select shipkeeper_operator.open_lot_review('5', 'once more');
select play.run_lots();
select is(play.review('5'), 'closed / current / current', 'opened again, there is nothing to change');

select * from finish();
rollback;
