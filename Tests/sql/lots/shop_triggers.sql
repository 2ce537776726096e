-- Triggers and constraints of the shop on the lines that get a new lot.
begin;
\ir prelude.psql
select plan(10);

create function play.on_line() returns trigger language plpgsql as $$
begin
  case tg_argv[0]
    when 'raise' then raise exception 'not this line of buyer@example.invalid';
    when 'busy' then raise exception 'busy' using errcode = 'lock_not_available';
    when 'swallow' then return null;
    else new.sku_lot := old.sku_lot;
  end case;
  return new;
end
$$;
select is(
  play.lines_after_update(format(
    'create trigger test_line before update on public.order_items_inbox for each row execute function play.on_line(%L)', w
  )), v, d
)
from (
  values
  ('raise', '{"17612|17612 - 250237|2|1000"} | refuses', 'a trigger that refuses: the change is believed, and that is said'),
  ('swallow', '{"17612|17612 - 250237|2|1000"} | alert', 'one that drops it'),
  ('keep', '{"17612|17612 - 250237|2|1000"} | alert', 'one that keeps the old text'),
  ('busy', '{"17612|17612 - 250237|2|1000"} | posted / database failure 55P03', 'another program at work: looked at again')
) as c (w, v, d);
select is(
  play.lines_after_update(
    'create constraint trigger test_line after update on public.order_items_inbox deferrable initially deferred '
    'for each row execute function play.on_line(''raise'')'
  ), '{"17612|17612 - 250237|2|1000"} | refuses', 'one that refuses at the end'
);
create trigger test_line before update on public.order_items_inbox for each row execute function play.on_line('busy');
select play.released_order('2');
select play.run_lots();
select is(play.trace('2') || play.lines('2'), array['17612|17612 - 250237|2|1000'], 'busy: no trace yet');
select is(
  play.said(), array['error: ❌ Lots of order 2: database failure 55P03 - looked at again later'], 'the message quotes none of its words'
);
drop trigger test_line on public.order_items_inbox;
select play.reviews_are_due();
select play.run_lots();
select is(play.sent(), array['/orders/72'], 'a look, no second change');
select is(
  play.trace('2') || play.lines('2'), array['17612 250237>250300 verified by automatic', '17612|17612 - 250300|2|1000'],
  'then both are written'
);
-- The shop's writers, who may wait for the review, are never kept waiting until PostgreSQL looks for a deadlock.
select is(
  (select c from pg_proc, unnest(proconfig) as c where proname = 'write_lots' and c like 'lock_timeout%'), 'lock_timeout=100ms',
  'a lock is not waited for'
);

select * from finish();
rollback;
