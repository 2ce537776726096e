create or replace function shipkeeper.comparable_fields(p_order jsonb)
returns table (field text, value text)
language sql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
  with member as (
    select
      m.key as field,
      m.value
    from jsonb_each(p_order) as m
    where m.key not in ('items', 'shipTo', 'billTo', 'advancedOptions', 'internationalOptions')
    union all
    select o.name || '.' || m.key, m.value
    from (values ('shipTo'), ('billTo'), ('advancedOptions'), ('internationalOptions')) as o (name)
    cross join lateral jsonb_each(
      case jsonb_typeof(p_order -> o.name) when 'object' then p_order -> o.name else '{}'::jsonb end
    ) as m
  ),
  weighed as (
    select
      m.field,
      m.value,
      m.field in ('shipTo.street1', 'shipTo.street2', 'shipTo.street3', 'shipTo.city', 'shipTo.postalCode', 'shipTo.country') as is_address
    from member as m
  )
  select
    w.field,
    case
      -- Case and blanks of an address are ShipStation's to rewrite.
      when w.is_address then nullif(lower(btrim(regexp_replace(w.value #>> '{}', '\s+', ' ', 'g'))), '')
      when w.value in ('null', '[]', '{}', '""') then null
      -- Written anew with each change: without their ids, and in whatever order.
      when w.field = 'internationalOptions.customsItems' and jsonb_typeof(w.value) = 'array' then (
        select jsonb_agg(c.line order by c.line)::text
        from (
          select shipkeeper.comparable_value(case jsonb_typeof(e.line) when 'object' then e.line - 'customsItemId' else e.line end) as line
          from jsonb_array_elements(w.value) as e (line)
        ) as c
      )
      when w.field = 'tagIds' and jsonb_typeof(w.value) = 'array'
        then (select jsonb_agg(t.value order by t.value)::text from jsonb_array_elements(w.value) as t)
      else shipkeeper.comparable_value(w.value)::text
    end
  from weighed as w
  -- Set by the change itself.
  where w.field <> 'modifyDate'
  union all
  -- The lines: a multiset. One that cannot be read is compared as it stands.
  select 'items', jsonb_agg(l.line order by l.line)::text
  from (
    select jsonb_build_array(
      coalesce(i.item ->> 'sku', ''),
      -- Of a line that is no product it may be anything.
      shipkeeper.comparable_value(i.item -> 'quantity'),
      coalesce(nullif(shipkeeper.comparable_value(i.item -> 'unitPrice'), 'null'), '0'),
      coalesce(i.item -> 'adjustment' = 'true', false),
      coalesce(nullif(shipkeeper.comparable_value(i.item -> 'options'), 'null'), '[]')
    ) as line
    from jsonb_array_elements(case jsonb_typeof(p_order -> 'items') when 'array' then p_order -> 'items' else '[]'::jsonb end) as i (item)
  ) as l
$$;
comment on function shipkeeper.comparable_fields(jsonb) is
'The fields of an order of ShipStation''s as they are compared after a change: null, empty list and empty text are one; numbers by value; '
'of the ship-to address case and blanks do not count, of customs lines their ids and their order; the lines are compared as a multiset '
'of SKU, quantity, price, adjustment and options.';
revoke all on function shipkeeper.comparable_fields(jsonb) from public;
