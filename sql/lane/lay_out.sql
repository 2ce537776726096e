create or replace function shipkeeper.lay_out(
  p_orders jsonb, p_request bigint default null, p_may_import boolean default false, p_has_nul boolean default false
)
returns setof shipkeeper.laid_order
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
set plan_cache_mode = force_generic_plan
set jit = off
as $$
begin
  return query
  with o as materialized (
    select
      e.place,
      e.content as c,
      shipkeeper.order_id(e.content) as id,
      case when jsonb_typeof(e.content -> 'orderNumber') = 'string' then shipkeeper.plain_text(e.content ->> 'orderNumber') end as number,
      e.content -> 'advancedOptions' -> 'mergedIds' as merged_ids
    from jsonb_array_elements(p_orders) with ordinality as e (content, place)
  ),
  i as materialized (
    select
      o.place as order_place, x.place, x.item, shipkeeper.item_problem(x.item) as problem,
      case when jsonb_typeof(x.item) = 'object' then shipkeeper.is_product_line(x.item) else false end as is_product
    from o
    cross join lateral jsonb_array_elements(
      case when jsonb_typeof(o.c -> 'items') = 'array' then o.c -> 'items' else '[]' end
    ) with ordinality as x (item, place)
  ),
  n as materialized (
    -- Of what is no product the quantity may be anything: it is not read.
    select
      i.order_place, i.place, i.item, i.problem, coalesce(i.item ->> 'sku', '') as sku_text,
      case when i.problem is null and i.is_product then (i.item ->> 'quantity')::numeric end as quantity,
      case when i.problem is null and i.is_product then (i.item ->> 'orderItemId')::numeric end as item_id
    from i
  ),
  k as materialized (
    select t.sku_text, coalesce(p.sku, s.placeholder_sku) as sku, p.sku_lot
    from (select distinct n.sku_text from n where n.quantity > 0) as t
    cross join shipkeeper.settings as s
    cross join lateral shipkeeper.parse_sku(t.sku_text) as p
  ),
  l as materialized (
    select
      n.order_place,
      (array_agg(n.problem order by n.place) filter (where n.problem is not null))[1] as problem,
      sum(n.quantity) as units,
      count(n.item_id) <> count(distinct n.item_id) as repeats_id,
      count(k.sku) <> count(distinct k.sku) as repeats_sku,
      array_agg(
        (
          n.place, n.item_id::bigint, n.item ->> 'lineItemKey', k.sku, k.sku_lot, n.item ->> 'name', n.quantity::integer,
          -- Through numeric, never through float: 19.99 is 1999 cents.
          round((n.item ->> 'unitPrice')::numeric * 100)::integer
        )::shipkeeper.product_line
        order by n.place
      ) filter (where n.quantity > 0) as lines,
      string_agg(
        concat_ws('|', n.item_id, n.sku_text, trim_scale(n.quantity), trim_scale((n.item ->> 'unitPrice')::numeric)), E'\n'
        order by n.item_id, n.place
      ) filter (where n.quantity > 0) as text
    from n
    left join k on k.sku_text = n.sku_text and n.quantity > 0
    group by n.order_place
  ),
  f as materialized (
    select
      o.*,
      coalesce(l.repeats_sku, false) as repeats_sku,
      coalesce(l.lines, '{}') as lines,
      md5(coalesce(l.text, ''))::uuid as lines_digest,
      coalesce(l.units, 0) as units,
      case
        when p_has_nul and strpos(o.c::text, chr(65534)) > 0 then 'order holds a NUL'
        when jsonb_typeof(o.c) <> 'object' then 'order is no object'
        when o.id is null then 'orderId is no usable number'
        when jsonb_typeof(o.c -> 'orderStatus') is distinct from 'string' then 'orderStatus is missing or no text'
      end as header_fault,
      case
        when jsonb_typeof(o.c -> 'items') is distinct from 'array' then 'items are missing or no list'
        when l.problem is not null then l.problem
        when l.units > 2147483647 then 'quantities add up to more than an integer holds'
        when l.repeats_id then 'two items have one orderItemId'
      end as lines_fault
    from o
    left join l on l.order_place = o.place
  ),
  p as materialized (select f.*, coalesce(f.header_fault, f.lines_fault) as problem from f),
  -- What a person is called and where he lives is laid out of orders alone that come in.
  h as materialized (
    select p.place, q.problem, case
      when q.problem is null
        and p.lines <> '{}'
        and p.number ~ (select s.import_order_number_pattern from shipkeeper.settings as s)
        and not exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = p.id)
        then shipkeeper.header_values(p.c)
    end as header
    from p
    cross join lateral (select shipkeeper.header_problem(p.c) as problem) as q
    where p_may_import
      and p.problem is null
      and not exists (select from public.orders_inbox as b where b.shipstation_order_id = p.id)
      and not exists (select from public.orders_inbox as b where b.order_number = p.number)
  )
  select
    p.place,
    p_request,
    p.id,
    p.number,
    left(p.c ->> 'orderStatus', 100),
    shipkeeper.pacific_time(p.c ->> 'modifyDate'),
    case when shipkeeper.is_text_or_null(p.c -> 'carrierCode', 1000) then p.c ->> 'carrierCode' end,
    case when shipkeeper.is_text_or_null(p.c -> 'serviceCode', 1000) then p.c ->> 'serviceCode' end,
    -- Compared before it is multiplied: a numeric can overflow too.
    case
      when jsonb_typeof(p.c -> 'orderTotal') = 'number' and abs((p.c ->> 'orderTotal')::numeric) < 21474836.475
        then round((p.c ->> 'orderTotal')::numeric * 100)::integer
    end,
    left(p.c -> 'advancedOptions' ->> 'parentId', 20),
    case when jsonb_typeof(p.merged_ids) = 'array' then array(
      select distinct m.id
      from jsonb_array_elements_text(p.merged_ids) as m (id)
      where m.id ~ '^[1-9][0-9]{0,18}$' and m.id <> p.id
    ) end,
    case when p.problem is null then p.units::bigint else 0 end,
    case when p.problem is null then p.lines else '{}' end,
    case when p.problem is null then p.lines_digest end,
    p.repeats_sku,
    h.header,
    h.problem,
    p.problem,
    p.header_fault is null
  from p
  left join h on h.place = p.place
  order by p.place;
end
$$;
comment on function shipkeeper.lay_out(jsonb, bigint, boolean, boolean) is
'The orders of a JSON list, laid out for the rules: each read once, each distinct text of a SKU parsed once; what makes one unusable, as a '
'phrase without its data, is its problem. p_may_import: new ones come with the columns of their header. p_has_nul: see read_page. '
'Calls: item_problem, is_product_line, parse_sku, pacific_time, header_problem, header_values.';
revoke all on function shipkeeper.lay_out(jsonb, bigint, boolean, boolean) from public;
