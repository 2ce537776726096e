-- One run of the runner is a cycle; what it asked is a request; what it said is a message.
-- squawk-ignore-file ban-create-domain-with-constraint
create type shipkeeper.figure as (name text, unit text, counts text, of_day text);
comment on type shipkeeper.figure is 'A figure that a kind of work reports of a cycle, as its declaration has it.';
comment on column shipkeeper.figure.name is 'Its name in what the kind reports.';
comment on column shipkeeper.figure.unit is 'Its unit: orders, requests, seconds; flag: true or false, counted where it is true.';
comment on column shipkeeper.figure.counts is 'What it counts, as a phrase.';
comment on column shipkeeper.figure.of_day is 'How the cycles of a day make the day''s: sum, last or most.';

create domain shipkeeper.plan_result as text constraint plan_result_check check (value in ('again', 'pause', 'rest', 'more', 'nothing'));
comment on domain shipkeeper.plan_result is
'What a planner answers. again: it changed something or recorded a request, so that all are asked anew in this call; pause: commit, and '
'come back at once; rest: the same in half a second; more: it has something to send and may not yet; nothing: it has nothing to do.';

create table shipkeeper.work_kind (
  work_kind text primary key constraint work_kind_name_check check (work_kind ~ '^[a-z][a-z_]*$'),
  cycle_kind text constraint work_kind_cycle_kind_check check (cycle_kind in ('run', 'check', 'scan')),
  turn integer,
  figures shipkeeper.figure[] not null,
  cycle_tables text[] not null,
  constraint work_kind_turn_check check ((turn is null) = (cycle_kind is null))
);
comment on table shipkeeper.work_kind is
'What each kind of work declares, a folder of sql/ each: the row that its function declare_<kind> returns, written down with every '
'deployment. The row of a kind that a release has no more stays: it says what the figures mean that are left of it.';
comment on column shipkeeper.work_kind.work_kind is 'Name of the kind: ghosts, check.';
comment on column shipkeeper.work_kind.cycle_kind is
'In which kind of cycle it is done: run, check or scan; null: it is no work, but has figures of every cycle.';
comment on column shipkeeper.work_kind.turn is 'Its place in the cycle, ascending.';
comment on column shipkeeper.work_kind.figures is 'The figures that it reports of a cycle.';
comment on column shipkeeper.work_kind.cycle_tables is
'Its tables of shipkeeper with a column cycle_id, whose rows are deleted with their cycle.';

