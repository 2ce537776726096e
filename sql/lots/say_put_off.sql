create or replace function shipkeeper.say_put_off(p_cycle bigint, p_review shipkeeper.lot_review)
returns void
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
begin
  perform shipkeeper.say_one_of(
    p_cycle, case p_review.reason when 'writes_not_allowed' then 'warning' else 'info' end, 'lot_reviews', w.words,
    shipkeeper.printable(p_review.order_number)
  )
  from (
    select case p_review.reason
      when 'writes_not_allowed' then '⚠️ Lots of order %s: the runner may not write to ShipStation (SHIPSTATION_ALLOW_WRITES is not 1)'
      when 'recently_uploaded' then 'Lots of order %s: it was uploaded just now - looked at again later'
      when 'held_by_operator' then 'Lots of order %s: an operator holds it - looked at again later'
      when 'left_awaiting_shipment' then 'Lots of order %s: it does not await shipment here any more - looked at again later'
      when 'lot_too_fresh' then 'Lots of order %s: its lot has not been active for long enough - looked at again later'
      when 'edited_meanwhile' then 'Lots of order %s: somebody is at work on it - looked at again later'
    end as words
  ) as w
  where w.words is not null;
end
$$;
comment on function shipkeeper.say_put_off(bigint, shipkeeper.lot_review) is
'Says why a review is looked at later, where it is not for want of an answer. Writes: what say_one_of writes.';
revoke all on function shipkeeper.say_put_off(bigint, shipkeeper.lot_review) from public;
