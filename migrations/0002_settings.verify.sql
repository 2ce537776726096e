select 'shipkeeper.settings has no row' as finding
where not exists (select from shipkeeper.settings);
