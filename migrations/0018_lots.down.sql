-- The driver has exported or refused before this runs: the history and the audit are kept tables.
delete from shipkeeper.kept_table
where table_name in ('shipkeeper.order_status_history', 'shipkeeper.lot_update_audit');
drop table shipkeeper.lot_update_audit;
drop table shipkeeper.lot_review;
drop table shipkeeper.lot_move;
drop table shipkeeper.lot_state;
drop table shipkeeper.lot_activation;
drop table shipkeeper.untaken_release;
drop table shipkeeper.order_status_history;
