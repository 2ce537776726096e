-- The history of statuses: whoever writes one, in whatever way, it is kept; a release opens a review.
begin;
\ir prelude.psql
select plan(31);

create function play.history(p_number text) returns text [] language sql as $$
  select coalesce(array_agg(
    format('%s %s>%s', h.entry, h.from_status, h.to_status) order by h.order_status_history_id
  ), '{}')
  from shipkeeper.order_status_history as h
  where h.order_number = p_number
$$;
create function play.write(p_sql text) returns text language sql as $$ select play.as_role('shop_program', p_sql) $$;

-- Written by a program of the shop, which owns nothing and has no right on what is ours.
select is(
  has_schema_privilege('shop_program', 'shipkeeper', 'usage'), false, 'the program has no right on our schema'
);
select is(play.write($$
  insert into public.orders_inbox (order_number, order_date, status, shipstation_order_id)
  values ('1', '2025-11-03', 'on_hold', '71')
$$), 'ok', 'it writes a header');
select is(play.history('1'), array['insert >on_hold'], 'whose status is kept');
select is(play.review('1'), null, 'no review comes of an INSERT');
select is(play.write('update public.orders_inbox set notes = ''x'', status = status'), 'ok', 'it writes another column');
select is(play.history('1'), array['insert >on_hold'], 'which is none of its business');
select is(play.write('update public.orders_inbox set status = ''awaiting_shipment'''), 'ok', 'it releases the order');
select is(play.history('1'), array['insert >on_hold', 'update on_hold>awaiting_shipment'], 'that is kept');
select is(play.review('1'), null, 'and left to the next step of a cycle');
select is(shipkeeper.take_releases(), false, 'which takes it');
select is(play.review('1'), 'open', 'and opens a review');
select results_eq(
  $$
  select h.order_inbox_id = o.id, h.changed_by, h.application_name = current_setting('application_name'),
    h.changed_at between clock_timestamp() - interval '1 minute' and clock_timestamp()
  from shipkeeper.order_status_history as h join public.orders_inbox as o using (order_number)
  $$, $$ values (true, session_user::text collate "default", true, true), (true, session_user, true, true) $$,
  'of whom, by whom, with what, and when'
);
set local application_name = 'importer 7';
set local session authorization shop_program;
update public.orders_inbox set status = 'shipped' where order_number = '1';
reset session authorization;
reset application_name;
select results_eq(
  $$
  select changed_by, application_name from shipkeeper.order_status_history
  order by order_status_history_id desc limit 1
  $$, $$ values ('shop_program', 'importer 7') $$, 'the login is kept, not the owner of the trigger'
);

-- In other ways.
select is(play.write($$
  insert into public.orders_inbox (order_number, order_date, status) values ('1', '2025-11-03', 'on_hold')
  on conflict (order_number) do update set status = excluded.status
$$), 'ok', 'an upsert');
select is((play.history('1'))[4], 'update shipped>on_hold', 'an upsert is an update where the order is there');
create function play.status_by_trigger() returns trigger language plpgsql as $$
begin
  new.status := 'awaiting_payment';
  return new;
end
$$;
create trigger other before update on public.orders_inbox for each row execute function play.status_by_trigger();
select is(
  play.write('update public.orders_inbox set notes = ''y'''), 'ok', 'a trigger of the shop sets the status of an update '
);
select is((play.history('1'))[5], 'update on_hold>awaiting_payment', 'that names only another column');
drop trigger other on public.orders_inbox;
select is(
  play.write('insert into public.orders_inbox (order_number, order_date) values (''2'', ''2025-11-03''), (''3'', ''2025-11-03'')'),
  'ok', 'several rows in one statement, with the status of the default'
);
select is(play.history('2') || play.history('3'), array['insert >pending', 'insert >pending'], 'each has its entry');
select throws_ok('update public.orders_inbox set status = ''no such''', '23514', null, 'what the shop refuses');
select is((select count(*) from shipkeeper.order_status_history), 7::bigint, 'leaves no entry');
select is(play.write('delete from public.orders_inbox where order_number = ''1'''), 'ok', 'it deletes an order');
select is(cardinality(play.history('1')), 5, 'whose history stays');

-- A second release of an order under review.
select play.released_order('4');
create temporary table first_review as select * from shipkeeper.lot_review where order_number = '4';
update shipkeeper.lot_review set state = s.state from (values ('read'), ('approval')) as s (state) where order_number = '4';
select is(play.write('update public.orders_inbox set status = ''on_hold'' where order_number = ''4'''), 'ok', 'held again');
select is(play.write($$
  update public.orders_inbox set status = 'awaiting_shipment' where order_number = '4'
$$), 'ok', 'and released again');
select shipkeeper.take_releases();
select results_eq(
  $$
  select r.lot_review_id = f.lot_review_id, r.state, r.order_status_history_id > f.order_status_history_id,
    r.opened_at > f.opened_at
  from shipkeeper.lot_review as r join first_review as f using (order_number)
  $$, 'values (true, ''open'', true, true)', 'the review is still one, of the later release, from its beginning'
);
update shipkeeper.lot_review set state = 'posted' where order_number = '4';
update public.orders_inbox set status = 'on_hold' where order_number = '4';
select play.release('4');
select is(play.review('4'), 'posted', 'what was perhaps sent is looked at first all the same');
update shipkeeper.lot_review set state = 'closed', closed_at = clock_timestamp();
update public.orders_inbox set status = 'on_hold' where order_number = '4';
select play.release('4');
select is((select count(*) from shipkeeper.lot_review where order_number = '4'), 2::bigint, 'after one is closed, another is opened');

-- What an operator agreed to was the order as it was then.
update shipkeeper.lot_review
set state = 'open', approved_by = 'lead', approved_digest = 'x', approved_changes = '[]' where state <> 'closed';
update public.orders_inbox set status = 'on_hold' where order_number = '4';
select is(play.review('4'), 'approved', 'put on hold, an approval stands');
select play.release('4');
select results_eq(
  $$ select state, approved_by, approved_digest, approved_changes from shipkeeper.lot_review where state <> 'closed' $$,
  'values (''open'', null::text, null::text, null::jsonb)', 'released once more, it lapses'
);
update shipkeeper.lot_review set state = 'posted', approved_by = 'lead' where state <> 'closed';
update public.orders_inbox set status = 'on_hold' where order_number = '4';
select play.release('4');
select is(
  (select approved_by from shipkeeper.lot_review where state <> 'closed'), 'lead',
  'but who agreed to what was perhaps sent is kept for the trace'
);

select * from finish();
rollback;
