create or replace function shipkeeper.bring_up_to_date(p_cycle bigint, p_request bigint, p_order jsonb)
returns text
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_id constant text := shipkeeper.order_id(p_order);
  v_modified timestamp without time zone := shipkeeper.pacific_time(p_order ->> 'modifyDate');
  v_mode text;
  v_seen shipkeeper.seen_order;
  v_is_unchanged boolean;
  v_headers bigint;
  v_header record;
  v_is_ghost boolean := false;
  v_units_here bigint;
  v_problem text;
begin
  select w.mode into strict v_mode from shipkeeper.sync_walk as w where w.cycle_id = p_cycle;
  select s.* into v_seen from shipkeeper.seen_order as s where s.shipstation_order_id = v_id;
  -- A date of tomorrow says nothing: else all that comes later would be stale.
  if v_modified > shipkeeper.pacific_wall(clock_timestamp()) + interval '1 day' then
    v_modified := null;
  end if;
  -- In the hour that autumn repeats two changes can carry one date.
  v_is_unchanged := v_seen.modify_date = v_modified and not shipkeeper.is_repeated_hour(v_modified);
  -- A stale page, or one order on two pages of a walk.
  if shipkeeper.is_stale(v_modified, v_seen.modify_date) or coalesce(v_is_unchanged and v_seen.cycle_id = p_cycle, false) then
    -- Refused, it is worked on again; of stale data it stays refused.
    select r.reason into v_problem from shipkeeper.refused_order as r where r.shipstation_order_id = v_id;
    if v_problem is null or not v_is_unchanged then
      return v_problem;
    end if;
    v_problem := null;
  end if;

  select min(o.id) as id, min(o.order_number) as order_number, min(o.status) as status, count(*) as headers
  into v_header
  from (
    select h.id::bigint as id, h.order_number, h.status from public.orders_inbox as h where h.shipstation_order_id = v_id limit 2
  ) as o;
  v_headers := v_header.headers;

  if v_headers = 1 then
    if v_header.order_number = p_order ->> 'orderNumber' then
      update shipkeeper.sync_walk as w set is_account_proven = true where w.cycle_id = p_cycle and not w.is_account_proven;
    end if;
    v_is_ghost := v_header.status not in ('shipped', 'cancelled')
      and not exists (select from public.order_items_inbox as i where i.order_inbox_id = v_header.id);
    if v_is_ghost then
      perform shipkeeper.heal_from_page(p_cycle, p_request, v_header.id, p_order, v_is_unchanged);
    end if;
  end if;

  v_units_here := case
    when v_headers > 0 then (
      select coalesce(sum(i.quantity), 0)
      from public.order_items_inbox as i
      where i.order_inbox_id = v_header.id
    )
  end;
  perform shipkeeper.note_seen_order(p_cycle, p_order, v_modified, v_units_here);

  if v_headers = 1
    and v_mode = 'full'
    and (v_units_here > 0 or not v_is_ghost)
    -- What was written in this state is the shop's to change until ShipStation's order changes.
    and (
      not coalesce(v_is_unchanged and v_seen.was_applied, false)
      or exists (
        select from shipkeeper.refused_order as r where r.shipstation_order_id = v_id and r.reason = 'uploaded just now'
      )
    )
  then
    v_problem := shipkeeper.update_order(p_cycle, p_request, v_header.id, p_order);
  elsif v_headers = 0 then
    select o.id::bigint as id, o.order_number, o.status into v_header
    from public.orders_inbox as o
    where o.order_number = p_order ->> 'orderNumber';
    if found then
      perform shipkeeper.note_conflict(p_cycle, v_header.id, p_order);
    elsif v_mode = 'full' then
      v_problem := shipkeeper.import_order(p_cycle, p_request, p_order);
    end if;
  end if;
  return v_problem;
end
$$;
comment on function shipkeeper.bring_up_to_date(bigint, bigint, jsonb) is
'Does with one usable order of ShipStation''s what the mode of the sync allows: heals its ghost; in mode full updates its header and '
'lines, or brings it in as a new order; a header of another with its number is a conflict. Stale data does nothing. Returns why it could '
'not, as a phrase without data; null where it could. Errors: what writing to the shop raises. Writes: sync_walk, seen_order, and what '
'the functions write that it calls.';
revoke all on function shipkeeper.bring_up_to_date(bigint, bigint, jsonb) from public;
