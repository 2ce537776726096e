select 'shipkeeper.pause has no row' as finding
where not exists (select from shipkeeper.pause);
