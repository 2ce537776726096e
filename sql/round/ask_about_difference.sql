create or replace function shipkeeper.ask_about_difference(p_cycle bigint)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_difference shipkeeper.difference;
begin
  loop
    select d.* into v_difference
    from shipkeeper.difference as d
    where d.next_look_at <= clock_timestamp()
    order by d.next_look_at
    limit 1;
    if not found then
      return false;
    end if;
    exit when shipkeeper.does_difference_last(v_difference);
    delete from shipkeeper.difference as d where d.shipstation_order_id = v_difference.shipstation_order_id;
  end loop;
  -- Where no usable answer comes.
  update shipkeeper.difference as d
  set next_look_at = clock_timestamp() + interval '10 minutes'
  where d.shipstation_order_id = v_difference.shipstation_order_id;
  perform shipkeeper.put_request(
    p_cycle, 'round', 'GET', '/orders/' || v_difference.shipstation_order_id,
    (select s.order_timeout_seconds from shipkeeper.settings as s),
    v_difference.order_inbox_id, v_difference.shipstation_order_id, p_purpose => 'order'
  );
  return true;
end
$$;
comment on function shipkeeper.ask_about_difference(bigint) is
'Records the request for the next order that differed and is due for another look; false: none is. Writes: difference, request.';
revoke all on function shipkeeper.ask_about_difference(bigint) from public;