create table shipkeeper.cycle (
  cycle_id bigint generated always as identity primary key,
  kind text not null constraint cycle_kind_check check (kind in ('run', 'check', 'scan')),
  only_kinds text[],
  worker text not null,
  protocol_version integer not null,
  writes_allowed boolean not null,
  options jsonb not null,
  started_at timestamptz not null,
  ended_at timestamptz,
  outcome text constraint cycle_outcome_check check (
    outcome in (
      'done', 'incomplete', 'no_progress', 'rate_limited', 'api_unavailable', 'credentials_refused', 'failed', 'abandoned', 'busy'
    )
  ),
  stop_reason text constraint cycle_stop_reason_check check (
    stop_reason in (
      'rate_limited', 'api_unavailable', 'credentials_refused', 'quota_used_up', 'paused', 'stopped', 'runner_lost', 'failed', 'busy'
    )
  ),
  api_failures_in_row integer not null default 0,
  unusable_answers_in_row integer not null default 0,
  unusable_answer text,
  halted_kind text,
  said_to bigint,
  figures jsonb,
  constraint cycle_ended_check check ((ended_at is null) = (outcome is null))
);
comment on table shipkeeper.cycle is 'One run of the runner, from begin_cycle to finish_cycle.';
comment on column shipkeeper.cycle.cycle_id is 'Identity of the cycle, handed to the runner.';
comment on column shipkeeper.cycle.kind is 'What the runner was started for: run, check or scan.';
comment on column shipkeeper.cycle.only_kinds is 'The kinds of work it was restricted to; null: all of its kind.';
comment on column shipkeeper.cycle.worker is 'Host and process that run it, as the runner names itself.';
comment on column shipkeeper.cycle.protocol_version is 'Version of the courier protocol the runner speaks.';
comment on column shipkeeper.cycle.writes_allowed is 'Whether the runner may send a POST (SHIPSTATION_ALLOW_WRITES=1).';
comment on column shipkeeper.cycle.options is 'All options the runner gave, as it gave them.';
comment on column shipkeeper.cycle.started_at is 'When begin_cycle let it start.';
comment on column shipkeeper.cycle.ended_at is 'When it was closed; null while it runs.';
comment on column shipkeeper.cycle.outcome is
'How it ended. done: each kind of work got on or had nothing to do; incomplete: one got on in part; no_progress: one had something to do '
'and did not get on; abandoned: the runner vanished, and the next cycle closed it; else as in stop_reason.';
comment on column shipkeeper.cycle.stop_reason is
'Why nothing more is sent in this cycle; paused: by an operator; stopped: the runner was asked to stop, as by SIGTERM; runner_lost: it '
'vanished; failed: it met an error that no answer explains; busy: others kept the lease; null: nothing stopped it.';
comment on column shipkeeper.cycle.halted_kind is
'The kind of work that wanted more when the requests or the time of the cycle were used up; null: none did.';
comment on column shipkeeper.cycle.said_to is
'The newest of its messages that a check or a scan has handed to its runner; null: of a run the lease says it.';
comment on column shipkeeper.cycle.api_failures_in_row is 'Failed requests since the last one that was answered.';
comment on column shipkeeper.cycle.unusable_answers_in_row is
'How often the last requests for one order each brought the same unusable answer.';
comment on column shipkeeper.cycle.unusable_answer is 'What was wrong with it; null: the last one was of some use.';
comment on column shipkeeper.cycle.figures is
'What each kind of work reported, by its name, and under cycle what every cycle has: {"ghosts": {"backfilled": 1}}; null while it runs.';
create unique index cycle_running_key on shipkeeper.cycle (kind, (case kind when 'check' then cycle_id else 0 end))
where ended_at is null;
comment on index shipkeeper.cycle_running_key is
'One run and one scan at a time, which may wait for the lease of the run; any number of checks.';
create index cycle_ended_idx on shipkeeper.cycle (cycle_id)
where kind = 'run' and outcome in ('done', 'incomplete', 'no_progress') and coalesce(stop_reason, '') not in ('paused', 'stopped');
create index cycle_done_idx on shipkeeper.cycle (cycle_id) where kind = 'run' and outcome = 'done';

create table shipkeeper.lease (
  only_row boolean primary key default true constraint lease_only_row_check check (only_row),
  cycle_id bigint references shipkeeper.cycle (cycle_id),
  expires_at timestamptz not null default '-infinity',
  said_to bigint not null default 0,
  handed_to bigint not null default 0,
  handed_in_cycle bigint,
  handed_in_session integer,
  found_whole_at timestamptz not null default '-infinity',
  found_whole_in oid
);
insert into shipkeeper.lease default values;
create index lease_cycle_id_idx on shipkeeper.lease (cycle_id);
comment on table shipkeeper.lease is
'Which cycle may work now, and how far it has got in saying: one row, renewed by every call of the runner.';
comment on column shipkeeper.lease.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.lease.cycle_id is 'The cycle that holds the lease; null: none.';
comment on column shipkeeper.lease.expires_at is 'From then on another cycle may take it.';
comment on column shipkeeper.lease.said_to is 'The newest message that is known to be logged; none before it is handed out again.';
comment on column shipkeeper.lease.handed_to is 'The newest message that was handed to a runner; said once that runner calls again.';
comment on column shipkeeper.lease.handed_in_cycle is 'The cycle whose call handed it out; null: nothing was handed out yet.';
comment on column shipkeeper.lease.handed_in_session is
'Process of the server that did: where it has gone, the runner may have lost what it was handed.';
comment on column shipkeeper.lease.found_whole_at is
'When a cycle last found that nothing of the deployment is missing here; -infinity: it is to be looked at again.';
comment on column shipkeeper.lease.found_whole_in is
'Number that schema shipkeeper had then (pg_namespace.oid): a copy of the database has another; null: it was not looked at.';

create table shipkeeper.quota (
  only_row boolean primary key default true constraint quota_only_row_check check (only_row),
  request_limit integer,
  remaining integer,
  resets_at timestamptz,
  blocked_until timestamptz,
  observed_at timestamptz
);
insert into shipkeeper.quota default values;
comment on table shipkeeper.quota is 'What ShipStation last said of its rate limit: one row.';
comment on column shipkeeper.quota.only_row is 'Always true: keeps the table at one row.';
comment on column shipkeeper.quota.request_limit is 'Requests allowed per window (X-Rate-Limit-Limit).';
comment on column shipkeeper.quota.remaining is 'Requests left in the window (X-Rate-Limit-Remaining).';
comment on column shipkeeper.quota.resets_at is 'When the window ends (X-Rate-Limit-Reset, seconds from the answer).';
comment on column shipkeeper.quota.blocked_until is 'After a 429: no cycle starts before this time.';
comment on column shipkeeper.quota.observed_at is 'When the answer that said so was accepted.';

