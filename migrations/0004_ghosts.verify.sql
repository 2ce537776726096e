select 'shipkeeper.cancellation_stop has no row' as finding
where not exists (select from shipkeeper.cancellation_stop);
