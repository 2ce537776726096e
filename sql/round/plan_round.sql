create or replace function shipkeeper.plan_round(p_cycle bigint, p_may_send boolean)
returns shipkeeper.plan_result
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
declare
  v_settings shipkeeper.settings;
  v_round shipkeeper.round;
  v_sent bigint;
begin
  select s.* into strict v_settings from shipkeeper.settings as s;
  if v_settings.round_every = interval '0' then
    perform shipkeeper.forget_round();
    return 'nothing';
  end if;
  select count(*) into v_sent from shipkeeper.request as r where r.cycle_id = p_cycle and r.work_kind = 'round';
  if v_sent = 0 then
    perform shipkeeper.forget_settled();
  end if;
  -- Never "more": no quota is waited for.
  if not p_may_send or v_sent >= v_settings.round_requests then
    return 'nothing';
  elsif v_sent = 0 then
    perform shipkeeper.note_merged_headers();
  end if;

  -- Half of the requests, lest many differences leave none for finding others.
  if v_sent * 2 + 1 < v_settings.round_requests and shipkeeper.ask_about_difference(p_cycle) then
    return 'again';
  end if;
  select r.* into v_round from shipkeeper.round as r where r.ended is null;
  if not found then
    -- One that failed has looked at nothing: the next need not wait as long.
    if exists (
      select
      from shipkeeper.round as r
      cross join shipkeeper.cycle as c
      where c.cycle_id = p_cycle and (
        r.started_at > clock_timestamp() - case
          when r.ended = 'done' then v_settings.round_every else least(v_settings.round_every, v_settings.second_look_after)
        end or r.ended_at >= c.started_at
      )
    ) then
      return case when shipkeeper.ask_about_difference(p_cycle) then 'again' else 'nothing' end;
    end if;
    v_round := shipkeeper.start_round();
  end if;
  return case
    when v_round.statuses_left <> '{}' then shipkeeper.ask_for_open_orders(p_cycle, v_round)
    else shipkeeper.ask_for_unlisted_order(p_cycle, v_round)
  end;
end
$$;
comment on function shipkeeper.plan_round(bigint, boolean) is
'What the round asks for next: differences that are due for another look, with half of its requests while it has others to ask for; the '
'next page of a list of open orders; an order that no list has shown. Returns again or nothing. Writes: what the functions write that it '
'calls.';
revoke all on function shipkeeper.plan_round(bigint, boolean) from public;
