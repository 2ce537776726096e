create or replace function shipkeeper.ghosts_to_hold()
returns table (order_inbox_id bigint, reason text)
language sql
stable
set search_path = pg_catalog, pg_temp
as $$
  select
    g.order_inbox_id,
    case
      when shipkeeper.is_held_by_operator(g.order_inbox_id) then 'held_by_operator'
      when g.shipstation_order_id !~ f.id then 'invalid_id'
      else 'duplicate_id'
    end
  from shipkeeper.ghost as g
  cross join (
    -- The form of API V2 is that number as long as the order's number tells that it is.
    select case when s.number_must_match then '^(se-)?[1-9][0-9]{0,18}$' else '^[1-9][0-9]{0,18}$' end as id from shipkeeper.settings as s
  ) as f
  where g.held_reason is null
    and (
      g.shipstation_order_id !~ f.id
      or shipkeeper.is_shared_id(g.shipstation_order_id)
      or shipkeeper.is_held_by_operator(g.order_inbox_id)
    )
  order by g.order_inbox_id
$$;
comment on function shipkeeper.ghosts_to_hold() is
'Ghosts that must not be asked for: their ShipStation id is no positive number of at most 19 digits (invalid_id), or two headers '
'carry it (duplicate_id), or an operator holds them (held_by_operator).';
revoke all on function shipkeeper.ghosts_to_hold() from public;