create table shipkeeper.request (
  request_id bigint generated always as identity primary key,
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  work_kind text not null,
  method text not null constraint request_method_check check (method in ('GET', 'POST')),
  path text not null,
  order_inbox_id bigint,
  shipstation_order_id text,
  body bytea,
  timeout_seconds numeric not null,
  state text not null constraint request_state_check check (
    state in ('in_flight', 'answered', 'worked')
  ),
  sent_at timestamptz not null,
  answered_at timestamptz,
  status integer,
  error text,
  verdict text constraint request_verdict_check check (
    verdict in (
      'answer', 'not_found', 'rate_limited', 'credentials_refused', 'api_failure', 'unexpected', 'not_sent', 'lost'
    )
  ),
  stop boolean,
  answer bytea,
  answer_bytes bigint,
  server_time timestamptz,
  is_divisible boolean not null,
  purpose text,
  purpose_id bigint
);
create index request_cycle_id_idx on shipkeeper.request (cycle_id);
create unique index request_under_way_key on shipkeeper.request (cycle_id) where state in ('in_flight', 'answered');
comment on index shipkeeper.request_under_way_key is 'A cycle has one request under way at a time.';
comment on table shipkeeper.request is 'Requests to ShipStation: recorded before they are sent.';
comment on column shipkeeper.request.request_id is 'Identity of the request, handed to the runner.';
comment on column shipkeeper.request.cycle_id is 'The cycle that sent it.';
comment on column shipkeeper.request.work_kind is 'The kind of work that asked for it.';
comment on column shipkeeper.request.method is 'HTTP method: GET or POST.';
comment on column shipkeeper.request.path is 'Path and query.';
comment on column shipkeeper.request.order_inbox_id is 'orders_inbox.id of the order asked for, where it is about one.';
comment on column shipkeeper.request.shipstation_order_id is 'ShipStation''s orderId asked for, where it is about one.';
-- Statistics would keep pieces of what was erased.
alter table shipkeeper.request alter column body set statistics 0, alter column answer set statistics 0;
comment on column shipkeeper.request.body is 'Body to send; erased once the answer is worked on.';
comment on column shipkeeper.request.timeout_seconds is 'Limit of the whole request, in seconds.';
comment on column shipkeeper.request.state is
'in_flight: handed to the runner; answered: the answer is stored; worked: it is used up.';
comment on column shipkeeper.request.sent_at is 'When it was handed to the runner.';
comment on column shipkeeper.request.answered_at is 'When the runner handed the answer over.';
comment on column shipkeeper.request.status is 'HTTP status; null: no answer came.';
comment on column shipkeeper.request.error is 'Code of the transport error, or why it was not sent; null: none.';
comment on column shipkeeper.request.verdict is
'What kind of answer it was, as classify_answer says; lost: the runner vanished before it said.';
comment on column shipkeeper.request.stop is 'Whether the runner was told to stop.';
comment on column shipkeeper.request.answer is 'Body of the answer as received; erased by the transaction that uses it.';
comment on column shipkeeper.request.answer_bytes is 'Length of that body, in bytes.';
comment on column shipkeeper.request.server_time is 'ShipStation''s clock, from the Date header of the answer; null: none came.';
comment on column shipkeeper.request.is_divisible is
'Whether it asks for several orders, one of which may be what makes it fail: that does not count towards the API being down.';
comment on column shipkeeper.request.purpose is 'The planner''s own note of what it asks for; null: the path says it.';
comment on column shipkeeper.request.purpose_id is 'Identity of the row it asks for, where its purpose has one.';

create table shipkeeper.message (
  message_id bigint generated always as identity primary key,
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  level text not null constraint message_level_check check (level in ('info', 'warning', 'error', 'critical')),
  message text not null,
  recorded_at timestamptz not null
);
create index message_cycle_id_idx on shipkeeper.message (cycle_id);
comment on table shipkeeper.message is 'What the runner says, worded next to the rule that made it.';
comment on column shipkeeper.message.message_id is 'Identity, in the order of saying.';
comment on column shipkeeper.message.cycle_id is 'The cycle that says it.';
comment on column shipkeeper.message.level is 'info, warning, error or critical.';
comment on column shipkeeper.message.message is 'The sentence; holds no personal data.';
comment on column shipkeeper.message.recorded_at is 'When it was made.';

