-- Settings are changed by a function that refuses what makes no sense, with a sentence.
begin;
\ir ../prelude.psql
select plan(152);

create function play.setting(p_name text) returns text language plpgsql as $$
declare
  v_value text;
begin
  execute format('select s.%I::text from shipkeeper.settings as s', p_name) into v_value;
  return v_value;
end
$$;
create temporary table changed (name text, value text, stored text);
insert into changed values
('shop_time_zone', 'America/New_York', null), ('placeholder_sku', 'none', null), ('cancellations_per_day', '0', null),
('ghost_after', '1 minute', '00:01:00'), ('recently_uploaded', '10 minutes', '00:10:00'), ('first_retry', '1 second', '00:00:01'), ('longest_retry', '1 day', null),
('order_timeout_seconds', '7', null), ('list_timeout_seconds', '30', null), ('api_failures_in_row', '3', null),
('quota_reserve', '0', null), ('cycle_budget', '1 hour', '01:00:00'), ('lease_margin', '1 minute', '00:01:00'),
('sync_mode', 'heal_only', null), ('sync_overlap', '1 minute', '00:01:00'), ('sync_first_window', '1 day', null),
('import_order_number_pattern', '^A', null), ('link_after', '1 hour', '01:00:00'), ('number_must_match', 'false', null), ('first_poll', '2 hours', '02:00:00'),
('round_every', '1 day', null), ('round_requests', '3', null), ('second_look_after', '1 hour', '01:00:00'),
('cancel_gone_orders', 'true', null), ('gone_cancellations_per_day', '1', null), ('list_saves_at_least', '2', null), ('lot_mode', 'approval', null),
('lot_transitions', '{"on_hold -> awaiting_shipment","pending -> awaiting_shipment"}', null), ('lot_if_picked', 'refuse', null),
('lot_history_slack', '1 day', null), ('lot_after_claim', '0', '00:00:00'), ('lot_active_for', '30 days', null),
('lot_orders_per_cycle', '1000', null), ('lot_for_plain_sku', 'true', null), ('keep_logs', '365 days', null),
('alert_after', '1 hour', '01:00:00'), ('alert_ghosts', '0', null), ('api_key_expires_on', '2027-03-01', null);
select set_eq(
  'select name from changed',
  $$
  select attname::text from pg_attribute
  where attrelid = 'shipkeeper.settings'::regclass and attnum > 0 and not attisdropped and attname <> 'only_row'
  $$, 'every setting is here'
);
select is(
  shipkeeper_operator.change_setting(c.name, c.value, 'try'), coalesce(c.stored, c.value), format('%s becomes %s', c.name, c.value)
)
from changed as c;
select is(play.setting(c.name), coalesce(c.stored, c.value), c.name || ' is stored') from changed as c;

-- What is no value is refused with what the setting means, and nothing is kept.
select throws_like(
  format('select shipkeeper_operator.change_setting(%L, %L, ''x'')', c.name, c.value),
  format(
    '%s is no value for the setting %s: %s It must be %%.', coalesce(c.value, 'null'), c.name, col_description('shipkeeper.settings'::regclass, (
      select a.attnum from pg_attribute as a where a.attrelid = 'shipkeeper.settings'::regclass and a.attname = c.name
    ))
  ), format('refused: %s %s', c.name, c.value)
)
from (
  values
  ('lot_mode', 'on'), ('lot_mode', ''), ('lot_mode', null), ('lot_transitions', '{}'), ('lot_transitions', 'on_hold'),
  ('lot_transitions', '{on_hold}'), ('lot_transitions', '{on_hold -> awaiting_shipment,NULL}'), ('lot_if_picked', 'guess'),
  ('lot_history_slack', '25 hours'), ('lot_after_claim', '-1 second'), ('lot_active_for', '31 days'), ('lot_orders_per_cycle', '0'),
  ('lot_orders_per_cycle', '1001'), ('lot_orders_per_cycle', '99999999999'), ('lot_for_plain_sku', 'perhaps'),
  ('shop_time_zone', 'Mars/Olympus'), ('keep_logs', '23 hours'), ('keep_logs', '3651 days'), ('keep_logs', null),
  ('alert_after', '59 seconds'), ('alert_after', '31 days'), ('alert_ghosts', '-1'), ('alert_ghosts', '1000001'),
  ('alert_ghosts', 'many'), ('keep_logs', 'for ever')
) as c (name, value);
select throws_like(
  'select shipkeeper_operator.change_setting(''lot_orders_per_cycle'', ''0'', ''x'')',
  '%It must be a whole number such that lot\_orders\_per\_cycle >= 1 AND lot\_orders\_per\_cycle <= 1000; it is 1000 now.',
  'what is allowed is said'
);
select throws_like(
  'select shipkeeper_operator.change_setting(''keep_logs'', ''for ever'', ''x'')', '%It must be a length of time such as 15 minutes such that keep\_logs >= ''1 day'' AND keep\_logs <= ''3650 days''; it is 365 days now.',
  'and in what form, whatever was wrong with it'
);
select throws_like(
  'select shipkeeper_operator.change_setting(''lot_transitions'', ''["on_hold"'', ''x'')',
  '%It must be a list such as ["on\_hold -> awaiting\_shipment"] such that %', 'a list'
);
select throws_like(
  'select shipkeeper_operator.change_setting(''api_key_expires_on'', ''soon'', ''x'')', '%It must be a day such as 2027-03-01, or infinity; it is 2027-03-01 now.', 'a day'
);
-- As the view shows them, which is by what they are about.
select lives_ok(
  format('select shipkeeper_operator.change_setting(%L, %L, ''the same'')', v.setting, v.set_to), format('%s takes what settings shows', v.setting)
)
from shipkeeper_report.settings as v;
select results_eq(
  'select v.area, count(*)::integer from (select s.area, row_number() over () as place from shipkeeper_report.settings as s) as v group by v.area order by min(v.place)',
  $$ values ('shop', 3), ('ghosts', 6), ('requests', 6), ('sync', 6), ('round', 5), ('lots', 8), ('watch', 4) $$, 'each area once, with all its settings'
);
select is(
  (select count(*) from (select s.area, lag(s.area) over () as before from shipkeeper_report.settings as s) as v where v.area is distinct from v.before),
  7::bigint, 'which stand together'
);
select throws_ok(
  format('select shipkeeper_operator.change_setting(%L, ''x'', ''x'')', n), 'P0001',
  format('There is no setting %s: shipkeeper_report.settings lists those there are.', coalesce(shipkeeper.printable(n), '<NULL>')),
  format('none: %s', shipkeeper.printable(n))
)
from unnest(array['colour', 'only_row', 'ctid', E'lot_mode\n', null]) as n;
select is(play.setting('lot_mode') || play.setting('lot_orders_per_cycle'), 'approval1000', 'nothing was changed by them');

select * from finish();
rollback;
