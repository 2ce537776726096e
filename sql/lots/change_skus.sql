create or replace function shipkeeper.change_skus(p_body bytea, p_changes jsonb)
returns bytea
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  v_old constant text := convert_from(p_body, 'UTF8');
  v_expected jsonb := v_old::jsonb;
  v_new text := v_old;
  v_item record;
  v_changed text;
  v_lines integer := 0;
begin
  for v_item in
    -- Of type json: the text of each item as it stands, to the blank.
    select i.item::text as item, i.place, c.change
    from json_array_elements(v_old::json -> 'items') with ordinality as i (item, place)
    join jsonb_array_elements(p_changes) as c (change)
      on c.change -> 'order_item_id' = (i.item -> 'orderItemId')::jsonb
    order by i.place
  loop
    v_lines := v_lines + 1;
    v_changed := regexp_replace(
      v_item.item, '("sku"\s*:\s*)"(?:[^"\\]|\\.)*"',
      '\1' || replace(to_json(v_item.change ->> 'to')::text, '\', '\\')
    );
    v_new := overlay(v_new placing v_changed from nullif(strpos(v_new, v_item.item), 0) for length(v_item.item));
    v_expected := jsonb_set(
      v_expected, array['items', (v_item.place - 1)::text, 'sku'], to_jsonb(v_item.change ->> 'to'), false
    );
  end loop;

  -- Nothing but these SKUs is another: what was edited as text is read again.
  if v_lines <> jsonb_array_length(p_changes) or v_new::jsonb is distinct from v_expected or v_expected = v_old::jsonb then
    return null;
  end if;
  return convert_to(v_new, 'UTF8');
end
$$;
comment on function shipkeeper.change_skus(bytea, jsonb) is
'An order of ShipStation''s as it was read, with the SKUs of some lines changed and every other byte the same: numbers keep their digits, '
'unknown fields stay. changes as sku_changes gives them. Null where that cannot be done for certain. The body must be a whole order '
'with items.';
revoke all on function shipkeeper.change_skus(bytea, jsonb) from public;
