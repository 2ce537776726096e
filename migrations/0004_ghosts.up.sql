-- What is remembered of a ghost between cycles, and of an order that was cancelled or held.
create table shipkeeper.first_look (
  order_inbox_id bigint primary key,
  looked_at timestamptz not null
);
comment on table shipkeeper.first_look is
'Headers without lines that a cycle has met and whose created_at did not say that they are old: how long each has stood so.';
comment on column shipkeeper.first_look.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.first_look.looked_at is 'When a cycle first met it.';

create table shipkeeper.ghost (
  order_inbox_id bigint primary key,
  order_number text not null,
  shipstation_order_id text not null,
  first_seen_at timestamptz not null,
  attempts integer not null default 0,
  attempted_at timestamptz,
  setbacks integer not null default 0,
  last_outcome text,
  last_reason text,
  next_attempt_at timestamptz not null,
  held_reason text constraint ghost_held_reason_check check (
    held_reason in (
      'invalid_id', 'duplicate_id', 'number_differs', 'open_under_another_id', 'duplicate_sku', 'cancellations_stopped', 'cancelled_again',
      'held_by_operator'
    )
  ),
  held_at timestamptz,
  open_as text,
  listed_by_status boolean not null default false,
  listed_by_date boolean not null default false,
  constraint ghost_held_check check ((held_reason is null) = (held_at is null))
);
comment on table shipkeeper.ghost is
'Ghost orders with a ShipStation id: a row while the order is one, and what was tried.';
comment on column shipkeeper.ghost.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.ghost.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.ghost.shipstation_order_id is 'orders_inbox.shipstation_order_id, copied.';
comment on column shipkeeper.ghost.first_seen_at is 'When a cycle first found it without lines.';
comment on column shipkeeper.ghost.attempts is 'How often ShipStation was asked for it.';
comment on column shipkeeper.ghost.attempted_at is 'When it was last asked for; null: never.';
comment on column shipkeeper.ghost.setbacks is 'Answers in a row that brought nothing; the wait doubles with each.';
comment on column shipkeeper.ghost.last_outcome is 'Outcome of the last attempt.';
comment on column shipkeeper.ghost.last_reason is 'Reason of that outcome.';
comment on column shipkeeper.ghost.next_attempt_at is 'Not asked for again before this time.';
comment on column shipkeeper.ghost.held_reason is 'Why it is held and not asked for; null: not held.';
comment on column shipkeeper.ghost.held_at is 'Since when it is held.';
comment on column shipkeeper.ghost.open_as is
'orderId of the open order that has its number, where it was not found under its own id; null: none is known.';
comment on column shipkeeper.ghost.listed_by_status is 'Whether a list by status that should have brought it did not.';
comment on column shipkeeper.ghost.listed_by_date is 'Whether a list by date that should have brought it did not.';

create table shipkeeper.ghost_queue (
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  place integer not null,
  order_inbox_id bigint not null,
  shipstation_order_id text not null,
  status text not null,
  order_date date not null,
  is_not_found boolean not null default false,
  primary key (cycle_id, place),
  constraint ghost_queue_order_inbox_id_key unique (cycle_id, order_inbox_id)
);
comment on table shipkeeper.ghost_queue is 'The ghosts a running cycle has still to ask for; empty between cycles.';
comment on column shipkeeper.ghost_queue.cycle_id is 'The running cycle.';
comment on column shipkeeper.ghost_queue.place is 'Place in the queue: never tried first, then the oldest attempt.';
comment on column shipkeeper.ghost_queue.order_inbox_id is 'orders_inbox.id of the ghost.';
comment on column shipkeeper.ghost_queue.shipstation_order_id is 'Its ShipStation id.';
comment on column shipkeeper.ghost_queue.status is 'orders_inbox.status as it was found.';
comment on column shipkeeper.ghost_queue.order_date is 'orders_inbox.order_date.';
comment on column shipkeeper.ghost_queue.is_not_found is
'Whether its id was answered with a 404: it is asked for by its number, before it is cancelled.';

create table shipkeeper.ghost_list (
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  place integer not null,
  order_status text,
  first_date date not null,
  last_date date not null,
  ghosts integer not null,
  orders_expected bigint not null,
  total integer,
  next_page integer not null default 1,
  is_finished boolean not null default false,
  primary key (cycle_id, place)
);
comment on table shipkeeper.ghost_list is 'Lists of orders that each cycle asked for because they heal several ghosts a request.';
comment on column shipkeeper.ghost_list.cycle_id is 'The cycle.';
comment on column shipkeeper.ghost_list.place is 'Which list of the cycle, from 1.';
comment on column shipkeeper.ghost_list.order_status is 'ShipStation''s orderStatus asked for; null: any.';
comment on column shipkeeper.ghost_list.first_date is 'The first orderDate asked for.';
comment on column shipkeeper.ghost_list.last_date is 'The last orderDate asked for.';
comment on column shipkeeper.ghost_list.ghosts is 'How many ghosts it should bring.';
comment on column shipkeeper.ghost_list.orders_expected is 'How many orders it should hold, by the orders here.';
comment on column shipkeeper.ghost_list.total is 'How many it holds, as its first page says; null: not asked yet.';
comment on column shipkeeper.ghost_list.next_page is 'The page to ask for next.';
comment on column shipkeeper.ghost_list.is_finished is 'Whether no more of its pages is asked for.';

