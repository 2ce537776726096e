-- All that a shop and Shipkeeper remember in the end, but the ids and clocks of this machine: one row a thing.
select 'header', jsonb_strip_nulls(to_jsonb(o) - '{id,created_at,updated_at}'::text[])
from public.orders_inbox as o
union all
select 'line', to_jsonb(i) - '{id,order_inbox_id}'::text[] || jsonb_build_object('order', o.order_number)
from public.order_items_inbox as i
join public.orders_inbox as o on o.id = i.order_inbox_id
union all
select 'status', jsonb_build_array(h.order_number, h.from_status, h.to_status, h.entry, h.changed_by)
from shipkeeper.order_status_history as h
union all
select 'cancellation', to_jsonb(c) - '{cancellation_id,order_inbox_id,cycle_id,cancelled_at}'::text[]
from shipkeeper.cancellation as c
union all
-- ShipStation's clock stands in some proofs and runs in others: the digests tell no more than the lots.
select 'lot', to_jsonb(u) - '{lot_update_audit_id,lot_review_id,order_inbox_id,updated_at,digest_before,digest_after}'::text[]
from shipkeeper.lot_update_audit as u
union all
select 'review', jsonb_build_array(r.order_number, r.from_status, r.to_status, r.state, r.outcome, r.reason)
from shipkeeper.lot_review as r
union all
select 'seen', to_jsonb(s) - '{seen_at,cycle_id,apply_at}'::text[]
from shipkeeper.seen_order as s
union all
select 'refused', to_jsonb(r) - '{refused_order_id,refused_at,attempts,attempted_at,next_attempt_at}'::text[]
from shipkeeper.refused_order as r
union all
select 'conflict', jsonb_build_array(c.shipstation_order_id, c.order_number, c.reason)
from shipkeeper.number_conflict as c
union all
select 'ghost', jsonb_build_array(g.order_number, g.shipstation_order_id, g.last_outcome, g.last_reason, g.held_reason)
from shipkeeper.ghost as g
union all
select 'watermark', to_jsonb(w.last_sync_timestamp)
from public.sync_watermark as w
where w.workflow_name = 'shipkeeper'
order by 1, 2;
