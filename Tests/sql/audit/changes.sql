-- Who changed a setting, an override, an active lot or a decision, from what to what, and why.
begin;
\ir ../lots/prelude.psql
select plan(23);

create temporary table mark (audit_id bigint);
insert into mark select coalesce(max(audit_id), 0) from shipkeeper.audit;
-- What was kept since it was asked last, each as `subject object: old>new (reason) by`.
create function play.kept() returns text [] language plpgsql as $$
declare
  v_kept text [];
begin
  select coalesce(array_agg(
    format('%s %s: %s>%s%s', a.subject, a.object, a.old_value, a.new_value, ' (' || a.reason || ')')
    || case when a.changed_by <> session_user then ' by ' || a.changed_by else '' end order by a.audit_id
  ), '{}')
  into v_kept from shipkeeper.audit as a where a.audit_id > (select m.audit_id from mark as m);
  update mark set audit_id = (select max(a.audit_id) from shipkeeper.audit as a);
  return v_kept;
end
$$;

-- Settings.
update shipkeeper.settings set lot_mode = 'approval', quota_reserve = 9;
select is(
  play.kept(), array['setting lot_mode: automatic>approval', 'setting quota_reserve: 8>9'], 'settings changed by hand: each of its own'
);
update shipkeeper.settings set lot_mode = 'approval';
select is(play.kept(), '{}', 'what does not change is not kept');
update shipkeeper.settings set lot_transitions = array['on_hold -> awaiting_shipment', 'pending -> awaiting_shipment'];
select is(
  play.kept(),
  array['setting lot_transitions: ["on_hold -> awaiting_shipment"]>["on_hold -> awaiting_shipment", "pending -> awaiting_shipment"]'],
  'a list'
);
select shipkeeper_operator.change_setting('lot_mode', 'automatic', 'trusted by now');
select is(play.kept(), array['setting lot_mode: approval>automatic (trusted by now)'], 'by an operator, with the reason');
update shipkeeper.settings set lot_active_for = '1 hour';
select is(play.kept(), array['setting lot_active_for: 00:30:00>01:00:00'], 'a reason is that of one change');
select is(
  play.as_role('shipkeeper_operator', $$ select shipkeeper_operator.change_setting('lot_mode', 'off', 'recall') $$), 'ok',
  'as the operators'' role'
);
select is(play.kept(), array['setting lot_mode: automatic>off (recall)'], 'kept');

-- Every setting there is, with who and with what.
set local application_name = 'psql of the lead';
update shipkeeper.settings set
  shop_time_zone = 'America/New_York', placeholder_sku = 'none', cancellations_per_day = 1, recently_uploaded = '1 minute',
  lot_after_claim = '1 minute', lot_history_slack = '1 minute', lot_if_picked = 'refuse', lot_orders_per_cycle = 1,
  lot_for_plain_sku = true;
reset application_name;
select results_eq(
  $$
  select object, old_value, new_value, changed_by, application_name, changed_at > clock_timestamp() - interval '1 minute'
  from shipkeeper.audit where object like 'lot%' and audit_id > (select audit_id from mark) order by object
  $$,
  $$
  values ('lot_after_claim', '00:05:00', '00:01:00', session_user::text collate "default", 'psql of the lead', true),
    ('lot_for_plain_sku', 'false', 'true', session_user, 'psql of the lead', true),
    ('lot_history_slack', '00:15:00', '00:01:00', session_user, 'psql of the lead', true),
    ('lot_if_picked', 'ask', 'refuse', session_user, 'psql of the lead', true),
    ('lot_orders_per_cycle', '10', '1', session_user, 'psql of the lead', true)
  $$, 'who, with what program, when'
);
select is(cardinality(play.kept()), 9, 'nine settings, nine rows');

-- Overrides, whoever writes them.
select play.order_on_hold('1');
select is(play.kept(), '{}', 'a new order has none');
select is(
  play.as_role('shop_program', 'update public.orders_inbox set manual_lot_override = true, manual_lot_override_reason = ''sampled'''),
  'ok', 'a program of the shop, which has no right on our tables'
);
select is(play.kept(), array['manual_lot_override order 1: false>true (sampled)'], 'is kept');
update public.orders_inbox set manual_lot_override = true, notes = 'x';
select is(play.kept(), '{}', 'what is as it was is not');
select shipkeeper_operator.clear_lot_override('1', 'as agreed');
select is(play.kept(), array['manual_lot_override order 1: true>false (as agreed)'], 'an operator takes it off');
set local session authorization shop_program;
update public.orders_inbox set manual_lot_override = true;
reset session authorization;
select is(
  play.kept(), array['manual_lot_override order 1: false>true (as agreed) by shop_program'], 'the login is kept, not the owner'
);
select is(
  play.as_role('shop_program', $$
    insert into public.orders_inbox (order_number, order_date, manual_lot_override, manual_lot_override_reason)
    values ('2', '2025-11-03', true, 'imported'), ('3', '2025-11-03', false, null)
  $$), 'ok', 'an order that comes with an override'
);
select is(play.kept(), array['manual_lot_override order 2: >true (imported)'], 'is kept as well');

-- Active lots.
update public.sku_lot set active = 1 - active where sku = '17612';
select set_eq(
  'select unnest(play.kept())',
  array['active_lot 17612 - 250300: active>not active', 'active_lot 17612 - 250237: not active>active'], 'active lots'
);

-- Decisions.
update shipkeeper.settings set lot_mode = 'approval', lot_active_for = '0', lot_if_picked = 'ask', lot_orders_per_cycle = 10;
select play.released_order('4', array[play.item('17612 - 250300')]);
select play.released_order('5', array[play.item('17612 - 250300')]);
select play.run_lots();
select play.kept();
select shipkeeper_operator.approve_lot_update(play.review_id('4'));
select shipkeeper_operator.reject_lot_update(play.review_id('5'), 'packed');
select is(
  play.kept(),
  array[format('lot_review %s: approval>approved', play.review_id('4')),
    format('lot_review %s: approval>rejected (packed)', play.review_id('5'))],
  'decisions of operators'
);

-- What fails leaves nothing.
select throws_ok(
  $$ select shipkeeper_operator.change_setting('lot_mode', 'sometimes', 'x') $$, 'P0001',
  'sometimes is no value for the setting lot_mode: off; dry_run: says what would be changed in ShipStation; approval: an operator '
  'agrees to each; automatic. It must be a text such that lot_mode = ANY (ARRAY[''off'', ''dry_run'', ''approval'', ''automatic'']); it is approval now.',
  'a value that is none'
);
select is(play.kept(), '{}', 'is not kept');
select is(current_setting('shipkeeper.reason', true), '', 'no reason is left behind');

select throws_ok(
  $$
  insert into shipkeeper.audit (subject, object, changed_by, application_name, changed_at) values ('weather', 'x', 'x', 'x', now())
  $$, '23514', null, 'a subject that is none'
);

select * from finish();
rollback;
