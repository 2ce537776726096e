-- Lot numbers: what orders went through, reviews of those that may need another lot, and the trace of each change.
create table shipkeeper.order_status_history (
  order_status_history_id bigint generated always as identity,
  order_inbox_id bigint not null,
  order_number text not null,
  from_status text,
  to_status text not null,
  entry text not null constraint order_status_history_entry_check check (entry in ('found', 'insert', 'update')),
  changed_at timestamptz not null,
  changed_by text not null,
  application_name text not null,
  -- One index for all: every status that is written pays for it.
  primary key (order_inbox_id, order_status_history_id)
);
comment on table shipkeeper.order_status_history is
'Every status of every order since installation, whoever wrote it. Append-only.';
comment on column shipkeeper.order_status_history.order_status_history_id is 'Identity, ascending within an order.';
comment on column shipkeeper.order_status_history.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.order_status_history.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.order_status_history.from_status is 'The status before; null: the header was new, or found so.';
comment on column shipkeeper.order_status_history.to_status is 'The status after.';
comment on column shipkeeper.order_status_history.entry is
'found: the status an open order had when the history began; insert: written by the header''s INSERT; update: a change.';
comment on column shipkeeper.order_status_history.changed_at is 'When.';
comment on column shipkeeper.order_status_history.changed_by is 'The role that was logged in.';
comment on column shipkeeper.order_status_history.application_name is 'What the program called itself.';

create table shipkeeper.untaken_release (
  order_inbox_id bigint not null,
  order_status_history_id bigint not null,
  primary key (order_inbox_id, order_status_history_id)
);
comment on table shipkeeper.untaken_release is
'Releases by programs of the shop that no cycle has taken yet. Only added to by them, so that none waits for another.';
comment on column shipkeeper.untaken_release.order_inbox_id is 'orders_inbox.id, copied.';
comment on column shipkeeper.untaken_release.order_status_history_id is 'The entry of order_status_history that is the release.';

create table shipkeeper.lot_activation (
  sku text not null,
  lot text not null,
  active_since timestamptz not null,
  emptied_by text,
  primary key (sku, lot)
);
comment on table shipkeeper.lot_activation is
'Since when a lot is active, kept by a trigger on sku_lot. An active lot without a row was so when the history began.';
comment on column shipkeeper.lot_activation.sku is 'Base SKU.';
comment on column shipkeeper.lot_activation.lot is 'Lot.';
comment on column shipkeeper.lot_activation.active_since is 'When it was made active.';
comment on column shipkeeper.lot_activation.emptied_by is
'The transaction that truncated sku_lot while it was active; null: none since it was written.';

create table shipkeeper.lot_state (
  only_row boolean primary key default true constraint lot_state_only_row_check check (only_row),
  history_began_at timestamptz,
  status_triggers text,
  statuses_kept_since timestamptz,
  lot_triggers text,
  lots_kept_since timestamptz,
  posted_at timestamptz
);
insert into shipkeeper.lot_state default values;
comment on table shipkeeper.lot_state is 'Where the work on lots stands: one row.';
comment on column shipkeeper.lot_state.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.lot_state.history_began_at is 'When the statuses found were written to the history; null: not yet.';
comment on column shipkeeper.lot_state.status_triggers is
'The triggers of orders_inbox that keep statuses, as trigger_version gives them; null: not all do, or not always.';
comment on column shipkeeper.lot_state.statuses_kept_since is 'Histories that begin before are not whole; null: no gap is known.';
comment on column shipkeeper.lot_state.lot_triggers is 'The triggers of sku_lot, in the same way.';
comment on column shipkeeper.lot_state.lots_kept_since is 'No lot counts as active for longer; null: no gap is known.';
comment on column shipkeeper.lot_state.posted_at is 'When the last change was handed to the runner: two a second at most.';

create table shipkeeper.lot_move (
  state text not null,
  event text not null,
  next_state text not null,
  primary key (state, event)
);
comment on table shipkeeper.lot_move is
'How a review of lots goes on: the state after each event that its state lets in, and no other. Written by sql/lots/moves.sql.';
comment on column shipkeeper.lot_move.state is 'State of a review; new: there is none yet.';
comment on column shipkeeper.lot_move.event is 'What happens: an answer, a timer, an operator''s word, another program''s write.';
comment on column shipkeeper.lot_move.next_state is 'State after it.';

