create or replace function shipkeeper.parse_sku(p_text text, out sku text, out sku_lot text, out lot text, out reason text)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  -- Blanks as people type them, the non-breaking one included.
  v_text constant text := regexp_replace(p_text, '^[\s\u00A0]+|[\s\u00A0]+$', '', 'g');
  v_parts text[];
begin
  sku := nullif(v_text, '');
  if sku is null then
    reason := 'empty';
    return;
  end if;

  -- The last separator decides: base SKUs may hold " - " themselves.
  v_parts := regexp_match(v_text, '^(.*[^\s\u00A0-])[\s\u00A0]*-[\s\u00A0]*([^\s\u00A0-]+)$');
  if v_parts is null then
    reason := 'no_separator';
  elsif exists (select from public.sku_lot as l where l.sku = v_text) then
    reason := 'is_a_sku_itself';
  elsif not exists (select from public.sku_lot as l where l.sku = v_parts[1]) then
    reason := 'unknown_base_sku';
  elsif exists (select from public.sku_lot as l where l.sku = v_parts[1] and l.lot = v_parts[2])
    or (
      v_parts[2] ~ '^[0-9]+$'
      and not exists (
        select from public.sku_lot as l
        where l.sku = v_parts[1] and (l.lot !~ '^[0-9]+$' or length(l.lot) <> length(v_parts[2]))
      )
    )
  then
    sku := v_parts[1];
    lot := v_parts[2];
    sku_lot := v_text;
  else
    reason := 'tail_is_no_lot';
  end if;
end
$$;
comment on function shipkeeper.parse_sku(text) is
'Splits a text of ShipStation''s such as "17612 - 250300" into base SKU and lot, only where that is certain: (base, lot) is in '
'sku_lot, or the base is and the tail is digits of the same length as every lot of that base. Else sku is the whole text, trimmed, '
'sku_lot and lot are null, and reason says why: empty (sku null), no_separator, is_a_sku_itself, unknown_base_sku, tail_is_no_lot. '
'The only parser of SKUs.';
revoke all on function shipkeeper.parse_sku(text) from public;
