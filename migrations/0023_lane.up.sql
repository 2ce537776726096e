-- What an order is on its way from an answer to the shop's tables.
create type shipkeeper.product_line as (
  place bigint,
  order_item_id bigint,
  line_item_key text,
  sku text,
  sku_lot text,
  name text,
  quantity integer,
  unit_price_cents integer
);
comment on type shipkeeper.product_line is 'A line of an order of ShipStation''s as it is stored here.';
comment on column shipkeeper.product_line.place is 'Place in the order, from 1.';
comment on column shipkeeper.product_line.order_item_id is 'ShipStation''s orderItemId; null: it has none.';
comment on column shipkeeper.product_line.line_item_key is 'ShipStation''s lineItemKey.';
comment on column shipkeeper.product_line.sku is 'Base SKU, or the placeholder.';
comment on column shipkeeper.product_line.sku_lot is 'The full text where it holds a lot.';
comment on column shipkeeper.product_line.name is 'Name of the product.';
comment on column shipkeeper.product_line.quantity is 'Units.';
comment on column shipkeeper.product_line.unit_price_cents is 'Price of a unit, in cents.';

create type shipkeeper.laid_order as (
  place bigint,
  request_id bigint,
  shipstation_order_id text,
  order_number text,
  order_status text,
  modify_date timestamp without time zone,
  carrier_code text,
  service_code text,
  total_amount_cents integer,
  parent_id text,
  merged_ids text [],
  units bigint,
  lines shipkeeper.product_line [],
  lines_digest uuid,
  repeats_sku boolean,
  header jsonb,
  header_problem text,
  problem text,
  is_header_usable boolean
);
comment on type shipkeeper.laid_order is
'An order of ShipStation''s laid out: what the rules need of it, typed, nothing of a person but in header.';
comment on column shipkeeper.laid_order.place is 'Place in its answer, from 1.';
comment on column shipkeeper.laid_order.request_id is 'The request that brought it.';
comment on column shipkeeper.laid_order.shipstation_order_id is 'orderId; null: it has none that is usable.';
comment on column shipkeeper.laid_order.order_number is 'orderNumber; null: it is no text.';
comment on column shipkeeper.laid_order.order_status is 'orderStatus.';
comment on column shipkeeper.laid_order.modify_date is 'modifyDate, Pacific; null: it has none that is usable.';
comment on column shipkeeper.laid_order.carrier_code is 'carrierCode.';
comment on column shipkeeper.laid_order.service_code is 'serviceCode.';
comment on column shipkeeper.laid_order.total_amount_cents is 'orderTotal, in cents.';
comment on column shipkeeper.laid_order.parent_id is 'advancedOptions.parentId.';
comment on column shipkeeper.laid_order.merged_ids is 'The usable ones of advancedOptions.mergedIds; null: it says nothing of that.';
comment on column shipkeeper.laid_order.units is 'Units of its product lines.';
comment on column shipkeeper.laid_order.lines is 'Its product lines; null: not known, it comes from what was seen before.';
comment on column shipkeeper.laid_order.lines_digest is
'Of its product lines as ShipStation has them: id, SKU, quantity, price; null: they are not known.';
comment on column shipkeeper.laid_order.repeats_sku is 'Whether two of its lines have one SKU.';
comment on column shipkeeper.laid_order.header is 'The columns of a new header: of an order alone that mode full will bring in.';
comment on column shipkeeper.laid_order.header_problem is 'What keeps it from becoming a header, of an order that has none here.';
comment on column shipkeeper.laid_order.problem is 'What makes it unusable; null: nothing.';
comment on column shipkeeper.laid_order.is_header_usable is 'Whether that is a matter of its lines alone, or nothing is.';

