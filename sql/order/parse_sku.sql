create or replace function shipkeeper.parse_sku(p_text text, out sku text, out sku_lot text, out lot text, out reason text)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_blank constant text := '[' || shipkeeper.blanks() || ']';
  v_full constant text := regexp_replace(p_text, format('^%s+|%1$s+$', v_blank), '', 'g');
  v_text constant text := shipkeeper.plain_text(v_full);
  v_parts constant text[] := string_to_array(v_text, '-');
  v_base text;
  v_tail text;
  v_ascii text := v_text;
begin
  sku := nullif(v_text, '');
  if sku is null then
    reason := 'empty';
    return;
  elsif exists (select from public.sku_lot as l where l.sku = v_text) then
    reason := 'is_a_sku_itself';
    return;
  end if;

  -- Base SKUs and lots may hold a dash themselves: each is tried, the last one at the end.
  for v_place in 1 .. cardinality(v_parts) - 1 loop
    v_base := regexp_replace(array_to_string(v_parts[:v_place], '-'), v_blank || '+$', '');
    v_tail := regexp_replace(array_to_string(v_parts[v_place + 1:], '-'), '^' || v_blank || '+', '');
    continue when v_tail = '' or not exists (select from public.sku_lot as l where l.sku = v_base and l.lot = v_tail);
    if lot is not null then
      -- It can be read in two ways.
      sku := v_text;
      sku_lot := null;
      lot := null;
      reason := 'tail_is_no_lot';
      return;
    end if;
    sku := v_base;
    lot := v_tail;
    sku_lot := v_full;
  end loop;
  if lot is not null then
    return;
  end if;

  -- A lot that is not known: behind the last dash, if it looks like every lot of that base.
  if v_tail ~ '^[0-9]+$'
    and exists (select from public.sku_lot as l where l.sku = v_base)
    and not exists (
      select from public.sku_lot as l where l.sku = v_base and (l.lot !~ '^[0-9]+$' or length(l.lot) <> length(v_tail))
    )
  then
    sku := v_base;
    lot := v_tail;
    sku_lot := v_full;
    return;
  end if;

  if v_text ~ '[^ -~]' then
    -- As a person reads it.
    v_ascii := (select translate(normalize(v_text, nfkc), d.digits, d.plain) from shipkeeper.other_digits as d);
  end if;
  if exists (
    select
    from (
      select distinct v.text
      from (values (regexp_replace(v_ascii, v_blank, '', 'g')), (regexp_replace(v_ascii, '^[^[:alnum:]]+', ''))) as t (text)
      cross join lateral (values (t.text), (lower(t.text)), (upper(t.text))) as v (text)
    ) as t
    join public.sku_lot as l
      on l.sku = any(array(select left(t.text, n) from generate_series(1, least(length(t.text), 200)) as n))
    -- A letter or a digit more is another SKU, unless a lot of that base is at its end.
    where substr(t.text, length(l.sku) + 1, 1) !~ '[[:alnum:]]'
      or length(t.text) >= length(l.sku) + length(l.lot) and right(t.text, length(l.lot)) = l.lot
  ) or v_ascii ~ '[[:alnum:]][^[:alnum:]]+[[:alnum:]]' and exists (
    -- Both are in it, in another order or among other words.
    select
    from regexp_split_to_array(v_ascii, '[^[:alnum:]]+') as w (words)
    join public.sku_lot as l on l.sku = any(w.words) and l.lot = any(w.words)
  ) then
    reason := 'tail_is_no_lot';
  else
    reason := case when cardinality(v_parts) > 1 then 'unknown_base_sku' else 'no_separator' end;
  end if;
end
$$;
comment on function shipkeeper.parse_sku(text) is
'Splits a text of ShipStation''s such as "17612 - 250300" into base SKU and lot, only where that is certain: (base, lot) is in '
'sku_lot, split at whatever dash; or the base is and what is behind the last dash is digits of the same length as every lot of that base. '
'Else sku is the whole text, trimmed and without what nobody sees, sku_lot and lot are null, and reason says why: empty (sku null), '
'is_a_sku_itself, tail_is_no_lot (it begins with a base SKU, or is one, and goes on in any other way, in whatever script people type; or '
'holds a base SKU and one of its lots as two of its words), '
'no_separator, unknown_base_sku. The only parser of SKUs.';
revoke all on function shipkeeper.parse_sku(text) from public;
