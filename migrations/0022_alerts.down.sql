drop table shipkeeper.progress;
drop index shipkeeper.lot_review_would_update_idx;
drop table shipkeeper.alert;
drop type shipkeeper.meaning;
drop type shipkeeper.concern;
