-- An order of ShipStation's whose number another header has is passed over in silence.
create or replace function shipkeeper.note_conflict(p_cycle bigint, p_order_inbox_id bigint, p_order shipkeeper.laid_order)
returns void language sql set search_path = pg_catalog, pg_temp as '';
