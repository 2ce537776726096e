-- A change that was not yet there when it was looked for, and took effect after that.
begin;
\ir prelude.psql
select plan(11);

select play.released_order('3');
select play.go_wrong('POST', '/orders/createorder', p_error => 'timeout');
select play.run_lots();
select is(play.review('3'), 'posted', 'a look finds nothing changed');
select play.edit_remote('3', '{"items.0.sku": "17612 - 250300"}');
select play.reviews_are_due();
select play.run_lots();
select is(play.review('3'), 'closed / verified', 'a change that took effect late is found');
select is(play.posts(), 0::bigint, 'and not sent again');
select is(play.trace('3'), array['17612 250237>250300 verified by automatic'], 'it has its trace');
select is(play.lines('3'), array['17612|17612 - 250300|2|1000'], 'and the line here its lot');
select play.released_order('4');
select play.go_wrong('POST', '/orders/createorder', p_error => 'timeout');
select play.run_lots();
select play.reviews_are_due(), play.run_lots() from generate_series(1, 2);
select play.reviews_are_due();
select play.go_wrong('GET', '/orders/74');
select play.go_wrong('GET', '/orders/74');
select play.go_wrong('GET', '/orders/74', p_before => $$ select play.edit_remote('4', '{"items.0.sku": "17612 - 250300"}') $$);
select play.run_lots();
select is(play.review('4'), 'closed / verified', 'also between the read and the one that confirms');
select is(play.posts() || play.trace('4')::text, '0{"17612 250237>250300 verified by automatic"}', 'in the same way');
select play.released_order('5');
select play.go_wrong('POST', '/orders/createorder', p_error => 'timeout');
select play.run_lots();
update public.sku_lot set active = (lot = '250301')::integer where sku = '17612';
insert into public.sku_lot (sku, lot) values ('17612', '250301');
update shipkeeper.lot_activation set active_since = '2025-01-01';
select play.edit_remote('5', '{"items.0.sku": "17612 - 250300"}');
select play.reviews_are_due();
select play.run_lots();
select is(play.review('5'), 'closed / verified', 'also where another lot is active by now');
select is(
  play.skus('5') || play.lines('5') || play.trace('5'),
  array['17612 - 250300', '17612|17612 - 250300|2|1000', '17612 250237>250300 verified by automatic'],
  'what was changed is what is kept'
);
select play.released_order('6');
select play.go_wrong('POST', '/orders/createorder', p_error => 'timeout');
select play.run_lots();
select play.edit_remote('6', '{"items.0.sku": "17612 - 250299", "orderStatus": "on_hold"}');
select play.reviews_are_due();
select play.run_lots();
select is(play.review('6'), 'closed / mismatch / items, orderStatus', 'edited by hand into something else: nobody can tell what came of the change');
select is(play.trace('6'), array['17612 250237>250301 mismatch by automatic'], 'which is traced');

select * from finish();
rollback;
