create or replace function shipkeeper.ask_for_ghost_list(p_cycle bigint)
returns boolean
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_list shipkeeper.ghost_list;
  v_pages_left bigint;
  v_ghosts_left bigint;
  v_settings shipkeeper.settings;
begin
  if (select g.saves_no_list from shipkeeper.ghost_search as g where g.cycle_id = p_cycle) then
    return false;
  end if;
  select s.* into strict v_settings from shipkeeper.settings as s;
  select l.* into v_list
  from shipkeeper.ghost_list as l
  where l.cycle_id = p_cycle
  order by l.place desc
  limit 1;

  if v_list.total is not null then
    -- Its first page told how long it is: it goes on only while that still saves requests.
    -- As bigint: total may be the largest integer, where an answer is broken.
    v_pages_left := (v_list.total::bigint + 499) / 500 - (v_list.next_page - 1);
    select count(*) into v_ghosts_left
    from shipkeeper.ghost_queue as q
    where q.cycle_id = p_cycle
      and q.order_date between v_list.first_date and v_list.last_date
      and (v_list.order_status is null or q.status = v_list.order_status);
    if v_list.is_finished or v_ghosts_left - v_pages_left < v_settings.list_saves_at_least then
      perform shipkeeper.end_ghost_list(p_cycle);
      v_list := null;
    end if;
  elsif v_list.is_finished then
    v_list := null;
  end if;

  if v_list.cycle_id is null then
    v_list := shipkeeper.choose_ghost_list(p_cycle);
  end if;
  if v_list.cycle_id is null then
    -- The ghosts only become fewer: not looked for again in this cycle.
    update shipkeeper.ghost_search as g set saves_no_list = true where g.cycle_id = p_cycle;
    return false;
  end if;

  perform shipkeeper.put_request(
    p_cycle, 'ghosts', 'GET',
    format(
      -- "Greater than" the start, says the documentation: so from the last second of the day before.
      '/orders?%sorderDateStart=%sT23:59:59&orderDateEnd=%sT23:59:59&sortBy=OrderDate&sortDir=ASC&pageSize=500&page=%s',
      'orderStatus=' || v_list.order_status || '&', to_char(v_list.first_date - 1, 'YYYY-MM-DD'),
      to_char(v_list.last_date, 'YYYY-MM-DD'), v_list.next_page
    ),
    v_settings.list_timeout_seconds,
    p_purpose => 'list', p_is_divisible => true
  );
  return true;
end
$$;
comment on function shipkeeper.ask_for_ghost_list(bigint) is
'Asks for the next page of the list in hand, if that is still expected to save requests, or for the first of a new list; false: none '
'saves any. Writes: ghost_list, ghost, ghost_search, request.';
revoke all on function shipkeeper.ask_for_ghost_list(bigint) from public;
