drop table shipkeeper.settings;
