-- What does not agree in the end, one row each. The variable applied: what ShipStation took in, [order, line, SKU] each; there: its
-- orders as they stand.
insert into proof.applied
select a ->> 0, (a ->> 1)::bigint, a ->> 2 from jsonb_array_elements(:'applied') as a;

select b.what from proof.broken as b
union all
select format('review of %s is %s: %s, due in %s, its order %s', r.order_number, r.state, r.reason, r.next_look_at - now(), o.status)
from shipkeeper.lot_review as r left join public.orders_inbox as o on o.id = r.order_inbox_id
-- A ghost that was healed may be on hold by that.
where r.state not in ('closed', 'approval') and not (r.reason = 'left_awaiting_shipment' and o.status = 'on_hold')
union all
select format('verify(): %s %s', v.finding, v.object) from shipkeeper.verify() as v
-- People write lines without it; a rule that is taken out is a function that was changed.
where v.finding not in ('total_items', 'object_changed')
union all
-- No change without its trace, no trace without its change, none twice. What became of an order that nobody could look at for a day, or
-- that was deleted, is not known: it is reported as that.
select format('order %s, line %s, %s: applied %s times, %s in the trace (%s)', shipstation_order_id, item_id, sku, x.applied, x.traced, x.outcomes)
from (
  select shipstation_order_id, item_id, sku, sum(is_applied) as applied, sum(1 - is_applied) as traced, string_agg(outcome, ', ') as outcomes
  from (
    select a.shipstation_order_id, a.item_id, a.sku, 1 as is_applied, null as outcome from proof.applied as a
    union all
    select u.shipstation_order_id, u.order_item_id, u.base_sku || ' - ' || u.new_lot, 0, u.reason
    from shipkeeper.lot_update_audit as u where not u.dry_run
  ) as e
  group by shipstation_order_id, item_id, sku
) as x
where x.applied <> x.traced and not exists (
  select from shipkeeper.lot_review as r
  where r.shipstation_order_id = x.shipstation_order_id and r.reason = 'perhaps_applied' and x.applied > x.traced
)
union all
-- Every review ended as it was reported, once; an operator's own decision is no report.
select format('order %s ended as %s %s: %s reviews, %s reports', order_number, outcome, reason, x.ended, x.reported)
from (
  select order_number, outcome, coalesce(reason, '') as reason, sum(is_review) as ended, sum(1 - is_review) as reported
  from (
    select r.order_number, r.outcome, r.reason, 1 as is_review from shipkeeper.lot_review as r
    where r.state = 'closed' and r.reason is distinct from 'rejected'
    union all
    select o.order_number, o.outcome, o.reason, 0 from shipkeeper.order_outcome as o
    where o.work_kind = 'lots' and o.outcome not in ('error', 'awaiting_approval')
  ) as e
  group by 1, 2, 3
) as x
where x.ended <> x.reported
union all
select format('order %s: %s ends that need a sentence, and %s sentences', x.order_number, x.ends, x.said)
from (
  select
    r.order_number,
    count(*) filter (
      where r.outcome in ('verified', 'held', 'mismatch') or r.outcome = 'skipped' and r.reason not in ('mode', 'rejected')
    ) as ends,
    (
      select count(*) from shipkeeper.message as m
      where m.message ~ format('(ots of order %s (updated|held|left alone)|lots were updated order %1$s differs)', r.order_number)
    ) as said
  from shipkeeper.lot_review as r where r.state = 'closed' group by r.order_number
) as x
where x.ends <> x.said
union all
-- The lines here that nobody else touched carry what was sent and seen.
select format('order %s, line %s is %s here, and was verified as %s', r.order_number, i.shipstation_order_item_id, i.sku_lot, t.sku)
from shipkeeper.lot_review as r
join public.orders_inbox as o on o.id = r.order_inbox_id and o.shipstation_order_id = r.shipstation_order_id
join public.order_items_inbox as i on i.order_inbox_id = o.id
join lateral (
  select l ->> 'sku' as sku from jsonb_array_elements(:'there') as d, jsonb_array_elements(d -> 'items') as l
  where d ->> 'orderId' = r.shipstation_order_id and (l ->> 'orderItemId')::bigint = i.shipstation_order_item_id
) as t on true
where r.outcome = 'verified' and r.sent_changes is not null
  and r.lot_review_id = (select max(m.lot_review_id) from shipkeeper.lot_review as m where m.order_inbox_id = o.id and m.outcome in ('verified', 'mismatch'))
  and not exists (select from proof.touched as p where p.order_number = r.order_number)
  and i.sku_lot is not null and i.sku_lot <> t.sku;
