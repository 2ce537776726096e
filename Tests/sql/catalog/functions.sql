-- Rules that every function of ours keeps.
begin;
\ir ../prelude.psql
select plan(14);

create temporary view our_function as
select p.*, p.pronamespace::regnamespace::text as schema, p.oid::regprocedure::text as identity
from pg_proc as p
where p.pronamespace::regnamespace::text in (
  'shipkeeper', 'shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator'
);

select functions_are('shipkeeper', array[
  'address_values', 'answer_ghost', 'apply_seen_order', 'apply_seen_orders', 'are_lines_outdated', 'ask_for_ghost',
  'ask_for_ghost_list', 'ask_for_page', 'ask_for_rest', 'ask_for_review', 'ask_whether_well', 'bare_text',
  'begin_status_history', 'brake_lot_updates', 'bring_up_to_date', 'cancel_unknown_order', 'carries_old_skus',
  'change_skus', 'check_review_here', 'choose_ghost_list', 'classify_answer', 'close_cycle', 'close_review',
  'collapse_repeated_skus', 'comparable_fields', 'comparable_lines', 'comparable_value', 'contract_findings',
  'count_ghosts_by_date', 'count_ghosts_by_status', 'decide_review', 'describe_changes', 'detect_ghosts',
  'differing_fields', 'divide_page', 'does_header_differ', 'drop_healed_ghosts', 'end_ghost_list', 'end_page',
  'fail_walk', 'failure_phrase', 'field_digests', 'find_ghosts', 'ghosts_to_hold', 'handle_check', 'handle_confirm',
  'handle_ghost_list', 'handle_ghosts', 'handle_lot_check', 'handle_lots', 'handle_number', 'handle_page',
  'handle_post', 'handle_probe', 'handle_read', 'handle_refused_order', 'handle_scan', 'handle_shipments',
  'handle_spot', 'handle_sync', 'handle_unapplied', 'header_columns', 'header_number', 'header_problem',
  'header_time', 'header_value', 'header_values', 'heal_from_page', 'heal_order', 'hold_lease', 'import_order',
  'insert_header', 'is_fatal_field', 'is_held_by_operator', 'is_in_disorder', 'is_integer', 'is_known_status',
  'is_product_line', 'is_repeated_hour', 'is_shared_id', 'is_stale', 'is_text_or_null', 'item_problem',
  'keep_suspects', 'kinds_of_cycle', 'lay_out_page', 'link_order', 'lock_ghost', 'may_write_status', 'move_watermark',
  'name_length', 'next_message', 'next_number_to_link', 'next_review', 'note_active_lot', 'note_conflict', 'note_day',
  'note_override', 'note_quota', 'note_repeated_skus', 'note_seen_order', 'note_setting_changes', 'note_status',
  'one_row_per_sku', 'options_problem', 'order_digest', 'order_id', 'order_problem', 'pacific_instant',
  'pacific_time', 'pacific_wall', 'page_age', 'page_alerts', 'page_approvals', 'page_bar_plot', 'page_cell',
  'page_cycles', 'page_fact', 'page_footer', 'page_ghost_plot', 'page_ghosts', 'page_group', 'page_held_orders',
  'page_icon', 'page_lot_updates', 'page_number', 'page_number_conflicts', 'page_person', 'page_refused_orders',
  'page_requests', 'page_scale', 'page_section', 'page_sentence', 'page_state', 'page_style', 'page_swatch',
  'page_table', 'page_text', 'page_time', 'page_unit_differences', 'page_units', 'parse_sku', 'pause_reason',
  'paused_by_shop', 'plan_check', 'plan_date_lists', 'plan_ghosts', 'plan_lots', 'plan_scan', 'plan_sync',
  'plan_upkeep', 'postpone_review', 'printable', 'product_lines', 'protocol_version', 'prune_cycles',
  'prune_seen_orders', 'put_order_line', 'put_request', 'quota_wait', 'read_json', 'read_page', 'read_watermark',
  'record_action', 'record_cancellation', 'record_change', 'record_lot_update', 'record_outcome', 'refresh_lines',
  'refuse_change', 'refuse_order', 'refuse_spot', 'remember_ghosts', 'report_check', 'report_ghosts', 'report_lots',
  'report_scan', 'report_sync', 'report_upkeep', 'restart_window', 'retry_wait', 'review_later_release', 'say',
  'sent_date', 'settle_ghost', 'shop_now', 'sku_changes', 'sku_rule_use', 'smaller_page_size', 'start_walk', 'sync_order', 'units_by_sku',
  'units_by_sku_here', 'update_order', 'url_encode', 'use_up_answer', 'verify', 'verify_data', 'verify_installation',
  'walk_page_size', 'was_perhaps_picked', 'why_not_linked', 'why_not_updatable', 'window_end_at', 'window_path',
  'window_start_at', 'work_listed_ghost', 'work_page', 'write_header', 'write_lots', 'write_order'
], 'functions of shipkeeper');
select functions_are(
  'shipkeeper_runner', array['accept_response', 'begin_cycle', 'finish_cycle', 'next_step'],
  'functions of shipkeeper_runner'
);
select functions_are(
  'shipkeeper_operator', array[
    'approve_lot_update', 'change_setting', 'clear_lot_override', 'hold_order', 'open_lot_review', 'pause', 'prune',
    'reject_lot_update', 'release_order', 'resume', 'resume_cancellations', 'retry_order', 'roll_back_order',
    'set_lot_override', 'undo_cancellations'
  ],
  'functions of shipkeeper_operator'
);
select functions_are('shipkeeper_report', array['status_page'], 'functions of shipkeeper_report');
select is_empty(
  'select schema, proname from our_function group by 1, 2 having count(*) > 1',
  'no function has an overload: a call would be ambiguous'
);
select is_empty(
  $$
  select identity from our_function
  -- What is written in standard SQL had its names resolved when it was made: no path can lead it astray.
  where prosqlbody is null and (select array_agg(c) from unnest(proconfig) as c where c like 'search\_path=%') is distinct from array[
    case
      when proname in (
        'cancel_unknown_order', 'clear_lot_override', 'collapse_repeated_skus', 'insert_header', 'note_day',
        'put_order_line', 'refresh_lines', 'roll_back_order', 'set_lot_override', 'undo_cancellations', 'write_header',
        'write_lots', 'write_order'
      ) then 'search_path=pg_catalog, public, pg_temp'
      else 'search_path=pg_catalog, pg_temp'
    end
  ]
  $$, 'every function pins its search_path; public is in it only where the shop''s tables are written'
);
select is_empty(
  $$
  select identity from our_function
  where prosrc like '%\\%' and not coalesce(proconfig, '{}') @> array['standard_conforming_strings=on']
  $$, 'where a backslash stands, it means the same in every session'
);
select is_empty(
  'select identity from our_function where coalesce(btrim(obj_description(oid, ''pg_proc'')), '''') = ''''',
  'every function has a comment'
);
select is_empty(
  $$ select identity from our_function where has_function_privilege('public', oid, 'execute') $$,
  'every function is closed to PUBLIC'
);
select is_empty(
  $$
  select identity from our_function where not prosecdef and schema in ('shipkeeper_runner', 'shipkeeper_report', 'shipkeeper_operator')
  $$,
  'functions for other roles run with the owner''s rights'
);
select is_empty(
  $$
  select identity from our_function where schema = 'shipkeeper'
  and prosecdef <> (prorettype = 'trigger'::regtype or proname = 'put_order_line')
  $$,
  'of the others only functions of triggers, and what the shop''s programs call, do'
);
select is_empty(
  $$
  select identity from our_function where prosecdef and prorettype <> 'trigger'::regtype
  and not proconfig @> array['lock_timeout=5s']
  $$,
  'what others call waits for no lock for long'
);
select is_empty(
  $$
  select identity from our_function
  where proowner <> (select relowner from pg_class where oid = 'public.orders_inbox'::regclass)
  $$,
  'every function belongs to the owner of the shop''s tables'
);
select is_empty(
  $$
  select w.work_kind, f.name
  from shipkeeper.work_kind as w
  cross join lateral (
    values ('plan_' || w.work_kind || '(bigint,boolean)'), ('handle_' || w.work_kind || '(bigint)'),
    ('report_' || w.work_kind || '(bigint)')
  ) as f (name)
  where to_regprocedure('shipkeeper.' || f.name) is null
    -- Sends no request, so that no answer comes.
    and f.name <> 'handle_upkeep(bigint)'
  $$, 'every kind of work has its three functions'
);

select * from finish();
rollback;
