create or replace function shipkeeper.next_message(p_cycle bigint, out level text, out message text)
returns record
language sql
volatile
set search_path = pg_catalog, pg_temp
as $$
  update shipkeeper.message as m
  set said = true
  where m.message_id = (
    select u.message_id
    from shipkeeper.message as u
    where u.cycle_id <= p_cycle and not u.said
    order by u.message_id
    limit 1
  )
  returning m.level, m.message
$$;
comment on function shipkeeper.next_message(bigint) is
'Takes the oldest sentence that was not handed out yet, of this cycle or of one whose runner vanished; nulls where there is none. '
'Writes: message.';
revoke all on function shipkeeper.next_message(bigint) from public;
