-- Texts that want to be something else than text, in every place of the status page that shows a text of others.
-- The table hostile_text holds them, and what the page shall show of each.
create table public.hostile_text (
  n bigint generated always as identity, text text not null, shown text generated always as (
    translate(
      regexp_replace(
        left(text, 80) || case when length(text) > 80 then '…' else '' end,
        '[[:cntrl:]\u0080-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]', '?', 'g'
      ), U&'\FFFE\FFFF', '??'
    )
  ) stored
);
insert into public.hostile_text (text) values
('<script>parent.hits++;alert(1)</script>'),
('"></td></style></title><img src=x onerror=parent.hits++><svg onload=parent.hits++>'),
('&amp;&lt;b&#62;&nbsp; "two" ''one'' ]]> <!-- <![CDATA[ {{x}} ${x} `x`'),
('עברית 订单 😀 ' || U&'\202E' || 'desrever' || U&'\FFFE' || U&'\FFFF' || U&'\+10FFFF' || (
  select string_agg(chr(c), '') from (select generate_series(1, 31) union all select generate_series(127, 159)) as t (c)
)),
(repeat('W', 500));

-- An operator held each.
insert into shipkeeper.ghost (
  order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at, held_reason, held_at
)
select -n, text, text, now(), 'infinity', 'held_by_operator', now() from public.hostile_text;
insert into shipkeeper.order_hold (order_inbox_id, order_number, reason, held_by, held_at)
select -n, text, text, text, now() from public.hostile_text;
insert into shipkeeper.lot_review (
  order_inbox_id, order_number, opened_at, opened_by, state, outcome, reason, next_look_at, sku_changes
)
select -n, text, now(), text, 'approval', 'awaiting_approval', text, 'infinity',
  jsonb_build_array(jsonb_build_object('from', text, 'to', text))
from public.hostile_text;
insert into shipkeeper.lot_update_audit (
  lot_review_id, order_inbox_id, order_number, shipstation_order_id, order_item_id, base_sku, old_lot, new_lot, updated_by,
  updated_at, reason, dry_run, digest_before
)
select -n, -n, text, text, -n, text, text, text, text, now(), text, false, 'x' from public.hostile_text;
insert into shipkeeper.number_conflict (
  shipstation_order_id, order_number, order_inbox_id, status_in_shipstation, status_here, units_in_shipstation, units_here, reason,
  found_at, seen_at, next_attempt_at
)
select text, text, -n, text, text, jsonb_build_object(text, 1000000), jsonb_build_object(text, 2), text, now(), now(), now()
from public.hostile_text;
insert into shipkeeper.refused_order (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
select text, text, text, now(), now() from public.hostile_text;
-- Units that differ.
insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
select 'u' || n, '2025-11-03', 'pending', text from public.hostile_text;
insert into public.order_items_inbox (order_inbox_id, sku, quantity)
select id, 'A', 2000000000 from public.orders_inbox where order_number like 'u%';
insert into shipkeeper.seen_order (shipstation_order_id, order_number, order_status, units, units_here, seen_at, cycle_id)
select text, text, text, 9223372036854775807, 0, now(), 0 from public.hostile_text;
insert into shipkeeper.cycle (kind, worker, protocol_version, options, writes_allowed, started_at, ended_at, outcome, figures)
select 'run', text, 1, '{}', false, now(), now(), 'credentials_refused',
  '{"cycle": {"duration_seconds": 240.123, "requests": 1000000}, "sync": {"orders_seen": 1000000},
    "ghosts": {"ghost_orders_found": 1000000, "backfilled": 1000000, "errors": 1000000}}'
from public.hostile_text;
insert into shipkeeper.daily_figure (day, work_kind, figure, of_day, value)
select current_date - n, f.kind, f.name, f.of_day, f.value
from generate_series(0, 29, 2) as n
cross join (
  values
  ('cycle', 'cycles', 'sum', 288), ('ghosts', 'ghosts_open', 'last', 1000000), ('ghosts', 'ghosts_most', 'most', 2000000),
  ('ghosts', 'backfilled', 'sum', 1000000)
) as f (kind, name, of_day, value)
on conflict (day, work_kind, figure) do update set value = excluded.value;
update shipkeeper.pause set paused_at = now(), paused_by = text, reason = text from public.hostile_text where n = 1;
