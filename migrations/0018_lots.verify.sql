select 'shipkeeper.lot_state has no row' as finding
where not exists (select from shipkeeper.lot_state);
