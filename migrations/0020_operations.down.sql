-- The driver has exported or refused before this runs: the lines rolled back are a kept table.
delete from shipkeeper.kept_table where table_name = 'shipkeeper.rolled_back_line';
drop table shipkeeper.upkeep;
drop table shipkeeper.figure_total;
drop table shipkeeper.daily_figure;
drop table shipkeeper.rolled_back_line;
drop table shipkeeper.number_difference;
drop table shipkeeper.order_hold;
drop table shipkeeper.pause;
