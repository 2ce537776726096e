create or replace function shipkeeper.lot_order_problem(
  p_order jsonb, p_shipstation_order_id text, out problem text, out line_problem text
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_readable jsonb;
begin
  if jsonb_typeof(p_order -> 'items') = 'array' then
    select
      (array_agg(p.problem order by l.place) filter (where p.problem is not null))[1],
      coalesce(jsonb_agg(l.item order by l.place) filter (where p.problem is null), '[]')
    into line_problem, v_readable
    from jsonb_array_elements(p_order -> 'items') with ordinality as l (item, place)
    cross join lateral (select shipkeeper.item_problem(l.item) as problem) as p;
  end if;
  problem := case
    -- Comparing goes as deep as the answer; an order of theirs nests four levels.
    when jsonb_path_exists(p_order, '$.**{64}') then 'answer is nested more than 64 levels deep'
    else (shipkeeper.lay_out_order(
      case when line_problem is null then p_order else p_order || jsonb_build_object('items', v_readable) end, p_shipstation_order_id
    )).problem
  end;
end
$$;
comment on function shipkeeper.lot_order_problem(jsonb, text) is
'What makes an order of ShipStation''s unusable for its lots, as lay_out_order says it; and what makes the first line that cannot be read '
'so: it costs that line only, since what is sent is the order as it was read, to the byte. Null where nothing does.';
revoke all on function shipkeeper.lot_order_problem(jsonb, text) from public;
