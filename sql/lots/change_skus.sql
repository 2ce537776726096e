create or replace function shipkeeper.change_skus(p_body bytea, p_changes jsonb)
returns bytea
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
set standard_conforming_strings = on
as $$
declare
  -- What is taken over, and as it is read: with marks that are as long as what they stand for. Unpacked once, not for each piece.
  v_body constant bytea := case when substr(p_body, 1, 3) = '\xefbbbf' then substr(p_body, 4) else p_body || ''::bytea end;
  v_readable constant text := shipkeeper.readable_text(v_body);
  v_readable_body constant bytea := convert_to(v_readable, 'UTF8');
  v_old constant json := v_readable::json;
  v_items constant bytea := convert_to((v_old -> 'items')::text, 'UTF8');
  v_pieces bytea[] := array[]::bytea[];
  -- Where in the body the next byte is that was not taken over yet, and where the next item begins.
  v_taken integer := 1;
  v_at integer := position(v_items in v_readable_body) + 1;
  v_item record;
  v_new bytea;
begin
  if v_at = 1 or length(v_readable_body) <> length(v_body) then
    return null;
  end if;
  for v_item in
    -- Of type json: the text of each item as it stands, to the blank.
    select convert_to(i.item::text, 'UTF8') as item, c.sku
    from json_array_elements(v_old -> 'items') with ordinality as i (item, place)
    left join (
      select c.change -> 'order_item_id' as id, to_json(c.change ->> 'to')::text as sku from jsonb_array_elements(p_changes) as c (change)
    ) as c on c.id = (i.item -> 'orderItemId')::jsonb
    order by i.place
  loop
    -- Behind the blanks and the comma before it.
    while get_byte(v_body, v_at - 1) in (9, 10, 13, 32, 44) loop
      v_at := v_at + 1;
    end loop;
    if v_item.sku is not null then
      v_pieces := v_pieces || substr(v_body, v_taken, v_at - v_taken) || convert_to(regexp_replace(
        convert_from(substr(v_body, v_at, length(v_item.item)), 'UTF8'), '("sku"\s*:\s*)"(?:[^"\\]|\\.)*"', '\1' || replace(v_item.sku, '\', '\\')
      ), 'UTF8');
      v_taken := v_at + length(v_item.item);
    end if;
    v_at := v_at + length(v_item.item);
  end loop;
  v_new := (select string_agg(p.piece, ''::bytea order by p.place) from unnest(v_pieces) with ordinality as p (piece, place))
    || substr(v_body, v_taken);

  -- Nothing but these SKUs is another: what was edited as text is read again.
  if v_new is null or shipkeeper.readable_text(v_new)::jsonb is distinct from (
    select jsonb_set(v_old::jsonb, '{items}', jsonb_agg(case
      when c.change is null then i.item else jsonb_set(i.item, '{sku}', c.change -> 'to', false)
    end order by i.place))
    from jsonb_array_elements(v_old::jsonb -> 'items') with ordinality as i (item, place)
    left join jsonb_array_elements(p_changes) as c (change) on c.change -> 'order_item_id' = i.item -> 'orderItemId'
    having count(c.change) = jsonb_array_length(p_changes)
  ) or shipkeeper.readable_text(v_new)::jsonb = v_old::jsonb then
    return null;
  end if;
  return v_new;
end
$$;
comment on function shipkeeper.change_skus(bytea, jsonb) is
'An order of ShipStation''s as it was read, with the SKUs of some lines changed and every other byte the same: numbers keep their digits, '
'unknown fields stay, and so do escapes that stand for no character; a byte order mark goes. changes as sku_changes gives them. Null where '
'that cannot be done for certain. The body must be a whole order with items.';
revoke all on function shipkeeper.change_skus(bytea, jsonb) from public;
