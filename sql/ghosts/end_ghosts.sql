create or replace function shipkeeper.end_ghosts(p_cycle bigint, p_ghosts bigint[], p_outcome text, p_reason text)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform shipkeeper.record_orders(p_cycle, array(
    select jsonb_populate_record(null::shipkeeper.decided_order, jsonb_build_object(
      'laid', jsonb_build_object('place', row_number() over (order by g.order_inbox_id), 'shipstation_order_id', g.shipstation_order_id),
      'order_inbox_id', g.order_inbox_id, 'order_number', g.order_number, 'action', 'heal', 'outcome', p_outcome, 'reason', p_reason
    ))
    from shipkeeper.ghost as g
    where g.order_inbox_id = any(p_ghosts)
  ));
end
$$;
comment on function shipkeeper.end_ghosts(bigint, bigint[], text, text) is
'Keeps what became of ghosts without a word of ShipStation''s. Writes: what record_orders writes.';
revoke all on function shipkeeper.end_ghosts(bigint, bigint[], text, text) from public;
