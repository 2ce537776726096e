create or replace function shipkeeper.header_of_number(p_number text)
returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
-- By an index, whenever the plan was made.
set jit = off
set enable_seqscan = off
as $$
declare
  v_id bigint := (select o.id::bigint from public.orders_inbox as o where o.order_number = p_number);
begin
  if v_id is null then
    -- As another program wrote it, with what nobody sees: these are few, or all of a shop whose numbers go beyond ASCII, and have an index
    -- by what is left without that. The offset keeps the planner from reading all in the order of their ids.
    v_id := (
      select min(n.id)
      from (
        select o.id::bigint as id
        from public.orders_inbox as o
        where o.order_number::text collate "C" !~ '^[!-~]+( [!-~]+)*$'
          and regexp_replace(o.order_number::text collate "C", '[^!-~]', '', 'g') = regexp_replace(p_number collate "C", '[^!-~]', '', 'g')
          and shipkeeper.plain_text(o.order_number) = p_number
        offset 0
      ) as n
    );
  end if;
  return v_id;
end
$$;
comment on function shipkeeper.header_of_number(text) is
'The header that has this number, as ShipStation''s are laid out, or one that looks the same: blanks around it and characters that nobody '
'sees make no other number. Null: none has.';
revoke all on function shipkeeper.header_of_number(text) from public;