create type shipkeeper.sentence as (
  level text,
  words text,
  listed_in text,
  blanks _text
);
comment on type shipkeeper.sentence is
'A sentence of which a cycle may have any number to say, one an order: only the first of each kind become messages.';
comment on column shipkeeper.sentence.level is 'info, warning, error or critical.';
comment on column shipkeeper.sentence.words is 'Its words, as format() takes them: what tells its kind from others.';
comment on column shipkeeper.sentence.listed_in is 'The view of shipkeeper_report that lists all of its kind.';
comment on column shipkeeper.sentence.blanks is 'What stands in the blanks of the words; holds no personal data.';

create table shipkeeper.sentence_count (
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  words text not null,
  level text not null,
  listed_in text not null,
  sentences bigint not null,
  said bigint not null,
  constraint sentence_count_pkey primary key (cycle_id, words, level)
);
comment on table shipkeeper.sentence_count is
'How many sentences of each kind the running cycle has had to say; emptied at its end, when one sentence counts those that were not said.';
comment on column shipkeeper.sentence_count.cycle_id is 'The cycle.';
comment on column shipkeeper.sentence_count.words is 'The words that all of the kind share.';
comment on column shipkeeper.sentence_count.level is 'Level of the kind: info, warning, error or critical.';
comment on column shipkeeper.sentence_count.listed_in is 'The view of shipkeeper_report that lists all of them.';
comment on column shipkeeper.sentence_count.sentences is 'How many there were.';
comment on column shipkeeper.sentence_count.said is 'How many of them became messages.';

create table shipkeeper.lasting_state (
  state text primary key,
  what text not null,
  since timestamptz not null,
  said_in bigint not null
);
comment on table shipkeeper.lasting_state is
'States that last, as the runs have said them: said when they begin, change and end, not by every run between.';
comment on column shipkeeper.lasting_state.state is
'What it is a state of: alerts, api, credentials, ghosts, ghosts_problem, gone_limit, kpis, lots_waiting, orders_without_id, round, sync.';
comment on column shipkeeper.lasting_state.what is 'What it was when it was last said; said anew once that is another.';
comment on column shipkeeper.lasting_state.since is 'Since when it lasts.';
comment on column shipkeeper.lasting_state.said_in is 'The cycle that said it last.';

create table shipkeeper.order_outcome (
  order_outcome_id bigint generated always as identity primary key,
  cycle_id bigint not null references shipkeeper.cycle (cycle_id),
  request_id bigint references shipkeeper.request (request_id),
  work_kind text not null,
  order_inbox_id bigint,
  order_number text,
  shipstation_order_id text,
  outcome text not null constraint order_outcome_outcome_check check (
    outcome in (
      'backfilled', 'cancelled', 'work_in_progress', 'skipped', 'error', 'held', 'updated', 'would_update',
      'awaiting_approval', 'current', 'verified', 'mismatch', 'imported', 'linked'
    )
  ),
  reason text,
  recorded_at timestamptz not null
);
create index order_outcome_cycle_id_idx on shipkeeper.order_outcome (cycle_id);
create index order_outcome_request_id_idx on shipkeeper.order_outcome (request_id);
create index order_outcome_order_inbox_id_idx on shipkeeper.order_outcome (order_inbox_id);
create index order_outcome_filled_idx on shipkeeper.order_outcome (recorded_at) where outcome in ('backfilled', 'imported');
comment on table shipkeeper.order_outcome is 'What became of each order a cycle worked on.';
comment on column shipkeeper.order_outcome.order_outcome_id is 'Identity, in the order of recording.';
comment on column shipkeeper.order_outcome.cycle_id is 'The cycle that worked on it.';
comment on column shipkeeper.order_outcome.request_id is 'The request whose answer decided; null: decided without one.';
comment on column shipkeeper.order_outcome.work_kind is 'The kind of work.';
comment on column shipkeeper.order_outcome.order_inbox_id is 'orders_inbox.id, copied: the shop may delete the order.';
comment on column shipkeeper.order_outcome.order_number is 'orders_inbox.order_number, copied.';
comment on column shipkeeper.order_outcome.shipstation_order_id is 'orders_inbox.shipstation_order_id, copied.';
comment on column shipkeeper.order_outcome.outcome is 'What became of it.';
comment on column shipkeeper.order_outcome.reason is 'Why, as a code or a short phrase without data; null where it went well.';
comment on column shipkeeper.order_outcome.recorded_at is 'When.';
