create or replace function shipkeeper.import_order(p_cycle bigint, p_request bigint, p_order jsonb)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant text := shipkeeper.order_id(p_order);
  v_number constant text := p_order ->> 'orderNumber';
  v_problem constant text := shipkeeper.header_problem(p_order);
  v_order_inbox_id bigint;
  v_units integer;
begin
  if v_problem is not null then
    return v_problem;
  elsif v_number !~ (select s.import_order_number_pattern from shipkeeper.settings as s)
    or exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = v_id)
  then
    return null;
  elsif not exists (select from shipkeeper.product_lines(p_order) as l) then
    -- Without a line it would be a ghost; when it gets one it changes, and comes again.
    return null;
  elsif not shipkeeper.is_known_status(p_order ->> 'orderStatus') then
    return 'unknown status in ShipStation';
  end if;

  perform shipkeeper.note_repeated_skus(p_order);
  if shipkeeper.one_row_per_sku()
    and exists (select from shipkeeper.product_lines(p_order) as l group by l.sku having count(*) > 1)
  then
    return 'duplicate SKUs, which the shop''s constraint does not hold';
  end if;

  v_order_inbox_id := shipkeeper.insert_header(shipkeeper.header_values(p_order));
  if v_order_inbox_id is null then
    return 'locked';
  end if;
  v_units := shipkeeper.write_order(v_order_inbox_id, p_order, p_order ->> 'orderStatus');
  update shipkeeper.seen_order as s set units_here = v_units, was_applied = true where s.shipstation_order_id = v_id;
  perform shipkeeper.record_outcome(p_cycle, p_request, 'sync', v_order_inbox_id, v_number, v_id, 'imported', null);
  return null;
end
$$;
comment on function shipkeeper.import_order(bigint, bigint, jsonb) is
'Brings a new order of ShipStation''s in, header and lines at once, if its number is one that shall come in, it has a product line, '
'and it was not merged into another. Returns why it could not, as a phrase without data; null otherwise. Errors: what writing to the '
'shop raises. Writes: orders_inbox, order_items_inbox, seen_order, repeated_sku, order_outcome.';
revoke all on function shipkeeper.import_order(bigint, bigint, jsonb) from public;
