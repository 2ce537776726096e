drop table shipkeeper.progress;
drop table shipkeeper.alert;
drop type shipkeeper.meaning;
drop type shipkeeper.concern;
