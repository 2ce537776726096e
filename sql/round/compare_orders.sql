create or replace function shipkeeper.compare_orders(p_cycle bigint, p_orders shipkeeper.laid_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
  v_mode constant text := (select s.sync_mode from shipkeeper.settings as s);
  v_laid constant shipkeeper.laid_order[] := array(select l from unnest(p_orders) as l where l.shipstation_order_id is not null);
  v_ids constant text[] := array(select l.shipstation_order_id from unnest(v_laid) as l);
  v_known shipkeeper.known_order[];
  v_whats text[];
  v_found shipkeeper.difference[];
  v_to_write text[];
  v_seen shipkeeper.decided_order[];
begin
  delete from shipkeeper.round_order as c where c.shipstation_order_id = any(v_ids);
  perform shipkeeper.note_denied_merges(v_laid);

  select array_agg(k), array_agg(d.what)
  into v_known, v_whats
  from shipkeeper.look_up_orders(p_cycle, 'round', array(select shipkeeper.to_decide(l) from unnest(v_laid) as l), null) as k
  cross join lateral (
    -- Of lines that all came from ShipStation each counts, else the units of each SKU. Other totals are unit_differences'.
    select k.units_here = (k.laid).units and k.status not in ('shipped', 'cancelled') and case
      when k.are_all_ours then exists (
        select
        from (select b.* from public.order_items_inbox as b where b.order_inbox_id = k.header_id) as b
        full join unnest((k.laid).lines) as l on l.order_item_id = b.shipstation_order_item_id
        where (b.shipstation_order_item_id, coalesce(b.sku_lot, b.sku), b.quantity, b.unit_price_cents)
          is distinct from (l.order_item_id, coalesce(l.sku_lot, l.sku), l.quantity, l.unit_price_cents)
      )
      else exists (
        select
        from (
          select i.sku, sum(i.quantity) as units from public.order_items_inbox as i where i.order_inbox_id = k.header_id group by i.sku
        ) as b
        full join (select l.sku, sum(l.quantity) as units from unnest((k.laid).lines) as l group by l.sku) as l on l.sku = b.sku
        where b.units is distinct from l.units
      ) and shipkeeper.do_lines_differ(k.header_id, (k.laid).lines)
    end as lines_differ
    offset 0
  ) as l
  cross join lateral (
    -- Where the sync is off nothing else says that the number of an order is another's here.
    select case
      when v_mode = 'off' and k.has_number_elsewhere and k.is_wanted and k.order_status not in ('shipped', 'cancelled') then 'not_here'
      else shipkeeper.find_difference(k, l.lines_differ)
    end as what
  ) as d;

  -- What mode full can write, and a number that another header has, the sync works on by itself. What was written in this state is the
  -- shop's to change.
  v_to_write := array(
    select (k.laid).shipstation_order_id
    from unnest(v_known, v_whats) as k
    where not k.is_stale and case
      -- What makes it unusable the sync finds, too: of a ghost its own request.
      when k.problem is not null then v_mode <> 'off' and not coalesce(k.is_empty, false) and (
        k.headers > 0 or ((k.laid).order_number ~ (select s.import_order_number_pattern from shipkeeper.settings as s)) is not false
      )
      when k.is_held or k.number_differs then false
      -- Our own word falls with its ground, in any mode.
      when k.given_back is not null then v_mode <> 'off'
      when k.has_number_elsewhere
        then v_mode <> 'off' and not exists (
          select from shipkeeper.number_conflict as c where c.shipstation_order_id = (k.laid).shipstation_order_id
        )
      -- Of two headers with its id none is written: nobody knows whose order it is.
      else v_mode = 'full' and k.headers < 2 and not coalesce(k.is_empty, false) and not (k.is_unchanged and k.was_applied)
        -- Where the date tells no two states apart: in the hour that autumn repeats, or where there is none.
        and not (k.was_applied and k.has_same_lines and exists (
          select
          from shipkeeper.seen_order as s
          where s.shipstation_order_id = (k.laid).shipstation_order_id and s.order_status = k.order_status
            and s.modify_date is not distinct from k.modify_date
          offset 0
        ))
        and (
          k.unnest is not null
          or k.headers = 1 and k.merged_into is null and (
            k.has_same_lines = false
            -- What was not written while its numbers differed.
            or exists (select from shipkeeper.number_difference as n where n.order_inbox_id = k.header_id and n.accepted_at is null)
          )
        )
    end
  );
  insert into shipkeeper.refused_order as r (shipstation_order_id, order_number, reason, refused_at, next_attempt_at)
  select (k.laid).shipstation_order_id, left((k.laid).order_number, 200), 'changed without a new date', v_now, v_now
  from unnest(v_known) as k
  where (k.laid).shipstation_order_id = any(v_to_write)
  on conflict (shipstation_order_id) do nothing;

  v_found := array(
    select (
      (k.laid).shipstation_order_id, k.header_id, coalesce(k.ghost_number, left((k.laid).order_number, 200), ''), k.unnest,
      case k.unnest when 'status' then k.status when 'lines' then shipkeeper.units_by_sku_here(k.header_id)::text end,
      case k.unnest when 'lines' then shipkeeper.units_by_sku((k.laid).lines)::text else left(k.order_status, 30) end,
      v_now, v_now, 1, v_now, null
    )::shipkeeper.difference
    from unnest(v_known, v_whats) as k
    where k.unnest is not null
      -- Of one that cannot be used the sync writes the status in mode full alone, and where one header has its id.
      and ((k.laid).shipstation_order_id <> all(v_to_write) or k.problem is not null and (v_mode <> 'full' or k.headers > 1))
      -- What Shipkeeper cancelled has an alert of its own, under the id that it had, for some time; not what cannot be used, and so is not
      -- kept as seen.
      and not (k.status = 'cancelled' and k.problem is null and exists (
        select from shipkeeper.cancellation as c
        where c.order_inbox_id = k.header_id and c.undone_at is null and c.shipstation_order_id = (k.laid).shipstation_order_id
          and c.cancelled_at > v_now - interval '90 days'
      ))
  );
  perform shipkeeper.note_differences(v_found, v_ids);

  -- Of a ghost another number is met when it is asked for.
  if exists (select from shipkeeper.number_difference) or exists (select from unnest(v_known) as k where k.number_differs) then
    perform shipkeeper.note_number_differences(p_cycle, array(
      select (
        k.laid, k.header_id, case when k.number_differs then k.ghost_number else (k.laid).order_number end, k.modify_date, 'see',
        case when k.number_differs then 'held' end, case when k.number_differs then 'number_differs' end,
        false, false, null, null, null, null, null, null, null, false, null, null, null, null
      )::shipkeeper.decided_order
      from unnest(v_known) as k
      where k.problem is null and not k.is_stale and k.headers = 1 and not coalesce(k.is_empty, false)
    ));
  end if;

  -- What is to be written is remembered when it is, and what was refused until then. What mode full finds as it is to be counts as written:
  -- what the shop or an operator makes of it from now on is theirs, also where heal_only had seen it first.
  v_seen := array(
    select (
      k.laid, k.header_id, (k.laid).order_number, k.modify_date, 'see', null, null, false, false, null, null, null, null, null, null,
      k.units_here,
      v_mode = 'full' and k.unnest is null and k.headers = 1 and not coalesce(k.is_empty, false)
      and not k.is_held and k.status = k.order_status and k.units_here = (k.laid).units
      and not k.number_differs
      and not exists (
        select from shipkeeper.seen_order as s where s.shipstation_order_id = (k.laid).shipstation_order_id and s.apply_at is not null
      ),
      -- As of one that a page shows.
      case
        when v_mode = 'full' and k.number_differs and not coalesce(k.is_empty, false) and not (k.is_unchanged and k.was_applied)
          then v_now + interval '1 hour'
      end,
      k.is_same_number, k.merged_into, null
    )::shipkeeper.decided_order
    from unnest(v_known, v_whats) as k
    where k.problem is null and k.refusal is null and not k.is_stale and (k.laid).shipstation_order_id <> all(v_to_write)
  );
  perform shipkeeper.note_seen_orders(p_cycle, v_seen);
end
$$;
comment on function shipkeeper.compare_orders(bigint, shipkeeper.laid_order[]) is
'Compares orders of ShipStation''s with those here: status, lines, whether they are here at all. What mode full may write, and what cannot '
'be used, is left to the sync, which asks for each by itself; what else differs is kept, another number as if a page had shown it. '
'Writes: round_order, refused_order, and what note_differences, note_number_differences and note_seen_orders write.';
revoke all on function shipkeeper.compare_orders(bigint, shipkeeper.laid_order[]) from public;