create table shipkeeper.lot_review (
  lot_review_id bigint generated always as identity primary key,
  order_inbox_id bigint not null,
  order_number text not null,
  shipstation_order_id text,
  order_status_history_id bigint,
  from_status text,
  to_status text,
  opened_at timestamptz not null,
  opened_by text not null,
  -- Of the states in lot_move: no check, which every release would pay for.
  state text not null default 'open',
  outcome text constraint lot_review_outcome_check check (
    outcome in ('skipped', 'current', 'would_update', 'awaiting_approval', 'verified', 'mismatch', 'held', 'error')
  ),
  reason text,
  next_look_at timestamptz not null,
  looks integer not null default 0,
  unread_since timestamptz,
  posts integer not null default 0,
  posted_at timestamptz,
  posted_in_cycle bigint,
  sku_changes jsonb,
  sent_changes jsonb,
  order_digest text,
  field_digests jsonb,
  post_status integer,
  post_body bytea,
  read_at timestamptz,
  approved_by text,
  approved_digest text,
  approved_changes jsonb,
  normalised text[],
  closed_at timestamptz,
  constraint lot_review_closed_check check ((state = 'closed') = (closed_at is not null))
);
create unique index lot_review_open_key on shipkeeper.lot_review (order_inbox_id) where state <> 'closed';
create index lot_review_next_look_at_idx on shipkeeper.lot_review (next_look_at) where state <> 'closed';
create index lot_review_posted_in_cycle_idx on shipkeeper.lot_review (posted_in_cycle) where posted_in_cycle is not null;
create index lot_review_closed_idx on shipkeeper.lot_review (order_inbox_id) where state = 'closed';
create index lot_review_undecided_idx on shipkeeper.lot_review (closed_at)
where outcome = 'held' or reason in (
  'no_active_lot', 'ambiguous_active_lot', 'unparseable_sku', 'not_updatable', 'manual_override', 'no_shipstation_id'
);
create index lot_review_would_update_idx on shipkeeper.lot_review (closed_at) where outcome = 'would_update';
create index lot_review_mismatch_idx on shipkeeper.lot_review (closed_at) where outcome = 'mismatch';
create index lot_review_unread_idx on shipkeeper.lot_review (closed_at) where unread_since is not null;
comment on index shipkeeper.lot_review_open_key is 'One review of an order at a time.';
comment on table shipkeeper.lot_review is
'Reviews of orders that were released: whether their lots are brought up to date in ShipStation, and why not.';
comment on column shipkeeper.lot_review.lot_review_id is 'Identity.';
comment on column shipkeeper.lot_review.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.lot_review.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.lot_review.shipstation_order_id is 'orders_inbox.shipstation_order_id when it was first looked at.';
comment on column shipkeeper.lot_review.order_status_history_id is
'The transition under review; null: an operator opened it.';
comment on column shipkeeper.lot_review.from_status is 'Status before that transition.';
comment on column shipkeeper.lot_review.to_status is 'Status after it.';
comment on column shipkeeper.lot_review.opened_at is 'When.';
comment on column shipkeeper.lot_review.opened_by is 'The role that changed the status, or the operator.';
comment on column shipkeeper.lot_review.state is
'open: to be read; read: a change is needed, labels are looked for; cleared: read once more before the change; ready: the change is '
'about to be sent; posted: sent, or perhaps: looked at until that is known; approval: waits for an operator; closed. Moved by '
'move_review alone, as lot_move says.';
comment on column shipkeeper.lot_review.outcome is
'What came of it last; while it is posted: what it ends with if the change took no effect, null: it would begin anew.';
comment on column shipkeeper.lot_review.reason is 'Why, as a code; null where there is none.';
comment on column shipkeeper.lot_review.next_look_at is 'Not looked at before this time.';
comment on column shipkeeper.lot_review.looks is
'How often in a row it was put off, the wait doubling with each; once sent: how often it was looked at since.';
comment on column shipkeeper.lot_review.unread_since is
'Since when its order, or a line of it, cannot be read; null: the last answer could.';
comment on column shipkeeper.lot_review.posts is 'How often the change was sent.';
comment on column shipkeeper.lot_review.posted_at is 'When it was sent last; null: never.';
comment on column shipkeeper.lot_review.posted_in_cycle is 'The cycle that sent it last, or would have.';
comment on column shipkeeper.lot_review.sku_changes is 'The change: order_item_id, from, to, base_sku, old_lot, new_lot of each line.';
comment on column shipkeeper.lot_review.sent_changes is 'The change that was sent last.';
comment on column shipkeeper.lot_review.order_digest is 'SHA-256 of the order in ShipStation as it was decided on.';
comment on column shipkeeper.lot_review.field_digests is
'SHA-256 of each field as it was sent, with a salt of the review: what is compared, without the data.';
comment on column shipkeeper.lot_review.post_status is 'HTTP status of the answer to the change; null: none came whole.';
alter table shipkeeper.lot_review alter column post_body set statistics 0;
comment on column shipkeeper.lot_review.post_body is 'The order to send, from one call of the runner to the next; then erased.';
comment on column shipkeeper.lot_review.read_at is 'When the order was last read in ShipStation.';
comment on column shipkeeper.lot_review.approved_by is 'The operator who agreed.';
comment on column shipkeeper.lot_review.approved_digest is 'order_digest that was agreed to: lapses when the order changes.';
comment on column shipkeeper.lot_review.approved_changes is 'sku_changes that were agreed to.';
comment on column shipkeeper.lot_review.normalised is 'Fields that ShipStation wrote otherwise than sent, none of them of weight.';
comment on column shipkeeper.lot_review.closed_at is 'When it was closed.';

