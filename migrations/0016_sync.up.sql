-- What the sync remembers: how far it walks, what it saw, what it could not use.
-- squawk-ignore-file prefer-timestamp-tz
create table shipkeeper.sync_walk (
  cycle_id bigint primary key references shipkeeper.cycle (cycle_id),
  mode text not null constraint sync_walk_mode_check check (mode in ('heal_only', 'full')),
  window_start timestamp without time zone not null,
  window_end timestamp without time zone not null,
  end_is_pinned boolean not null default false,
  passed integer not null default 0,
  total integer,
  restarts integer not null default 0,
  page_newest timestamp without time zone,
  page_orders integer,
  page_server_time timestamptz,
  is_account_proven boolean not null default false,
  ended text constraint sync_walk_ended_check check (ended in ('done', 'failed', 'given_up')),
  orders_seen integer not null default 0,
  has_moved boolean not null default false,
  problem text
);
comment on table shipkeeper.sync_walk is
'How each cycle walks the orders changed since the watermark, by the key modifyDate. Times are readings of ShipStation''s clock (Pacific).';
comment on column shipkeeper.sync_walk.cycle_id is 'The cycle.';
comment on column shipkeeper.sync_walk.mode is 'Mode of the sync when it began: heal_only or full.';
comment on column shipkeeper.sync_walk.window_start is 'modifyDateStart of the next page, Pacific.';
comment on column shipkeeper.sync_walk.window_end is 'modifyDateEnd of the next page, Pacific.';
comment on column shipkeeper.sync_walk.end_is_pinned is 'Whether that end comes from ShipStation''s own clock.';
comment on column shipkeeper.sync_walk.passed is 'Orders of this window already passed; 0: the key alone leads.';
comment on column shipkeeper.sync_walk.total is 'Orders in this window, as its first page said.';
comment on column shipkeeper.sync_walk.restarts is 'How often a window was read anew because orders left it meanwhile.';
comment on column shipkeeper.sync_walk.page_newest is 'Newest modifyDate of the page in hand, Pacific.';
comment on column shipkeeper.sync_walk.page_orders is 'Orders of the page in hand; null: none is in hand.';
comment on column shipkeeper.sync_walk.page_server_time is 'ShipStation''s clock when it sent the page in hand; null: it did not say.';
comment on column shipkeeper.sync_walk.is_account_proven is
'Whether an order known here by its ShipStation id came back with its own number: the right account.';
comment on column shipkeeper.sync_walk.ended is
'done: the window was read to its end; failed: the window comes again in the next cycle; given_up: so does all, the server is in trouble; '
'null: going on.';
comment on column shipkeeper.sync_walk.orders_seen is 'Orders on the pages of this cycle.';
comment on column shipkeeper.sync_walk.has_moved is 'Whether it has moved the watermark forward.';
comment on column shipkeeper.sync_walk.problem is
'What kept it from its end, or the watermark from moving, as a phrase without data; null: nothing.';

create table shipkeeper.poison_search (
  cycle_id bigint primary key references shipkeeper.cycle (cycle_id),
  page_size integer not null default 500,
  suspects jsonb not null default '[]',
  is_api_well boolean not null default false
);
comment on table shipkeeper.poison_search is
'How a walk looks for an order that makes every page fail that holds it: a row of each cycle in which a page failed so.';
comment on column shipkeeper.poison_search.cycle_id is 'The cycle.';
comment on column shipkeeper.poison_search.page_size is 'Orders to ask for at once: 500, halved while pages fail.';
comment on column shipkeeper.poison_search.suspects is
'Orders passed because they alone make a page fail: reason, and orderId where it could be read. Kept once a later page comes.';
comment on column shipkeeper.poison_search.is_api_well is
'Whether, after an order alone made its page fail, ShipStation answered another question: the order is to blame.';

