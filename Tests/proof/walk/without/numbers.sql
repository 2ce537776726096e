-- That an order has another number in ShipStation is no alert.
create or replace function shipkeeper.note_number_differences(p_cycle bigint, p_orders shipkeeper.decided_order[])
returns void language sql set search_path = pg_catalog, pg_temp as '';
