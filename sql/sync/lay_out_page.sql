create or replace function shipkeeper.lay_out_page(p_request shipkeeper.request, p_orders jsonb, p_has_nul boolean)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_refused record;
begin
  insert into shipkeeper.page_order (cycle_id, work_kind, request_id, shipstation_order_id, content)
  select p_request.cycle_id, 'sync', p_request.request_id, shipkeeper.order_id(o.content), o.content
  from jsonb_array_elements(p_orders) with ordinality as o (content, place)
  where not p_has_nul or strpos(o.content::text, chr(65534)) = 0
  order by o.place;

  if p_has_nul then
    for v_refused in
      select shipkeeper.order_id(o.content) as id, o.content ->> 'orderNumber' as number
      from jsonb_array_elements(p_orders) as o (content)
      where strpos(o.content::text, chr(65534)) > 0
    loop
      perform shipkeeper.refuse_order(
        p_request.cycle_id, p_request.request_id, v_refused.id, v_refused.number, 'order holds a NUL'
      );
    end loop;
  end if;
end
$$;
comment on function shipkeeper.lay_out_page(shipkeeper.request, jsonb, boolean) is
'Lays the orders of a page out for work_page, in their order; those that held a NUL (marked by read_json) are refused. '
'Writes: page_order, refused_order, order_outcome, message.';
revoke all on function shipkeeper.lay_out_page(shipkeeper.request, jsonb, boolean) from public;