create table shipkeeper.seen_order (
  shipstation_order_id text primary key,
  order_number text not null,
  order_status text not null,
  modify_date timestamp without time zone,
  carrier_code text,
  service_code text,
  total_amount_cents integer,
  units bigint not null,
  units_here bigint,
  lines_digest uuid,
  -- Stored, so that the planner knows how few they are.
  do_units_differ boolean generated always as (units_here is distinct from units) stored,
  parent_id text,
  seen_at timestamptz not null,
  cycle_id bigint not null,
  was_applied boolean not null default false,
  apply_at timestamptz,
  -- Here or not: what comes in released after a hold there was released.
  on_hold_since timestamptz,
  off_hold_since timestamptz
);
create index seen_order_released_idx on shipkeeper.seen_order (seen_at) where on_hold_since is not null and order_status <> 'on_hold';
create index seen_order_seen_at_idx on shipkeeper.seen_order (seen_at);
create index seen_order_apply_at_idx on shipkeeper.seen_order (apply_at) where apply_at is not null;
create index seen_order_status_idx on shipkeeper.seen_order (order_status) include (units);
create index seen_order_units_idx on shipkeeper.seen_order (shipstation_order_id) where do_units_differ;
comment on table shipkeeper.seen_order is 'Orders as a page, a list or a single answer last showed them, without anything of a person.';
comment on column shipkeeper.seen_order.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper.seen_order.order_number is 'ShipStation''s orderNumber.';
comment on column shipkeeper.seen_order.order_status is 'ShipStation''s orderStatus.';
comment on column shipkeeper.seen_order.modify_date is 'ShipStation''s modifyDate, Pacific; null: it had none that is usable.';
comment on column shipkeeper.seen_order.on_hold_since is 'When it was last seen going on hold, kept by a trigger; null: never.';
comment on column shipkeeper.seen_order.off_hold_since is
'When it was first seen released after that hold, kept by the same trigger; null: not yet; -infinity: it was seen in another status before '
'that hold, and not awaiting payment.';
comment on column shipkeeper.seen_order.carrier_code is 'ShipStation''s carrierCode.';
comment on column shipkeeper.seen_order.service_code is 'ShipStation''s serviceCode.';
comment on column shipkeeper.seen_order.total_amount_cents is 'ShipStation''s orderTotal, in cents.';
comment on column shipkeeper.seen_order.units is 'Units of its product lines.';
comment on column shipkeeper.seen_order.units_here is 'Units of the lines here when it was seen; null: no header here has this id.';
comment on column shipkeeper.seen_order.lines_digest is
'Digest of its product lines (id, SKU, quantity, price): ShipStation does not move the date of change with each of them; null: not known.';
comment on column shipkeeper.seen_order.do_units_differ is 'Whether these two differ.';
comment on column shipkeeper.seen_order.parent_id is
'orderId of the order it was split from or merged into (advancedOptions.parentId); null: none.';
comment on column shipkeeper.seen_order.seen_at is 'When an answer last brought it.';
comment on column shipkeeper.seen_order.cycle_id is 'The cycle that did.';
comment on column shipkeeper.seen_order.was_applied is
'Whether this state of it was written here: then the shop may change it again until ShipStation''s order changes.';
comment on column shipkeeper.seen_order.apply_at is
'When its status can be written to the header, which could not be written when it was seen; null: nothing is left to write.';

create table shipkeeper.merged_order (
  shipstation_order_id text primary key,
  merged_into text not null,
  merged_into_number text not null,
  claimed_at timestamptz not null,
  denied_at timestamptz
);
comment on table shipkeeper.merged_order is
'Orders that others say were merged into them (advancedOptions.mergedIds): a 404 on these is explained.';
comment on column shipkeeper.merged_order.shipstation_order_id is 'orderId of the order that was merged.';
comment on column shipkeeper.merged_order.merged_into is 'orderId of the order that took it up.';
comment on column shipkeeper.merged_order.merged_into_number is 'orderNumber of that order.';
comment on column shipkeeper.merged_order.claimed_at is 'When an answer first said so.';
comment on column shipkeeper.merged_order.denied_at is
'When the order itself was seen open after that, without a word of that one: it is an order of its own; null: it was not.';

create index merged_order_merged_into_idx on shipkeeper.merged_order (merged_into);