create type shipkeeper.known_order as (
  laid shipkeeper.laid_order,
  asked text,
  is_paused boolean,
  is_full boolean,
  are_cancellations_stopped boolean,
  problem text,
  order_status text,
  is_known_status boolean,
  has_lines boolean,
  breaks_sku_rule boolean,
  has_header_values boolean,
  header_problem text,
  is_wanted boolean,
  modify_date timestamp without time zone,
  is_stale boolean,
  has_same_lines boolean,
  is_unchanged boolean,
  is_seen_in_cycle boolean,
  was_applied boolean,
  refusal text,
  merged_into text,
  order_inbox_id bigint,
  header_id bigint,
  headers bigint,
  has_number_elsewhere boolean,
  ghost_number text,
  status text,
  is_same_id boolean,
  is_same_number boolean,
  number_differs boolean,
  is_v2_id boolean,
  is_locked boolean,
  is_held boolean,
  claimed_until timestamptz,
  is_claimed boolean,
  is_empty boolean,
  is_ghost boolean,
  held_reason text,
  last_outcome text,
  was_undone boolean,
  lines_here bigint,
  units_here bigint,
  are_all_ours boolean,
  total_items integer,
  rest_differs boolean,
  open_as text,
  given_back text
);
comment on type shipkeeper.known_order is 'An order of ShipStation''s with what is known of it here: what the rules go by.';
comment on column shipkeeper.known_order.laid is 'The order, laid out.';
comment on column shipkeeper.known_order.asked is 'heal, cancel: a ghost with its order, or with a 404; null: an order of a list.';
comment on column shipkeeper.known_order.is_paused is 'Whether Shipkeeper is paused.';
comment on column shipkeeper.known_order.is_full is 'Whether the sync that brought it runs in mode full.';
comment on column shipkeeper.known_order.are_cancellations_stopped is
'Whether the brake on cancelling is drawn; looked at of a 404 alone.';
comment on column shipkeeper.known_order.problem is 'What makes the order unusable; null: nothing.';
comment on column shipkeeper.known_order.order_status is 'orderStatus.';
comment on column shipkeeper.known_order.is_known_status is 'Whether that is one of ShipStation''s.';
comment on column shipkeeper.known_order.has_lines is
'Whether the order has product lines; null: not known, it comes from what was seen before.';
comment on column shipkeeper.known_order.breaks_sku_rule is 'Whether it repeats a SKU and the shop''s constraint forbids that.';
comment on column shipkeeper.known_order.has_header_values is 'Whether the columns of a new header are laid out.';
comment on column shipkeeper.known_order.header_problem is 'What keeps it from becoming a header.';
comment on column shipkeeper.known_order.is_wanted is 'Whether it may be brought in: by its number, with lines, not merged into another.';
comment on column shipkeeper.known_order.modify_date is 'modifyDate, where it says anything: not one of tomorrow.';
comment on column shipkeeper.known_order.is_stale is 'Whether that is older than what was seen before.';
comment on column shipkeeper.known_order.has_same_lines is
'Whether ShipStation''s lines are those seen before, whatever the date of change says; null: none were.';
comment on column shipkeeper.known_order.is_unchanged is
'Whether that is the date seen before, beyond doubt, and status and lines are not others.';
comment on column shipkeeper.known_order.is_seen_in_cycle is 'Whether this cycle has seen the order.';
comment on column shipkeeper.known_order.was_applied is 'Whether its header was as ShipStation said then.';
comment on column shipkeeper.known_order.refusal is 'Why it is refused at present; null: it is not.';
comment on column shipkeeper.known_order.merged_into is 'The number of the order that it was merged into; null: none.';
comment on column shipkeeper.known_order.order_inbox_id is
'orders_inbox.id as asked for, else that of its header or of the one that has its number.';
comment on column shipkeeper.known_order.header_id is 'orders_inbox.id of its header; null, as all of the header: there is none.';
comment on column shipkeeper.known_order.headers is 'How many headers have its id: 0, 1, or 2 for more than one.';
comment on column shipkeeper.known_order.has_number_elsewhere is 'Whether no header has its id, and one its number.';
comment on column shipkeeper.known_order.ghost_number is 'The number a ghost is called by: its own.';
comment on column shipkeeper.known_order.status is 'orders_inbox.status.';
comment on column shipkeeper.known_order.is_same_id is 'Whether the header has the id that was asked for.';
comment on column shipkeeper.known_order.is_same_number is 'Whether it is the one with this id and has ShipStation''s number, too.';
comment on column shipkeeper.known_order.number_differs is
'Whether ShipStation has another number for it, which must not be and which no operator has accepted.';
comment on column shipkeeper.known_order.is_v2_id is 'Whether the header has its id in the form of API V2: se- and digits.';
comment on column shipkeeper.known_order.is_locked is 'Whether it is locked by us, or nothing is yet.';
comment on column shipkeeper.known_order.is_held is 'Whether an operator holds it.';
comment on column shipkeeper.known_order.claimed_until is 'Till when an order that was uploaded is left to the uploader.';
comment on column shipkeeper.known_order.is_claimed is 'Whether that is still to come.';
comment on column shipkeeper.known_order.is_empty is 'Whether its header is open and has no line here.';
comment on column shipkeeper.known_order.is_ghost is 'Whether it is a ghost.';
comment on column shipkeeper.known_order.held_reason is 'As ghost.held_reason.';
comment on column shipkeeper.known_order.last_outcome is 'As ghost.last_outcome.';
comment on column shipkeeper.known_order.was_undone is
'Whether its cancellation for a 404 was undone before; looked at of a 404 alone.';
comment on column shipkeeper.known_order.lines_here is 'How many lines the header has.';
comment on column shipkeeper.known_order.units_here is 'Their units; null: there is no header.';
comment on column shipkeeper.known_order.are_all_ours is 'Whether all of them came from ShipStation, and there is one.';
comment on column shipkeeper.known_order.total_items is 'orders_inbox.total_items.';
comment on column shipkeeper.known_order.rest_differs is 'Whether ShipStation has another carrier, service or total than the header.';
comment on column shipkeeper.known_order.open_as is 'As decided_order.open_as.';
comment on column shipkeeper.known_order.given_back is
'The status it had before Shipkeeper cancelled it for a 404, where ShipStation lists it as open again; null: that is not so.';

