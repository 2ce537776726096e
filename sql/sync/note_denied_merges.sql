create or replace function shipkeeper.note_denied_merges(p_orders shipkeeper.laid_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
set jit = off
set enable_seqscan = off
as $$
declare
  v_now constant timestamptz := clock_timestamp();
begin
  with told as (
    update shipkeeper.merged_order as m
    set denied_at = case when l.order_status <> 'cancelled' and l.parent_id is distinct from m.merged_into then v_now end
    from unnest(p_orders) as l
    where m.shipstation_order_id = l.shipstation_order_id
      -- By the index, whenever the plan was made.
      and m.shipstation_order_id = any(array(select e.shipstation_order_id from unnest(p_orders) as e))
      and l.is_header_usable
      and case
        -- What was on its way while the two were merged denies nothing.
        when m.denied_at is null
          then l.order_status not in ('shipped', 'cancelled') and l.parent_id is distinct from m.merged_into
          and m.claimed_at <= v_now - (select s.second_look_after from shipkeeper.settings as s)
        else l.order_status = 'cancelled' or l.parent_id = m.merged_into
      end
      and not exists (
        select
        from shipkeeper.seen_order as s
        where s.shipstation_order_id = l.shipstation_order_id and shipkeeper.is_stale(l.modify_date, s.modify_date)
        offset 0
      )
    returning m.shipstation_order_id, m.denied_at
  )
  delete from shipkeeper.difference as d
  using told as t
  where d.shipstation_order_id = t.shipstation_order_id and d.what = 'merged' and t.denied_at is not null;
end
$$;
comment on function shipkeeper.note_denied_merges(shipkeeper.laid_order[]) is
'Keeps which orders, of those that others claim to have taken up, are open all the same and name no such parent, second_look_after or '
'longer after the claim: they are orders of their own again, whatever those others go on saying, until they are cancelled, gone, or name '
'the parent. Writes: merged_order, difference.';
revoke all on function shipkeeper.note_denied_merges(shipkeeper.laid_order[]) from public;
