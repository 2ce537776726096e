-- The driver has exported or refused before this runs: collapsed_line is a kept table.
delete from shipkeeper.kept_table where table_name = 'shipkeeper.collapsed_line';
drop table shipkeeper.dropped_unique;
drop table shipkeeper.collapsed_line;
drop table shipkeeper.scan;
drop table shipkeeper.repeated_sku;
