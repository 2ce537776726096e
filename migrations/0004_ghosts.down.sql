-- The driver has exported or refused before this runs: cancellation and operator_action are kept tables.
delete from shipkeeper.kept_table
where table_name in ('shipkeeper.cancellation', 'shipkeeper.operator_action');
drop table shipkeeper.operator_action;
drop table shipkeeper.cancellation_stop;
drop table shipkeeper.cancellation;
drop table shipkeeper.ghost_search;
drop table shipkeeper.ghost_list;
drop table shipkeeper.ghost_queue;
drop table shipkeeper.ghost;
drop table shipkeeper.first_look;
