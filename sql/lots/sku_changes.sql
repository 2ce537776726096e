create or replace function shipkeeper.sku_changes(
  p_order jsonb, out changes jsonb, out outcome text, out reason text, out look_at timestamptz
)
returns record
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $$
declare
  v_settings shipkeeper.settings;
  v_obstacle integer;
  v_newest timestamptz;
  v_is_any_read boolean;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;

  with line as (
    select
      l.place,
      l.item ->> 'sku' as text,
      (l.item ->> 'orderItemId')::numeric::bigint as order_item_id,
      p.sku,
      p.lot,
      coalesce(p.reason, 'read') as came_to,
      coalesce(p.reason = 'tail_is_no_lot', false) as is_unparseable,
      coalesce(min(p.lot) over (partition by p.sku) <> max(p.lot) over (partition by p.sku), false) as is_split
    from shipkeeper.readable_lines(p_order) as l
    cross join lateral shipkeeper.parse_sku(l.item ->> 'sku') as p
    -- A line of no units is not packed.
    where (l.item ->> 'quantity')::numeric > 0
  ),
  judged as (
    select
      l.*,
      a.lot as active_lot,
      a.since,
      -- Of an order the least of its lines' obstacles counts: the checks in their turn, not the lines in theirs.
      case
        when l.is_unparseable then 1
        when a.lots = 0 then 2
        when a.lots > 1 then 3
        -- What cannot be read again as it was meant is not written.
        when (n.sku, n.lot) is distinct from (l.sku, a.lot) then 1
        when a.since > clock_timestamp() - v_settings.lot_active_for then 4
        when l.is_split then 5
        when l.lot is distinct from a.lot then 6
      end as obstacle
    from line as l
    cross join lateral (
      select
        count(*) as lots,
        min(s.lot) as lot,
        max(greatest(
          coalesce(t.active_since, h.history_began_at, clock_timestamp()),
          h.lots_kept_since,
          -- While the trigger is off nothing says so.
          case when (h.lot_triggers like '%activated%emptied%') is not true then clock_timestamp() end,
          -- Copied from elsewhere: nobody knows.
          case when exists (
            select from pg_subscription_rel as r
            where r.srrelid in ('public.sku_lot'::regclass, 'shipkeeper.lot_activation'::regclass)
          ) then clock_timestamp() end
        )) as since
      from public.sku_lot as s
      cross join shipkeeper.lot_state as h
      left join shipkeeper.lot_activation as t on t.sku = s.sku and t.lot = s.lot
      where s.sku = l.sku and s.active = 1
    ) as a
    left join lateral shipkeeper.parse_sku(l.sku || ' - ' || a.lot) as n on true
    where l.lot is not null
      or l.is_unparseable
      or v_settings.lot_for_plain_sku and exists (select from public.sku_lot as s where s.sku = l.sku)
  )
  select
    min(j.obstacle),
    max(j.since) filter (where j.obstacle = 4),
    jsonb_agg(jsonb_build_object(
      'order_item_id', j.order_item_id,
      'from', j.text,
      'to', j.sku || ' - ' || j.active_lot,
      'base_sku', j.sku,
      'old_lot', j.lot,
      'new_lot', j.active_lot
    ) order by j.place) filter (where j.obstacle = 6),
    -- What sku_lot does not know was not read; beside a line that was, it is a product without lots.
    (select coalesce(bool_or(l.came_to in ('read', 'is_a_sku_itself')), false) from line as l)
  into v_obstacle, v_newest, changes, v_is_any_read
  from judged as j;

  if v_obstacle is null and exists (
    select from jsonb_array_elements(p_order -> 'items') as l (item) where shipkeeper.item_problem(l.item) is not null
  ) then
    v_obstacle := 7;
  elsif v_obstacle is null and not v_is_any_read then
    v_obstacle := 8;
  end if;
  outcome := case v_obstacle when 5 then 'held' when 6 then null else 'skipped' end;
  case v_obstacle
    when 1 then reason := 'unparseable_sku';
    when 2 then reason := 'no_active_lot';
    when 3 then reason := 'ambiguous_active_lot';
    when 4 then
      reason := 'lot_too_fresh';
      look_at := v_newest + v_settings.lot_active_for;
    when 5 then reason := 'split_lots';
    when 6 then null;
    when 7 then reason := 'unreadable_line';
    when 8 then reason := 'unknown_sku';
    else
      outcome := 'current';
      reason := 'current';
  end case;
  if outcome is not null then
    changes := '[]';
  end if;
end
$$;
comment on function shipkeeper.sku_changes(jsonb) is
'The SKUs of an order that do not carry the active lot, with what they shall be: order_item_id, from, to, base_sku, old_lot, new_lot. '
'outcome and reason where nothing may be changed, the first of: unparseable_sku (also: with the active lot it would be), no_active_lot, '
'ambiguous_active_lot, lot_too_fresh (look_at: when it will not be any more), split_lots, unreadable_line (those that can be read carry '
'the active lot), unknown_sku (sku_lot knows no SKU of the order), current (each line whose SKU sku_lot knows carries the active lot, or '
'is exactly that SKU). All lines that can be read or none. The order must have passed '
'lot_order_problem.';
revoke all on function shipkeeper.sku_changes(jsonb) from public;