create table shipkeeper.ghost_search (
  cycle_id bigint primary key references shipkeeper.cycle (cycle_id),
  ghosts bigint not null,
  without_shipstation_id bigint not null,
  searched_at timestamptz not null,
  requests_allowed integer not null,
  requests_recorded integer not null default 0,
  saves_no_list boolean not null default false
);
comment on table shipkeeper.ghost_search is 'What each cycle found when it looked for ghosts.';
comment on column shipkeeper.ghost_search.cycle_id is 'The cycle.';
comment on column shipkeeper.ghost_search.ghosts is 'Orders without lines that have a ShipStation id.';
comment on column shipkeeper.ghost_search.without_shipstation_id is 'Orders without lines that have none.';
comment on column shipkeeper.ghost_search.searched_at is 'When it looked.';
comment on column shipkeeper.ghost_search.requests_allowed is 'Requests it may spend on ghosts: one for each that was due.';
comment on column shipkeeper.ghost_search.requests_recorded is 'Requests for ghosts recorded so far, lists among them.';
comment on column shipkeeper.ghost_search.saves_no_list is 'Whether no list is expected to save requests any more.';

create table shipkeeper.cancellation (
  cancellation_id bigint generated always as identity primary key,
  order_inbox_id bigint not null,
  order_number text not null,
  shipstation_order_id text not null,
  reason text not null constraint cancellation_reason_check check (
    reason in ('not_found', 'merged', 'cancelled_in_shipstation', 'gone', 'operator')
  ),
  previous_status text not null,
  cancelled_at timestamptz not null,
  cycle_id bigint not null,
  undone_at timestamptz,
  undone_by text,
  undone_reason text,
  constraint cancellation_undone_check check (num_nonnulls(undone_at, undone_by, undone_reason) in (0, 3))
);
create index cancellation_order_inbox_id_idx on shipkeeper.cancellation (order_inbox_id);
create index cancellation_cancelled_at_idx on shipkeeper.cancellation (cancelled_at);
comment on table shipkeeper.cancellation is 'Orders that Shipkeeper set to cancelled, with what they were before.';
comment on column shipkeeper.cancellation.cancellation_id is 'Identity, in the order of cancelling.';
comment on column shipkeeper.cancellation.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.cancellation.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.cancellation.shipstation_order_id is 'orders_inbox.shipstation_order_id, copied.';
comment on column shipkeeper.cancellation.reason is
'not_found: ShipStation answered 404; merged: so it did, and another order says that this one was merged into it; '
'cancelled_in_shipstation: its orderStatus was cancelled; gone: it had lines, and was not found twice, a day apart; operator: '
'cancel_order was called.';
comment on column shipkeeper.cancellation.previous_status is 'orders_inbox.status before.';
comment on column shipkeeper.cancellation.cancelled_at is 'When it was cancelled.';
comment on column shipkeeper.cancellation.cycle_id is 'The cycle that did it.';
comment on column shipkeeper.cancellation.undone_at is 'When an operator gave the previous status back; null: not undone.';
comment on column shipkeeper.cancellation.undone_by is 'Who did.';
comment on column shipkeeper.cancellation.undone_reason is 'Why, as the operator said.';

create table shipkeeper.cancellation_stop (
  only_row boolean primary key default true constraint cancellation_stop_only_row_check check (only_row),
  stopped_at timestamptz,
  resumed_at timestamptz not null default '-infinity'
);
insert into shipkeeper.cancellation_stop default values;
comment on table shipkeeper.cancellation_stop is
'The brake on cancelling orders that ShipStation does not know: one row. A key of another account must not cancel a shop.';
comment on column shipkeeper.cancellation_stop.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.cancellation_stop.stopped_at is 'Since when nothing is cancelled for a 404; null: it is.';
comment on column shipkeeper.cancellation_stop.resumed_at is 'When an operator last resumed: the count starts there.';

create table shipkeeper.operator_action (
  operator_action_id bigint generated always as identity primary key,
  action text not null,
  reason text not null constraint operator_action_reason_check check (btrim(reason) <> ''),
  details jsonb not null default '{}',
  acted_by text not null default session_user,
  acted_at timestamptz not null
);
comment on table shipkeeper.operator_action is 'What operators did, why, and what it touched.';
comment on column shipkeeper.operator_action.operator_action_id is 'Identity, in the order of acting.';
comment on column shipkeeper.operator_action.action is 'Name of the operator function.';
comment on column shipkeeper.operator_action.reason is 'The reason given.';
comment on column shipkeeper.operator_action.details is 'What it was called with and how many rows it touched.';
comment on column shipkeeper.operator_action.acted_by is 'The role that was logged in.';
comment on column shipkeeper.operator_action.acted_at is 'When.';

insert into shipkeeper.kept_table (table_name, why, migration) values
('shipkeeper.cancellation', 'the only record of the status that cancelled orders had before', '0004_ghosts'),
('shipkeeper.operator_action', 'the record of what operators did and why', '0004_ghosts');
