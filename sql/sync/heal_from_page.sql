create or replace function shipkeeper.heal_from_page(
  p_cycle bigint, p_request bigint, p_order_inbox_id bigint, p_order jsonb, p_is_unchanged boolean
)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_ghost shipkeeper.ghost;
begin
  select g.* into v_ghost from shipkeeper.ghost as g where g.order_inbox_id = p_order_inbox_id;
  -- Held for what a page does not change: a person's word, or the shop's own constraint.
  if v_ghost.held_reason not in ('cancellations_stopped', 'cancelled_again')
    or shipkeeper.is_held_by_operator(p_order_inbox_id)
  then
    return;
  end if;
  -- Pages overlap: an order without lines that was looked at as it is now.
  if p_is_unchanged and v_ghost.last_outcome in ('work_in_progress', 'error') then
    return;
  end if;
  perform shipkeeper.answer_ghost(p_order_inbox_id, p_cycle, p_request, 'answer', p_order, null);
end
$$;
comment on function shipkeeper.heal_from_page(bigint, bigint, bigint, jsonb, boolean) is
'Heals a ghost from an order that a page brought, unless it is held for what a page does not change, or was looked at in this very state. '
'Writes: what answer_ghost writes.';
revoke all on function shipkeeper.heal_from_page(bigint, bigint, bigint, jsonb, boolean) from public;
