-- What needs a person: a row from the cycle that finds it to the cycle that finds it gone. And how far each kind of work has got.
create type shipkeeper.concern as (
  kind text,
  subject text,
  order_number text,
  since timestamptz,
  sentence text,
  reason text,
  of_kind bigint
);
comment on type shipkeeper.concern is
'One thing that needs a person, as the functions concerns_of_... find it: what a row of alert is made of.';
comment on column shipkeeper.concern.kind is 'The kind of alert, one of shipkeeper.alert_kind.';
comment on column shipkeeper.concern.subject is 'What tells it from others of its kind; an empty text where there is only one.';
comment on column shipkeeper.concern.order_number is 'The order''s number; null: it is about no single order.';
comment on column shipkeeper.concern.since is 'Since when it is so; null: not known, so from when it was first found.';
comment on column shipkeeper.concern.sentence is 'What is wrong, in a sentence for a manager.';
comment on column shipkeeper.concern.reason is
'Why, as it is recorded: what to do about it follows (shipkeeper.meanings); null: there is but one.';
comment on column shipkeeper.concern.of_kind is
'How many there are of this kind, where a function hands over only the first 101 of them; null: as many as are handed over.';

create type shipkeeper.meaning as (
  of_what text,
  value text,
  alert text,
  remedy text,
  because text
);
comment on type shipkeeper.meaning is
'What an outcome, a reason or another word that is recorded means to a person, as the functions meanings_of_... say it.';
comment on column shipkeeper.meaning.of_what is 'What the word is: "ghosts reason", "cycle stop_reason".';
comment on column shipkeeper.meaning.value is 'The word; a percent sign stands for any text, as in like.';
comment on column shipkeeper.meaning.alert is 'The kind of alert it leads to; null: no person is needed.';
comment on column shipkeeper.meaning.remedy is
'What to do then: %1$s is the order number, %1$L the same as a literal, %2$s the subject; null: what the kind says.';
comment on column shipkeeper.meaning.because is 'Why no person is needed; null: one is.';

create table shipkeeper.alert (
  alert_id bigint generated always as identity primary key,
  kind text not null,
  subject text not null,
  found_by name not null,
  severity text not null constraint alert_severity_check check (severity in ('critical', 'warning')),
  order_number text,
  cases bigint not null constraint alert_cases_check check (cases > 0),
  sentence text not null,
  remedy text not null,
  details text,
  since timestamptz not null,
  last_seen_at timestamptz not null,
  ended_at timestamptz
);
create unique index alert_open_key on shipkeeper.alert (kind, subject) where ended_at is null;
create index alert_ended_at_idx on shipkeeper.alert (ended_at) where ended_at is not null;
comment on index shipkeeper.alert_open_key is 'What needs a person is one row while it lasts.';
comment on table shipkeeper.alert is
'What needs or needed a person: opened, brought up to date and closed at the end of each run, kept for the setting keep_logs.';
comment on column shipkeeper.alert.alert_id is 'Identity, in the order of opening.';
comment on column shipkeeper.alert.kind is 'The kind, one of shipkeeper.alert_kind.';
comment on column shipkeeper.alert.subject is
'What tells it from others of its kind: an order, a reason; an empty text: nothing; an asterisk: it stands for all of them.';
comment on column shipkeeper.alert.found_by is 'The function that finds it, and that alone closes it.';
comment on column shipkeeper.alert.severity is 'critical or warning.';
comment on column shipkeeper.alert.order_number is 'The order''s number; null: it is about no single order.';
comment on column shipkeeper.alert.cases is 'How many it stands for: above 100 of one kind they are one row.';
comment on column shipkeeper.alert.sentence is 'What is wrong, in a sentence for a manager.';
comment on column shipkeeper.alert.remedy is 'What to do: the call with its arguments, or what to mend where.';
comment on column shipkeeper.alert.details is 'The view that has more of it; null: none has.';
comment on column shipkeeper.alert.since is 'Since when it is so, as far as is known.';
comment on column shipkeeper.alert.last_seen_at is 'The end of the last run that found it.';
comment on column shipkeeper.alert.ended_at is 'The end of the run that found it gone; null: it lasts.';

create table shipkeeper.progress (
  work_kind text primary key,
  got_on_at timestamptz,
  got_on_in bigint,
  well_at timestamptz,
  well_in bigint,
  reached_at timestamptz,
  failing_since timestamptz,
  failing_from bigint,
  problem text,
  constraint progress_failing_check check (num_nonnulls(failing_since, failing_from, problem) in (0, 3))
);
comment on table shipkeeper.progress is
'How far each kind of work of a run has got, as of the end of the last run: what tells work that gets on from work that is only tried.';
comment on column shipkeeper.progress.work_kind is 'The kind of work.';
comment on column shipkeeper.progress.got_on_at is 'When a run last ended in which it got on: an answer could be used; null: none has.';
comment on column shipkeeper.progress.got_on_in is 'That run.';
comment on column shipkeeper.progress.well_at is
'When a run last ended in which it got on or had nothing to do; null: none has. What does not get on does so since then.';
comment on column shipkeeper.progress.well_in is 'That run.';
comment on column shipkeeper.progress.reached_at is
'Up to when it has read what changed in ShipStation, as of the last run: the watermark of the sync; null: it reads nothing by its time.';
comment on column shipkeeper.progress.failing_since is
'When the first run started since then in which it had something to do and did not get on; null: it gets on, or has nothing to do.';
comment on column shipkeeper.progress.failing_from is 'That run.';
comment on column shipkeeper.progress.problem is 'What kept it from getting on in the last run, as a phrase without data.';
