-- What operators decide, what a day came to, and what is kept how long.
create table shipkeeper.pause (
  only_row boolean primary key default true constraint pause_only_row_check check (only_row),
  paused_at timestamptz,
  paused_by text,
  reason text,
  constraint pause_paused_check check (num_nonnulls(paused_at, paused_by, reason) in (0, 3))
);
insert into shipkeeper.pause default values;
comment on table shipkeeper.pause is 'Whether an operator has paused Shipkeeper: one row.';
comment on column shipkeeper.pause.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.pause.paused_at is 'Since when; null: not paused.';
comment on column shipkeeper.pause.paused_by is 'Who did.';
comment on column shipkeeper.pause.reason is 'Why.';

create table shipkeeper.order_hold (
  order_inbox_id bigint primary key,
  order_number text not null,
  reason text not null,
  held_by text not null,
  held_at timestamptz not null
);
comment on table shipkeeper.order_hold is 'Orders that an operator holds: Shipkeeper writes nothing of them, here or in ShipStation.';
comment on column shipkeeper.order_hold.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.order_hold.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.order_hold.reason is 'Why.';
comment on column shipkeeper.order_hold.held_by is 'Who holds it.';
comment on column shipkeeper.order_hold.held_at is 'Since when.';

create table shipkeeper.rolled_back_line (
  rolled_back_line_id bigint generated always as identity primary key,
  order_inbox_id bigint not null,
  order_number text not null,
  line jsonb not null,
  rolled_back_at timestamptz not null,
  rolled_back_by text not null
);
comment on table shipkeeper.rolled_back_line is 'Lines as they were before an operator rolled their order back to a ghost.';
comment on column shipkeeper.rolled_back_line.rolled_back_line_id is 'Identity, in the order of rolling back.';
comment on column shipkeeper.rolled_back_line.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.rolled_back_line.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.rolled_back_line.line is 'The whole row of order_items_inbox.';
comment on column shipkeeper.rolled_back_line.rolled_back_at is 'When.';
comment on column shipkeeper.rolled_back_line.rolled_back_by is 'Who: the role that was logged in.';

create table shipkeeper.daily_figure (
  day date primary key,
  cycles integer not null default 0,
  cycles_stopped integer not null default 0,
  requests bigint not null default 0,
  rate_limited integer not null default 0,
  ghosts_open integer not null default 0,
  ghosts_most integer not null default 0,
  ghosts_held integer not null default 0,
  backfilled integer not null default 0,
  cancelled integer not null default 0,
  errors integer not null default 0,
  orders_seen integer not null default 0,
  orders_imported integer not null default 0,
  orders_updated integer not null default 0,
  orders_linked integer not null default 0,
  orders_refused integer not null default 0,
  lots_updated integer not null default 0,
  lots_mismatched integer not null default 0,
  updated_at timestamptz not null
);
comment on table shipkeeper.daily_figure is
'What the cycles of a day came to, in the shop''s time zone; kept when the cycles themselves are deleted.';
comment on column shipkeeper.daily_figure.day is 'The day on which the cycles ended, in the shop''s time zone.';
comment on column shipkeeper.daily_figure.cycles is 'Cycles that ended.';
comment on column shipkeeper.daily_figure.cycles_stopped is 'Of these, cycles that ended otherwise than done.';
comment on column shipkeeper.daily_figure.requests is 'Requests sent to ShipStation.';
comment on column shipkeeper.daily_figure.rate_limited is 'Cycles that a 429 stopped.';
comment on column shipkeeper.daily_figure.ghosts_open is 'Ghosts with a ShipStation id that the last cycle left.';
comment on column shipkeeper.daily_figure.ghosts_most is 'The most that a cycle of the day left.';
comment on column shipkeeper.daily_figure.ghosts_held is 'Of those that the last cycle left, held for a person.';
comment on column shipkeeper.daily_figure.backfilled is 'Orders that got their lines.';
comment on column shipkeeper.daily_figure.cancelled is 'Orders set to cancelled.';
comment on column shipkeeper.daily_figure.errors is 'Failed attempts on ghosts.';
comment on column shipkeeper.daily_figure.orders_seen is 'Orders on the pages of the sync.';
comment on column shipkeeper.daily_figure.orders_imported is 'New orders that the sync brought in.';
comment on column shipkeeper.daily_figure.orders_updated is 'Orders that the sync brought up to date.';
comment on column shipkeeper.daily_figure.orders_linked is 'Headers that the sync gave their ShipStation id.';
comment on column shipkeeper.daily_figure.orders_refused is 'Orders that a page brought and that could not be used.';
comment on column shipkeeper.daily_figure.lots_updated is 'Orders whose lots were changed in ShipStation and verified.';
comment on column shipkeeper.daily_figure.lots_mismatched is 'Orders that differed after such a change.';
comment on column shipkeeper.daily_figure.updated_at is 'When the last cycle was added.';

create table shipkeeper.upkeep (
  only_row boolean primary key default true constraint upkeep_only_row_check check (only_row),
  seen_orders_pruned_at timestamptz not null default '-infinity',
  seen_orders_looked_to timestamptz not null default '-infinity'
);
insert into shipkeeper.upkeep default values;
comment on table shipkeeper.upkeep is 'How far old records are deleted: one row.';
comment on column shipkeeper.upkeep.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.upkeep.seen_orders_pruned_at is 'When orders seen were last looked through, which is done once a day.';
comment on column shipkeeper.upkeep.seen_orders_looked_to is
'seen_order.seen_at up to which they are looked through so far; -infinity: not begun.';

insert into shipkeeper.kept_table (table_name, why, migration)
values ('shipkeeper.rolled_back_line', 'the lines of orders that were rolled back to ghosts', '0020_operations');
