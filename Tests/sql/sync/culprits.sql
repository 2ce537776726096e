-- An order that makes every page fail that holds it, wherever it lies: found, passed and kept.
begin;
\ir ../prelude.psql
\ir remote.psql
select plan(23);
select play.remote_orders(1, 12);
update play.remote set content = content || jsonb_build_object('internalNotes', 'note ' || (content ->> 'orderNumber') || '.');
-- Orders that make a list fail (list), or that hold a byte that is no text (byte). What came of a walk over them.
create function play.spoil(p_how text, p_numbers integer[]) returns text language plpgsql as $$
begin
  perform play.forget();
  delete from play.damage;
  update play.remote set breaks_lists = p_how = 'list' and (content ->> 'orderNumber')::integer = any(p_numbers);
  insert into play.damage select 'note ' || n || '.', '\xff' from unnest(p_numbers) as n where p_how = 'byte';
  return concat_ws('; ', play.walk('heal_only'), play.seen(), right(play.watermark(), 9));
end
$$;

-- Where ShipStation's list fails nobody can read whose fault it is: it is kept by where it lies.
create function play.spots() returns text [] language sql as $$
  select coalesce(array_agg(
    to_char(r.walk_from, 'HH24:MI:SS') || '-' || to_char(r.walk_on_from, 'HH24:MI:SS') order by r.walk_from
  ), '{}')
  from shipkeeper.refused_order as r
  where r.shipstation_order_id is null and r.reason = 'API answered 500'
$$;
select is(play.spoil('list', numbers) || '; ' || array_to_string(play.spots(), ' '), result || '; ' || spots, 'lists fail: ' || place)
from (
  values
  ('in the middle', '{7}'::integer[], 'done; 1-6 8-12; 18:02:00Z', '10:00:59-10:01:21'),
  ('the first', '{1}', 'done; 2-12; 18:02:00Z', '09:25:00-10:00:21'),
  ('the last', '{12}', 'done; 1-11; 19:55:00Z', '10:01:49-12:00:00'),
  ('two beside one another', '{6,7}', 'done; 1-5 8-12; 18:02:00Z', '10:00:49-10:01:21'),
  ('the first two', '{1,2}', 'done; 3-12; 18:02:00Z', '09:25:00-10:00:31'),
  ('the last two', '{11,12}', 'done; 1-10; 19:55:00Z', '10:01:39-12:00:00'),
  ('two apart', '{3,8}', 'done; 1-2 4-7 9-12; 18:02:00Z', '10:00:19-10:00:41 10:01:09-10:01:31'),
  ('all but one', '{1,2,3,4,6,7,8,9}', 'done; 5 10-12; 18:02:00Z', '09:25:00-10:00:51 10:00:49-10:01:41')
) as v (place, numbers, result, spots);

-- Where a byte is no text its orderId can still be read.
select is(
  concat_ws('; ', play.spoil('byte', numbers), play.refused()), concat_ws('; ', result, array(
    select '7' || n || ': answer holds bytes that are no text' from unnest(numbers) as n order by n
  )), 'bad bytes: ' || array_to_string(numbers, ' ')
)
from (
  values
  ('{7}'::integer[], 'done; 1-6 8-12; 18:02:00Z'), ('{1}', 'done; 2-12; 18:02:00Z'), ('{12}', 'done; 1-11; 19:55:00Z'),
  ('{6,7}', 'done; 1-5 8-12; 18:02:00Z'), ('{1,2,3,4,5,6,7,8,9,10}', 'done; 11-12; 18:02:00Z')
) as v (numbers, result);
select is(
  play.spoil('byte', array(select generate_series(1, 12))), 'done; ; 19:55:00Z', 'all twelve: ShipStation answers other questions'
);
select is(cardinality(play.refused()), 12, 'each is kept by its id');

-- As slow, or as large.
insert into play.breaking values (null, 'timeout');
select is(play.spoil('list', '{7}'), 'done; 1-6 8-12; 18:02:00Z', 'an order that makes lists too slow');
select is(play.refused(), array['spot: API timeout'], 'is kept');
update play.breaking set status = 200, error = 'too_large';
select is(play.spoil('list', '{7}'), 'done; 1-6 8-12; 18:02:00Z', 'one that makes them too large');
select is(play.refused(), array['spot: answer larger than 16 MiB'], 'is kept');
delete from play.breaking;

-- The only order.
delete from play.remote where id <> 77;
select is(play.spoil('byte', '{7}'), 'done; ; 19:55:00Z', 'the only order');
select is(play.refused(), array['77: answer holds bytes that are no text'], 'is kept, by its id');
select is(play.spoil('list', '{7}'), 'done; ; 19:55:00Z', 'or not');
select is(play.spots(), array['09:25:00-12:00:00'], 'by where it lies: up to ShipStation''s now, for what changes later is not passed');

select * from finish();
rollback;
