-- What people decided, by whatever way.
begin;
\ir ../lots/prelude.psql
select plan(12);
create temporary table before_all as select count(*) as n from shipkeeper_report.decisions;
-- The newest decisions since then: what, of what, from what to what, why.
create function play.decided(p_count integer) returns text [] language sql as $$
  select array_agg(d.said order by d.place)
  from (
    select
      concat_ws(' | ', d.decision, d.object, d.old_value || ' > ' || d.new_value, case when d.old_value is null then d.new_value end, d.reason) as said,
      row_number() over (order by d.decided_at, d.old_value nulls first) as place, count(*) over () as all_of_them
    from shipkeeper_report.decisions as d
  ) as d
  where d.place > d.all_of_them - p_count
$$;
select shipkeeper_operator.pause('stock'), shipkeeper_operator.resume('counted');
select is(play.decided(2), array['pause | stock', 'resume | counted'], 'an operator''s call, with its reason');
select play.order_on_hold('1'), shipkeeper_operator.hold_order('1', 'returned');
select is(play.decided(1), array['hold_order | 1 | returned'], 'the order it is about');
select shipkeeper_operator.change_setting('quota_reserve', '5', 'many programs');
select is(
  play.decided(2), array['change_setting | quota_reserve | 5 | many programs', 'setting | quota_reserve | 8 > 5 | many programs'],
  'a setting: the call, and what it was before'
);
update shipkeeper.settings set quota_reserve = 6;
select is(play.decided(1), array['setting | quota_reserve | 5 > 6'], 'one that the DBA changed by hand');
update public.orders_inbox set manual_lot_override = true, manual_lot_override_reason = 'sampled' where order_number = '1';
select is(play.decided(1), array['manual_lot_override | order 1 | false > true | sampled'], 'an override that a program of the shop set');
update public.sku_lot set active = 0 where sku = '17612' and lot = '250300';
select alike((play.decided(1))[1], 'active_lot | %17612%', 'an active lot');
select shipkeeper_operator.release_order('1', 'back');
update public.sku_lot set active = 1 where sku = '17612' and lot = '250300';
update shipkeeper.lot_activation set active_since = '2025-01-01';
select shipkeeper_operator.clear_lot_override('1', 'done');
select play.release('1'), shipkeeper_operator.change_setting('lot_mode', 'approval', 'first'), play.run_lots();
create temporary table before_it as select changed_at from shipkeeper_report.lot_reviews where order_number = '1';
select shipkeeper_operator.approve_lot_update(play.review_id('1'));
select is(
  (select r.state || ' ' || (r.changed_at > b.changed_at) from shipkeeper_report.lot_reviews as r cross join before_it as b where r.order_number = '1'),
  'approved true', 'a review that is approved has changed'
);
select is(play.decided(1), array[format('lot_review | %s | approval > approved', play.review_id('1'))], 'an approval');
select results_eq(
  'select distinct decided_by, decided_at > clock_timestamp() - interval ''1 minute'' from shipkeeper_report.decisions',
  $$ values (session_user::text collate "default", true) $$, 'by whom, and when'
);
select is(
  (select count(*) from shipkeeper_report.decisions),
  (select count(*) from shipkeeper.operator_action) + (select count(*) from shipkeeper.audit), 'nothing is left out, nothing twice'
);
select throws_ok($$ select shipkeeper_operator.pause('') $$, 'P0001', 'A reason is needed: say in a few words why you call pause.', 'what was refused');
select is((select count(*) from shipkeeper_report.decisions where decision = 'pause'), 1::bigint, 'is no decision');

select * from finish();
rollback;
