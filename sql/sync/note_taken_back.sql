create or replace function shipkeeper.note_taken_back(p_cycle bigint, p_orders shipkeeper.decided_order[])
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_numbers text[];
begin
  with taken_back as (
    update shipkeeper.cancellation as c
    set undone_at = clock_timestamp(), undone_by = 'ShipStation', undone_reason = 'listed as ' || shipkeeper.printable((d.laid).order_status, 30)
    from unnest(p_orders) as d
    where d.outcome = 'updated' and d.reason = 'open_again' and c.order_inbox_id = d.order_inbox_id and c.undone_at is null
      and c.reason in ('not_found', 'gone', 'merged')
    returning c.order_number
  )
  select array_agg(distinct t.order_number) into v_numbers from taken_back as t;
  perform shipkeeper.say_one_of(
    p_cycle, 'warning', 'cancellations', '⚠️ Order %s is open in ShipStation again - its cancellation is taken back', shipkeeper.printable(n)
  )
  from unnest(v_numbers) as n;
end
$$;
comment on function shipkeeper.note_taken_back(bigint, shipkeeper.decided_order[]) is
'Keeps that cancellations of a batch were taken back, since ShipStation lists the orders as open. Writes: cancellation, message.';
revoke all on function shipkeeper.note_taken_back(bigint, shipkeeper.decided_order[]) from public;
