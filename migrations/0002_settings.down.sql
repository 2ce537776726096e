-- The driver has exported or refused before this runs: audit is a kept table.
delete from shipkeeper.kept_table where table_name = 'shipkeeper.audit';
drop table shipkeeper.audit;
drop table shipkeeper.settings;