create type shipkeeper.decided_order as (
  laid shipkeeper.laid_order,
  order_inbox_id bigint,
  order_number text,
  modify_date timestamp without time zone,
  action text,
  outcome text,
  reason text,
  writes_lines boolean,
  writes_header boolean,
  old_status text,
  status text,
  carrier_code text,
  service_code text,
  total_amount_cents integer,
  total_items bigint,
  units_here bigint,
  was_applied boolean,
  apply_at timestamptz,
  is_proof boolean,
  merged_into text,
  open_as text
);
comment on type shipkeeper.decided_order is 'An order of ShipStation''s with what is to be done about it.';
comment on column shipkeeper.decided_order.laid is 'The order, laid out.';
comment on column shipkeeper.decided_order.order_inbox_id is 'orders_inbox.id of its header, or of the one in its way; null: none.';
comment on column shipkeeper.decided_order.order_number is 'The number it is called by: of a ghost its own, else ShipStation''s.';
comment on column shipkeeper.decided_order.modify_date is 'modifyDate, where it says anything: not one of tomorrow.';
comment on column shipkeeper.decided_order.action is
'heal, cancel: a ghost with its order, or with a 404; import, update: an order that is new, or known; refuse: one that cannot be used; '
'conflict: another header has its number; see: nothing but to remember it; stale: nothing at all; leave: nothing now.';
comment on column shipkeeper.decided_order.outcome is 'As order_outcome.outcome; null: none is recorded.';
comment on column shipkeeper.decided_order.reason is 'As order_outcome.reason.';
comment on column shipkeeper.decided_order.writes_lines is 'Whether the lines here become those of the order.';
comment on column shipkeeper.decided_order.writes_header is 'Whether the header gets the values that follow.';
comment on column shipkeeper.decided_order.old_status is 'orders_inbox.status before.';
comment on column shipkeeper.decided_order.status is 'The header''s new status; null, here and below: left.';
comment on column shipkeeper.decided_order.carrier_code is 'Its new carrier.';
comment on column shipkeeper.decided_order.service_code is 'Its new service.';
comment on column shipkeeper.decided_order.total_amount_cents is 'Its new total.';
comment on column shipkeeper.decided_order.total_items is 'Its new number of units.';
comment on column shipkeeper.decided_order.units_here is 'Units of the lines here when all is done; null: it has no header.';
comment on column shipkeeper.decided_order.was_applied is 'Whether its header is then as ShipStation says.';
comment on column shipkeeper.decided_order.apply_at is 'When its header can be written, which cannot be now; null: nothing is put off.';
comment on column shipkeeper.decided_order.is_proof is 'Whether a header with its id has its number, too: the right account.';
comment on column shipkeeper.decided_order.merged_into is 'The number of the order that it was merged into; null: none.';
comment on column shipkeeper.decided_order.open_as is
'Of a ghost that was not found: orderId of an open order of its number; null: there is none.';

create table shipkeeper.page_order (
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  work_kind text not null,
  place bigint generated always as identity,
  turn integer not null,
  is_new boolean not null,
  order_inbox_id bigint,
  content shipkeeper.decided_order not null,
  primary key (cycle_id, work_kind, turn, is_new, place)
) with (toast_tuple_target = 8160);
comment on table shipkeeper.page_order is
'The orders of a page that have still to be worked on, a batch in each call of the runner; empty between cycles.';
comment on column shipkeeper.page_order.cycle_id is 'The running cycle.';
comment on column shipkeeper.page_order.work_kind is 'The kind of work that asked for the page.';
comment on column shipkeeper.page_order.place is 'Place in the page, ascending.';
comment on column shipkeeper.page_order.turn is 'The how many-th of its id on the page: each has a batch of its own.';
comment on column shipkeeper.page_order.is_new is 'Whether it is to be brought in: such orders have batches of their own.';
comment on column shipkeeper.page_order.order_inbox_id is
'orders_inbox.id of a ghost that was asked for; null: it is what a page of the sync brought.';
alter table shipkeeper.page_order alter column content set statistics 0;
comment on column shipkeeper.page_order.content is
'The order, laid out and not decided yet; the row is deleted by the transaction that uses it.';

create table shipkeeper.lane (
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  work_kind text not null,
  batch_size integer not null,
  largest_batch integer not null,
  primary key (cycle_id, work_kind)
);
comment on table shipkeeper.lane is 'How many orders are worked on in a call, of a page in which a batch has failed; empty between pages.';
comment on column shipkeeper.lane.cycle_id is 'The running cycle.';
comment on column shipkeeper.lane.work_kind is 'The kind of work whose page it is.';
comment on column shipkeeper.lane.batch_size is 'Orders of the next batch: halved where one fails, doubled where one does not.';
comment on column shipkeeper.lane.largest_batch is 'The most it grows to again on this page.';
