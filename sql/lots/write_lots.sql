create or replace function shipkeeper.write_lots(p_review shipkeeper.lot_review, p_order jsonb)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set lock_timeout = '100ms'
as $$
declare
  v_is_its boolean;
  v_problem text;
  v_line record;
begin
  -- Locked, so that nobody gives the header another id meanwhile; whoever has it already is not waited for.
  perform 1 from public.orders_inbox as o where o.id = p_review.order_inbox_id for share skip locked;
  v_is_its := exists (
    select
    from public.orders_inbox as o
    where o.id = p_review.order_inbox_id and o.shipstation_order_id = p_review.shipstation_order_id
  );
  v_problem := case
    when not exists (select from public.order_items_inbox as i where i.order_inbox_id = p_review.order_inbox_id) then 'none'
    when not v_is_its then 'its header here has another ShipStation id by now, so that its lines stay'
    when shipkeeper.is_held_by_operator(p_review.order_inbox_id) then 'an operator holds it, so that its lines here stay'
  end;
  if v_problem is not null then
    return nullif(v_problem, 'none');
  end if;

  -- The same text, blanks apart; or none, where ShipStation's SKU had no lot.
  for v_line in
    with change as (
      select distinct
        (c.change ->> 'order_item_id')::bigint as item_id,
        c.change ->> 'base_sku' as base_sku,
        shipkeeper.bare_text(c.change ->> 'from') as text,
        c.change ->> 'to' as sku_lot
      from jsonb_array_elements(p_review.sent_changes) as c (change)
    ),
    here as (
      select i.id, i.sku, i.sku_lot, i.shipstation_order_item_id as item_id, shipkeeper.bare_text(coalesce(i.sku_lot, i.sku)) as text
      from public.order_items_inbox as i
      where i.order_inbox_id = p_review.order_inbox_id
      for update
    )
    -- A line that was stored before the shop knew the lot holds the whole text as its SKU.
    select h.id, c.sku_lot, case when h.sku_lot is null then c.base_sku else h.sku end as sku
    from here as h
    join change as c on c.item_id = h.item_id and c.text = h.text
    union
    select h.id, c.sku_lot, case when h.sku_lot is null then c.base_sku else h.sku end
    from here as h
    join change as c on c.base_sku = h.sku and c.text = h.text
    where h.item_id is null
  loop
    set local search_path = pg_catalog, public, pg_temp;
    update public.order_items_inbox set sku_lot = v_line.sku_lot, sku = v_line.sku where id = v_line.id;
    set local search_path = pg_catalog, pg_temp;
  end loop;

  -- Where ShipStation has given new ids: the one line there and the one here with the same text are the same line.
  for v_line in
    with there as (
      select
        (l.item ->> 'orderItemId')::numeric::bigint as item_id,
        shipkeeper.bare_text(l.item ->> 'sku') as text
      from shipkeeper.readable_lines(p_order) as l
    ),
    here as (
      select i.id, i.shipstation_order_item_id as item_id, shipkeeper.bare_text(coalesce(i.sku_lot, i.sku)) as text
      from public.order_items_inbox as i
      where i.order_inbox_id = p_review.order_inbox_id
    )
    select h.id, t.item_id
    from (select max(h.id) as id, max(h.item_id) as item_id, h.text from here as h group by h.text having count(*) = 1) as h
    join (select max(t.item_id) as item_id, t.text from there as t group by t.text having count(*) = 1) as t on t.text = h.text
    where h.item_id is not null
      and not exists (select from there as o where o.item_id = h.item_id)
      and not exists (select from here as o where o.item_id = t.item_id)
  loop
    set local search_path = pg_catalog, public, pg_temp;
    update public.order_items_inbox set shipstation_order_item_id = v_line.item_id where id = v_line.id;
    set local search_path = pg_catalog, pg_temp;
  end loop;
  set local search_path = pg_catalog, public, pg_temp;
  set constraints all immediate;
  set local search_path = pg_catalog, pg_temp;

  -- Looked at again: a trigger of the shop may have changed or dropped it.
  with change as (
    select
      (c.change ->> 'order_item_id')::bigint as item_id,
      c.change ->> 'base_sku' as base_sku,
      c.change ->> 'to' as sku_lot
    from jsonb_array_elements(p_review.sent_changes) as c (change)
  ),
  there as (
    select
      (l.item ->> 'orderItemId')::numeric::bigint as item_id,
      l.item ->> 'sku' as sku_lot,
      l.item -> 'quantity' <> '0' as is_packed
    from shipkeeper.readable_lines(p_order) as l
  ),
  here as (
    select i.sku, i.sku_lot, i.shipstation_order_item_id as item_id
    from public.order_items_inbox as i
    where i.order_inbox_id = p_review.order_inbox_id
  ),
  -- Which line here is which change's: by its id, or where it has none by its SKU.
  meant as (
    select c.item_id, c.sku_lot, h.sku_lot as sku_lot_here
    from here as h
    join change as c on c.item_id = h.item_id
    union
    select null, c.sku_lot, h.sku_lot
    from here as h
    join there as t on t.item_id = h.item_id
    join (select distinct c.sku_lot from change as c) as c on c.sku_lot = t.sku_lot
    union
    select null, c.sku_lot, h.sku_lot
    from here as h
    join (select distinct c.base_sku, c.sku_lot from change as c) as c on c.base_sku = h.sku
    where h.item_id is null
  )
  select 'a line here was changed meanwhile' into v_problem
  where exists (select from meant as m where m.sku_lot_here is distinct from m.sku_lot)
    or exists (
      select
      from change as c
      where not exists (select from meant as m where m.item_id = c.item_id)
        and not exists (select from meant as m where m.item_id is null and m.sku_lot = c.sku_lot)
        and exists (select from there as t where t.sku_lot = c.sku_lot and t.is_packed)
    );
  return v_problem;
exception
  when lock_not_available or deadlock_detected or serialization_failure then
    -- Another program is at work on the lines: looked at again.
    raise;
  when assert_failure or others then
    -- The shop refuses the text: what was changed in ShipStation is recorded all the same.
    return format('the shop''s database refuses to write them here (database failure %s)', sqlstate);
end
$$;
comment on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) is
'Writes the new lot on the lines here, only where a line still holds the old text, blanks apart, and the new orderItemIds of all lines '
'where ShipStation has given new ones: while the header still has that id and no operator holds it. Returns why a line here of a changed '
'SKU does not have the new lot, as a phrase; null: all have. An order without lines here has none to write. Errors: where another program '
'has a row for more than a tenth of a second. Writes: order_items_inbox.';
revoke all on function shipkeeper.write_lots(shipkeeper.lot_review, jsonb) from public;
