-- An operator keeps Shipkeeper from an order's lots, and lets it at them again.
begin;
\ir ../lots/prelude.psql
select plan(17);

select play.order_on_hold(n) from unnest(array['1', '2']) as n;
create function play.override(p_number text) returns text language sql as $$
  select concat_ws(
    ' ', o.manual_lot_override, o.manual_lot_override_reason, o.manual_lot_override_by,
    case when o.manual_lot_override_at > clock_timestamp() - interval '1 minute' then 'now' end
  )
  from public.orders_inbox as o where o.order_number = p_number
$$;
select is(play.override('1'), 'f', 'an order has none');
select lives_ok($$ select shipkeeper_operator.set_lot_override('1', 'sampled by hand') $$, 'it gets one');
select is(play.override('1'), 't sampled by hand ' || session_user || ' now', 'with why, who and when');
select is(play.override('2'), 'f', 'others do not');
select play.release('1', '2');
select play.run_lots();
select is(
  array[play.review('1'), play.review('2')], array['closed / skipped / manual_override', 'closed / verified'], 'it is left alone'
);
select is(play.skus('1'), array['17612 - 250237'], 'in ShipStation');
select lives_ok($$ select shipkeeper_operator.set_lot_override('1', 'again') $$, 'it may be said again');
select is(play.override('1'), 't again ' || session_user || ' now', 'the last word counts');
select lives_ok($$ select shipkeeper_operator.clear_lot_override('1', 'label is printed elsewhere') $$, 'it is taken off');
select is(play.override('1'), 'f label is printed elsewhere ' || session_user || ' now', 'with why, who and when');
select throws_ok(
  $$ select shipkeeper_operator.clear_lot_override('1', 'x') $$, 'P0001', 'There is no order 1 with an override.', 'where there is none'
);
select throws_ok($$ select shipkeeper_operator.set_lot_override(E'a\nb', 'x') $$, 'P0001', 'There is no order a?b.', 'no such order');
select throws_like($$ select shipkeeper_operator.set_lot_override(null, 'x') $$, 'There is no order %', 'none at all');
select results_eq(
  'select action, reason, details, acted_by from shipkeeper.operator_action order by operator_action_id',
  $$
  values ('set_lot_override', 'sampled by hand', '{"order_number": "1"}'::jsonb, session_user::text collate "default"),
    ('set_lot_override', 'again', '{"order_number": "1"}', session_user),
    ('clear_lot_override', 'label is printed elsewhere', '{"order_number": "1"}', session_user)
  $$, 'each is kept'
);
select results_eq(
  $$ select old_value, new_value, reason from shipkeeper.audit where subject = 'manual_lot_override' order by audit_id $$,
  $$ values ('false', 'true', 'sampled by hand'), ('true', 'false', 'label is printed elsewhere') $$, 'and each change in the audit'
);
select is(
  play.as_role('shipkeeper_operator', $$ select shipkeeper_operator.set_lot_override('2', 'x') $$) || ' ' || play.as_role(
    'shipkeeper_operator', $$ select shipkeeper_operator.clear_lot_override('2', 'x') $$
  ), 'ok ok', 'as the operators'' role'
);
select is(
  play.as_role('shipkeeper_analyst', $$ select shipkeeper_operator.set_lot_override('2', 'x') $$),
  '42501 permission denied for schema shipkeeper_operator', 'an analyst does not'
);

select * from finish();
rollback;