create table shipkeeper.lot_update_audit (
  lot_update_audit_id bigint generated always as identity primary key,
  lot_review_id bigint not null,
  order_inbox_id bigint not null,
  order_number text not null,
  shipstation_order_id text not null,
  order_item_id bigint not null,
  base_sku text not null,
  old_lot text,
  new_lot text not null,
  updated_by text not null,
  updated_at timestamptz not null,
  reason text not null,
  dry_run boolean not null,
  digest_before text not null,
  digest_after text
);
create index lot_update_audit_order_inbox_id_idx on shipkeeper.lot_update_audit (order_inbox_id);
create index lot_update_audit_lot_review_id_idx on shipkeeper.lot_update_audit (lot_review_id);
comment on table shipkeeper.lot_update_audit is 'Every line whose lot was changed in ShipStation, or would have been. Append-only.';
comment on column shipkeeper.lot_update_audit.lot_update_audit_id is 'Identity, in the order of recording.';
comment on column shipkeeper.lot_update_audit.lot_review_id is 'The review that led to it.';
comment on column shipkeeper.lot_update_audit.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.lot_update_audit.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.lot_update_audit.shipstation_order_id is 'ShipStation''s orderId.';
comment on column shipkeeper.lot_update_audit.order_item_id is 'ShipStation''s orderItemId of the line, before the change.';
comment on column shipkeeper.lot_update_audit.base_sku is 'Base SKU.';
comment on column shipkeeper.lot_update_audit.old_lot is 'Lot before; null: the SKU had none.';
comment on column shipkeeper.lot_update_audit.new_lot is 'Lot after.';
comment on column shipkeeper.lot_update_audit.updated_by is 'automatic, or the operator who agreed.';
comment on column shipkeeper.lot_update_audit.updated_at is 'When it was recorded.';
comment on column shipkeeper.lot_update_audit.reason is
'verified: ShipStation has it as sent; mismatch: it differs; in a dry run would_update, or would_await_approval.';
comment on column shipkeeper.lot_update_audit.dry_run is 'Whether nothing was sent.';
comment on column shipkeeper.lot_update_audit.digest_before is 'SHA-256 of the order before.';
comment on column shipkeeper.lot_update_audit.digest_after is 'SHA-256 of the order after; null: nothing was sent.';

insert into shipkeeper.kept_table (table_name, why, migration) values
('shipkeeper.order_status_history', 'the record of which orders may have been picked', '0018_lots'),
('shipkeeper.lot_update_audit', 'the trace of each lot that was changed in ShipStation', '0018_lots');
