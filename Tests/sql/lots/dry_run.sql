-- What is never sent: a dry run, and a runner without the right to write.
begin;
\ir prelude.psql
select plan(37);

-- A dry run does everything up to the change.
update shipkeeper.settings set lot_mode = 'dry_run';
select play.released_order('1', array[play.item('17612-250237', 2), play.item('18795 - 11000')]);
create temporary table before as select content from play.remote;
select play.run_lots();
select is(play.review('1'), 'closed / would_update', 'it says that it would');
select is(play.steps(), 'rs', 'after looking for labels; nothing is sent');
select is(
  play.said(), array['info: 🔍 Dry run: lots of order 1 would be updated: 17612-250237 becomes 17612 - 250300, 18795 - 11000 becomes '
    '18795 - 11001'], 'what would be changed is said'
);
select is((select content from play.remote), (select content from before), 'ShipStation''s order is as it was');
select is(play.lines('1'), array['17612|17612-250237|2|1000', '18795|18795 - 11000|1|1000'], 'and so are the lines here');
select results_eq(
  $$
  select base_sku, old_lot, new_lot, updated_by, reason, dry_run, digest_before = shipkeeper.order_digest((select content from before)),
    digest_after
  from shipkeeper_report.lot_updates order by base_sku
  $$,
  $$
  values ('17612', '250237', '250300', 'automatic', 'would_update', true, true, null),
    ('18795', '11000', '11001', 'automatic', 'would_update', true, true, null)
  $$, 'the trace says that nothing was sent'
);
select play.figures_are('{"lots_would_update": 1, "lots_updated": 0}', 'it is counted apart');
select is(play.outcome_of('1'), 'would_update', 'the outcome is kept');
select play.run_lots();
select is(play.sent(), '{}', 'once');
select play.run_lots(p_may_write => false);
select play.released_order('2');
select play.run_lots(p_may_write => false);
select is(play.review('2'), 'closed / would_update', 'it needs no right to write');
select play.released_order('3');
insert into play.shipment values (73, '{}');
select play.run_lots();
select is(play.review('3'), 'closed / skipped / not_updatable', 'an order with a label would not be updated');
select play.released_order('4');
select play.go_wrong('GET', '/shipments%', 500);
select play.run_lots();
select is(play.review('4'), 'open / would_update / API answered 500', 'what cannot be looked at is looked at later');
update shipkeeper.settings set lot_mode = 'automatic';
select play.reviews_are_due();
select play.run_lots();
select is(play.review('4'), 'closed / verified', 'by then the mode may be another');

-- The runner may not write (SHIPSTATION_ALLOW_WRITES is not 1).
select play.released_order('5');
select play.run_lots(p_may_write => false);
select is(play.review('5'), 'open / writes_not_allowed', 'the review says that the runner may not write');
select is((play.sent()), array['/orders/75'], 'and nothing more is asked');
select is(
  play.said(),
  array['warning: ⚠️ Lots of order 5: the runner may not write to ShipStation (SHIPSTATION_ALLOW_WRITES is not 1)'],
  'so does the log'
);
select is(
  (select round(extract(epoch from next_look_at - clock_timestamp()) / 60) from shipkeeper.lot_review where state <> 'closed'),
  15::numeric, 'it is looked at again in a quarter of an hour'
);
select is(play.trace('5'), '{}', 'nothing is traced');
select play.reviews_are_due();
select play.run_lots();
select is(play.review('5'), 'closed / verified', 'once it may, it does');
select play.released_order('6');
select play.run('{"kind": "run", "only": ["lots"]}');
select is(play.review('6'), 'open / writes_not_allowed', 'a runner that does not say may not');
select play.reviews_are_due();

-- The cycle said that it may, the runner does not: it hands the change back.
select play.go_wrong('POST', '/orders/createorder', p_error => 'not_sent_writes_off');
select play.run_lots();
select is(play.review('6'), 'open / writes_not_allowed', 'handed back: it waits');
select is(
  (select concat_ws(' ', posts, post_body is null) from shipkeeper.lot_review where order_number = '6'), '0 t', 'nothing was sent'
);
select play.figures_are('{"requests": 3}', 'nor counted as a request');
select play.reviews_are_due();
select play.run_lots();
select is(play.review('6') || play.trace('6')::text, 'closed / verified{"17612 250237>250300 verified by automatic"}', 'later it is');
select play.released_order('7');
select play.go_wrong('POST', '/orders/createorder', p_error => 'not_sent_refused');
select is(play.run_lots(), 'failed', 'a runner that refuses the request stops');
select is(play.review('7') || ' ' || (select posts from shipkeeper.lot_review where order_number = '7'), 'open 0', 'nothing was sent');
select play.run_lots();
select is(play.review('7'), 'closed / verified', 'the next cycle does it');

-- Labels: of this order, not voided; what does not say so counts as one.
create function play.came_of(p_shipments text, p_total integer default null) returns text language plpgsql as $$
declare
  v_came_of text;
begin
  perform play.released_order('8');
  insert into play.answer values (
    '/shipments?orderId=78&pageSize=500&page=1', 200, '',
    convert_to(format('{"shipments": %s, "total": %s}', p_shipments, coalesce(p_total, json_array_length(p_shipments::json))), 'UTF8'), null
  );
  perform play.run_lots();
  v_came_of := play.review('8');
  raise exception 'enough';
exception
  when raise_exception then
    return v_came_of;
end
$$;
select is(play.came_of(c.shipments, c.total), c.verdict, c.shipments)
from (
  values
  ('[]', null, 'closed / verified'), ('[{"orderId": 78, "voided": true}]', null, 'closed / verified'),
  ('[{"orderId": 78, "voided": true}, {"orderId": 78, "voided": false}]', null, 'closed / skipped / not_updatable'),
  ('[{"orderId": 78}]', null, 'closed / skipped / not_updatable'), ('[{"orderId": 9, "voided": false}]', null, 'closed / verified'),
  ('[{"voided": false}]', null, 'closed / skipped / not_updatable'), ('[{"voided": "true", "orderId": 78}]', null,
    'closed / skipped / not_updatable'), ('["x"]', null, 'closed / skipped / not_updatable'), ('[]', 1, 'closed / skipped / not_updatable'),
  ('[{"orderId": 78, "voided": true}]', 501, 'open / answer is no list of shipments')
) as c (shipments, total, verdict);

select * from finish();
rollback;
