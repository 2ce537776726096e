-- The driver has exported or refused before this runs: setting_change is a kept table.
delete from shipkeeper.kept_table where table_name = 'shipkeeper.setting_change';
drop table shipkeeper.setting_change;
drop table shipkeeper.settings;
