-- The alternative that was refused: a trigger on the lines keeps how many each order has.
-- Statement triggers and a table of its own: the cheapest form of it.
create table public.line_count (order_inbox_id integer primary key, lines integer not null);
insert into public.line_count (order_inbox_id, lines)
select o.id, count(i.id) from public.orders_inbox as o
left join public.order_items_inbox as i on i.order_inbox_id = o.id group by o.id;

create function public.count_lines() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into public.line_count as c (order_inbox_id, lines)
    select a.order_inbox_id, count(*) from added as a group by a.order_inbox_id
    on conflict (order_inbox_id) do update set lines = c.lines + excluded.lines;
  else
    update public.line_count as c set lines = c.lines - r.lines
    from (select order_inbox_id, count(*) as lines from removed group by order_inbox_id) as r
    where c.order_inbox_id = r.order_inbox_id;
  end if;
  return null;
end
$$;
create trigger lines_added after insert on public.order_items_inbox
referencing new table as added for each statement execute function public.count_lines();
create trigger lines_removed after delete on public.order_items_inbox
referencing old table as removed for each statement execute function public.count_lines();
create index line_count_none_idx on public.line_count (order_inbox_id) where lines = 0;
vacuum (freeze, analyze) public.line_count;
