-- Bookkeeping of what was done: it may go.
drop table shipkeeper.order_outcome;
drop table shipkeeper.lasting_state;
drop table shipkeeper.sentence_count;
drop type shipkeeper.sentence;
drop table shipkeeper.message;
drop table shipkeeper.request;
drop table shipkeeper.quota;
drop table shipkeeper.lease;
drop table shipkeeper.cycle;
drop table shipkeeper.work_kind;
drop domain shipkeeper.plan_result;
drop type shipkeeper.figure;
