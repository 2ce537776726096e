-- Open here compared with open there: how far a round is, whom it has not met yet, and what differs.
-- squawk-ignore-file prefer-timestamp-tz
create table shipkeeper.round (
  round_id bigint generated always as identity primary key,
  started_at timestamptz not null,
  statuses_left text[] not null,
  list_from timestamp without time zone,
  passed integer not null default 0,
  failures integer not null default 0,
  orders_listed bigint not null default 0,
  ended text constraint round_ended_check check (ended in ('done', 'failed')),
  ended_at timestamptz,
  problem text,
  constraint round_ended_at_check check ((ended is null) = (ended_at is null))
);
create unique index round_running_key on shipkeeper.round ((true)) where ended is null;
comment on index shipkeeper.round_running_key is 'One round at a time.';
comment on table shipkeeper.round is
'Rounds over the orders that are open in ShipStation, and how far each has got: a round goes on from cycle to cycle.';
comment on column shipkeeper.round.round_id is 'Identity, in the order of starting.';
comment on column shipkeeper.round.started_at is 'When it started.';
comment on column shipkeeper.round.statuses_left is
'The statuses of ShipStation''s whose list was not read to its end yet; the first is being read.';
comment on column shipkeeper.round.list_from is 'createDateStart of the next page, Pacific; null: from the first order on.';
comment on column shipkeeper.round.passed is 'Orders from there on that were read already; 0: the date alone leads.';
comment on column shipkeeper.round.failures is 'Requests for this page in a row that no answer came to.';
comment on column shipkeeper.round.orders_listed is 'Orders on its lists.';
comment on column shipkeeper.round.ended is
'done: all lists were read, and whom they did not show was asked for; failed: a list could not be read, so that nothing follows from it; '
'null: going on.';
comment on column shipkeeper.round.ended_at is 'When it ended.';
comment on column shipkeeper.round.problem is 'What was wrong with a list, as a phrase without data; null: nothing.';

create table shipkeeper.round_order (
  order_inbox_id bigint primary key,
  shipstation_order_id text not null,
  asked_at timestamptz
);
create index round_order_shipstation_order_id_idx on shipkeeper.round_order (shipstation_order_id);
comment on table shipkeeper.round_order is
'Orders that were open here, with an id and in a status of ShipStation''s, when the running round started, and that no list has shown yet.';
comment on column shipkeeper.round_order.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.round_order.shipstation_order_id is 'orderId.';
comment on column shipkeeper.round_order.asked_at is 'When it was asked for by its id and no usable answer came; null: not yet.';

create table shipkeeper.difference (
  shipstation_order_id text primary key,
  order_inbox_id bigint,
  order_number text not null,
  what text not null constraint difference_what_check check (what in ('gone', 'merged', 'status', 'lines', 'not_here')),
  here text,
  in_shipstation text,
  found_at timestamptz not null,
  counted_at timestamptz not null,
  looks integer not null,
  next_look_at timestamptz not null,
  proven_at timestamptz
);
create index difference_next_look_at_idx on shipkeeper.difference (next_look_at);
comment on table shipkeeper.difference is
'Orders that stand otherwise here than in ShipStation. Reported when two looks have found it: another program of the shop may be on its '
'way.';
comment on column shipkeeper.difference.shipstation_order_id is 'orderId.';
comment on column shipkeeper.difference.order_inbox_id is 'orders_inbox.id, copied; null: it has no header here.';
comment on column shipkeeper.difference.order_number is 'orders_inbox.order_number, copied, or orderNumber.';
comment on column shipkeeper.difference.what is
'gone: open here, and ShipStation answers 404; merged: open here, and another order has taken it up; status: other than there; lines: '
'the same number of units, and other lines; not_here: open there, and not here.';
comment on column shipkeeper.difference.here is 'The status here, or its SKUs and units; null: it is not here.';
comment on column shipkeeper.difference.in_shipstation is
'The same there; of merged: the number of the order that took it up; null: it is not there.';
comment on column shipkeeper.difference.found_at is 'When it was first found so.';
comment on column shipkeeper.difference.counted_at is 'When a look last counted.';
comment on column shipkeeper.difference.looks is 'How many looks have found it so.';
comment on column shipkeeper.difference.next_look_at is 'Not asked for by its id before this time.';
comment on column shipkeeper.difference.proven_at is
'Of gone: when it was first not found in a cycle in which this account was proven; null: in none yet.';
