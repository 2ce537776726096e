drop table shipkeeper.difference;
drop table shipkeeper.round_order;
drop table shipkeeper.round;
