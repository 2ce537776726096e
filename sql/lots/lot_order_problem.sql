create or replace function shipkeeper.lot_order_problem(
  p_order jsonb, p_shipstation_order_id text, out problem text, out line_problem text
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
begin
  problem := coalesce(
    -- Comparing goes as deep as the answer; an order of theirs nests four levels.
    case when jsonb_path_exists(p_order, '$.**{64}') then 'answer is nested more than 64 levels deep' end,
    shipkeeper.order_problem(p_order, p_shipstation_order_id)
  );
  if jsonb_typeof(p_order -> 'items') = 'array' then
    line_problem := (
      select (array_agg(p.problem order by l.place))[1]
      from jsonb_array_elements(p_order -> 'items') with ordinality as l (item, place)
      cross join lateral (select shipkeeper.item_problem(l.item) as problem) as p
      where p.problem is not null
    );
  end if;
  if problem = line_problem then
    problem := shipkeeper.order_problem(
      p_order || jsonb_build_object('items', coalesce((
        select jsonb_agg(l.item order by l.place)
        from jsonb_array_elements(p_order -> 'items') with ordinality as l (item, place)
        where shipkeeper.item_problem(l.item) is null
      ), '[]')),
      p_shipstation_order_id
    );
  end if;
end
$$;
comment on function shipkeeper.lot_order_problem(jsonb, text) is
'What makes an order of ShipStation''s unusable for its lots, as order_problem says it; and what makes the first line that cannot be read '
'so: it costs that line only, since what is sent is the order as it was read, to the byte. Null where nothing does.';
revoke all on function shipkeeper.lot_order_problem(jsonb, text) from public;