create table shipkeeper.refused_order (
  refused_order_id bigint generated always as identity primary key,
  shipstation_order_id text constraint refused_order_shipstation_order_id_key unique,
  order_number text,
  reason text not null,
  refused_at timestamptz not null,
  attempts integer not null default 0,
  attempted_at timestamptz,
  next_attempt_at timestamptz not null,
  walk_from timestamp without time zone,
  walk_passed integer not null default 0,
  is_passed boolean not null default false,
  is_listed boolean not null default false,
  walk_on_from timestamp without time zone,
  list_status text,
  constraint refused_order_walk_check check (
    num_nonnulls(walk_from, walk_on_from) in (case when shipstation_order_id is null then 2 else 0 end, 2)
  )
);
create unique index refused_order_spot_key on shipkeeper.refused_order (walk_on_from, is_listed)
where shipstation_order_id is null and list_status is null;
create index refused_order_next_attempt_at_idx on shipkeeper.refused_order (next_attempt_at);
comment on table shipkeeper.refused_order is
'Orders that a page brought and that could not be used: each costs itself only, and is asked for again by itself at growing intervals.';
comment on column shipkeeper.refused_order.refused_order_id is 'Identity.';
comment on column shipkeeper.refused_order.shipstation_order_id is
'orderId; null: it makes the page fail that holds it, so nobody can read it.';
comment on column shipkeeper.refused_order.order_number is 'orderNumber, where it could be read.';
comment on column shipkeeper.refused_order.reason is 'What is wrong with it, without its data.';
comment on column shipkeeper.refused_order.refused_at is 'When it was first refused.';
comment on column shipkeeper.refused_order.attempts is 'How often it was asked for again.';
comment on column shipkeeper.refused_order.attempted_at is 'When it was last; null: never.';
comment on column shipkeeper.refused_order.next_attempt_at is 'Not asked for again before this time.';
comment on column shipkeeper.refused_order.walk_from is 'Of an order that makes lists fail: where a walk starts that meets it, Pacific.';
comment on column shipkeeper.refused_order.walk_passed is
'Of such an order without id: how many orders of its spot were read when it was looked at again.';
comment on column shipkeeper.refused_order.is_passed is
'Of such an order: whether all others beside it were worked on, so that a walk may start behind it.';
comment on column shipkeeper.refused_order.is_listed is
'Of an order without id: whether the lists come that hold it, so that no walk has to start behind it.';
comment on column shipkeeper.refused_order.walk_on_from is 'Of such an order: where a walk starts that does not, Pacific.';
comment on column shipkeeper.refused_order.list_status is
'Of one that a list of the round holds: its status. The two times are those of the creation of the orders beside it then; nothing but the '
'next round asks for it. Null: it was met by a walk.';

create table shipkeeper.number_conflict (
  shipstation_order_id text primary key,
  order_number text not null,
  order_inbox_id bigint not null,
  other_shipstation_order_id text,
  other_gone_at timestamptz,
  status_in_shipstation text not null,
  status_here text not null,
  units_in_shipstation jsonb not null,
  units_here jsonb not null,
  reason text not null,
  found_at timestamptz not null,
  seen_at timestamptz not null,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null
);
create index number_conflict_order_inbox_id_idx on shipkeeper.number_conflict (order_inbox_id);
comment on table shipkeeper.number_conflict is
'Orders of ShipStation''s that carry the number of a header which is not theirs, or not for certain. Nothing is overwritten.';
comment on column shipkeeper.number_conflict.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper.number_conflict.order_number is 'The number both carry.';
comment on column shipkeeper.number_conflict.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.number_conflict.other_shipstation_order_id is 'The header''s own ShipStation id; null: it has none.';
comment on column shipkeeper.number_conflict.other_gone_at is 'When ShipStation answered that it does not know that id; null: it has not.';
comment on column shipkeeper.number_conflict.status_in_shipstation is 'ShipStation''s orderStatus.';
comment on column shipkeeper.number_conflict.status_here is 'orders_inbox.status when it was last looked at.';
comment on column shipkeeper.number_conflict.units_in_shipstation is 'SKUs and units there: {"17612": 5}.';
comment on column shipkeeper.number_conflict.units_here is 'SKUs and units here.';
comment on column shipkeeper.number_conflict.reason is
'Why the header is not linked: another_id, held_by_operator, not_uploaded, uploaded_recently, units_differ, account_not_proven, '
'not_asked_yet, number_not_unique, list_too_long, locked, or database failure with its code.';
comment on column shipkeeper.number_conflict.found_at is 'When it was first found.';
comment on column shipkeeper.number_conflict.seen_at is 'When it was last looked at.';
comment on column shipkeeper.number_conflict.attempts is 'How often ShipStation was asked whether the number is unique.';
comment on column shipkeeper.number_conflict.next_attempt_at is 'Not asked again before this time.';
