create or replace function shipkeeper.lay_out_order(
  p_order jsonb, p_shipstation_order_id text, p_request bigint default null, p_may_import boolean default false
)
returns shipkeeper.laid_order
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_laid shipkeeper.laid_order;
begin
  select l.* into v_laid from shipkeeper.lay_out(jsonb_build_array(p_order), p_request, p_may_import) as l;
  v_laid.is_header_usable := v_laid.is_header_usable and v_laid.shipstation_order_id = p_shipstation_order_id;
  v_laid.problem := case
    when v_laid.problem = 'order is no object' then 'answer is no order'
    when v_laid.shipstation_order_id <> p_shipstation_order_id then 'answer is another order'
    else v_laid.problem
  end;
  v_laid.shipstation_order_id := p_shipstation_order_id;
  return v_laid;
end
$$;
comment on function shipkeeper.lay_out_order(jsonb, text, bigint, boolean) is
'The answer to a request for one order, laid out; it must be the order that was asked for.';
revoke all on function shipkeeper.lay_out_order(jsonb, text, bigint, boolean) from public;
