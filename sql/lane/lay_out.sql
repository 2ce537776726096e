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
set enable_seqscan = off
as $$
begin
  return query
  with o as materialized (
    select
      e.place,
      e.content as c,
      case when jsonb_typeof(e.content -> 'items') = 'array' then e.content -> 'items' end as items,
      shipkeeper.order_id(e.content) as id,
      case when jsonb_typeof(e.content -> 'orderNumber') = 'string' then shipkeeper.plain_text(e.content ->> 'orderNumber') end as number
    from jsonb_array_elements(p_orders) with ordinality as e (content, place)
  ),
  n as materialized (
    select
      o.place as order_place, x.place, x.item, q.problem, coalesce(x.item ->> 'sku', '') as sku_text,
      -- Of what is no product the quantity may be anything: it is not read.
      case when q.problem is null and q.is_product then (x.item ->> 'quantity')::numeric end as quantity,
      case when q.problem is null and q.is_product then (x.item ->> 'orderItemId')::numeric end as item_id
    from o
    cross join lateral jsonb_array_elements(o.items) with ordinality as x (item, place)
    cross join lateral (
      select
        shipkeeper.item_problem(x.item) as problem,
        case when jsonb_typeof(x.item) = 'object' then shipkeeper.is_product_line(x.item) end as is_product
      -- Worked out once.
      offset 0
    ) as q
  ),
  k as materialized (
    select t.sku_text, coalesce(p.sku, (select s.placeholder_sku from shipkeeper.settings as s)) as sku, p.sku_lot
    from (select distinct n.sku_text from n where n.quantity > 0) as t
    cross join lateral shipkeeper.parse_sku(t.sku_text) as p
  ),
  l as materialized (
    select
      n.order_place,
      (array_agg(n.problem order by n.place) filter (where n.problem is not null))[1] as item_fault,
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
      l.*,
      case
        when p_has_nul and strpos(o.c::text, chr(65534)) > 0 then 'order holds a NUL'
        when jsonb_typeof(o.c) <> 'object' then 'order is no object'
        when o.id is null then 'orderId is no usable number'
        when jsonb_typeof(o.c -> 'orderStatus') is distinct from 'string' then 'orderStatus is missing or no text'
      end as header_fault,
      case
        when o.items is null then 'items are missing or no list'
        when l.item_fault is not null then l.item_fault
        when l.units > 2147483647 then 'quantities add up to more than an integer holds'
        when l.repeats_id then 'two items have one orderItemId'
      end as lines_fault
    from o
    left join l on l.order_place = o.place
  ),
  p as materialized (select f.*, coalesce(f.header_fault, f.lines_fault) as problem from f)
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
    case when jsonb_typeof(p.c -> 'advancedOptions' -> 'mergedIds') = 'array' then array(
      select distinct m.id
      from jsonb_array_elements_text(p.c -> 'advancedOptions' -> 'mergedIds') as m (id)
      where m.id ~ '^[1-9][0-9]{0,18}$' and m.id <> p.id
    ) end,
    coalesce(case when p.problem is null then p.units end, 0)::bigint,
    coalesce(case when p.problem is null then p.lines end, '{}'),
    case when p.problem is null then md5(coalesce(p.text, ''))::uuid end,
    coalesce(p.repeats_sku, false),
    h.header,
    h.problem,
    p.problem,
    p.header_fault is null
  from p
  -- What a person is called and where he lives is laid out of orders alone that come in.
  left join lateral (
    select q.problem, case
      when q.problem is null
        and p.lines <> '{}'
        and p.number ~ (select s.import_order_number_pattern from shipkeeper.settings as s)
        and not exists (select from shipkeeper.merged_order as m where m.shipstation_order_id = p.id and m.denied_at is null offset 0)
        then shipkeeper.header_values(p.c)
    end as header
    from (select shipkeeper.header_problem(p.c) as problem offset 0) as q
    where p_may_import
      and p.problem is null
      and not exists (select from public.orders_inbox as b where b.shipstation_order_id = p.id offset 0)
      and not exists (select from public.orders_inbox as b where b.order_number = p.number offset 0)
    offset 0
  ) as h on true
  order by p.place;
end
$$;
comment on function shipkeeper.lay_out(jsonb, bigint, boolean, boolean) is
'The orders of a JSON list, laid out for the rules: each read once, each distinct text of a SKU parsed once; what makes one unusable, as a '
'phrase without its data, is its problem. p_may_import: new ones come with the columns of their header. p_has_nul: see read_page. '
'Calls: item_problem, is_product_line, parse_sku, pacific_time, header_problem, header_values.';
revoke all on function shipkeeper.lay_out(jsonb, bigint, boolean, boolean) from public;
