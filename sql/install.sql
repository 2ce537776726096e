-- Table of contents of everything callable. Loaded whole, in one transaction, as the last step of a deployment.

-- Records of who changed what: added to, never changed
\ir audit/record_change.sql
\ir audit/refuse_change.sql
\ir audit/note_setting_changes.sql

-- The courier protocol: what the runner's life is made of
\ir courier/protocol_version.sql
\ir order/unseen.sql
\ir order/blanks.sql
\ir courier/printable.sql
\ir courier/say.sql
\ir courier/say_each.sql
\ir courier/say_one_of.sql
\ir courier/say_counts.sql
\ir courier/say_lasting.sql
\ir courier/next_messages.sql
\ir courier/hold_lease.sql
\ir courier/longest_lease.sql
\ir courier/put_request.sql
\ir courier/use_up_answer.sql
\ir courier/record_outcome.sql
\ir courier/says_too_many_requests.sql
\ir courier/classify_answer.sql
\ir courier/failure_phrase.sql
\ir courier/is_answer_problem.sql
\ir courier/header_value.sql
\ir courier/header_number.sql
\ir courier/header_time.sql
\ir courier/url_encode.sql
\ir courier/note_quota.sql
\ir courier/quota_wait.sql
\ir courier/declare_cycle.sql
\ir courier/note_kinds.sql
\ir courier/known_kind.sql
\ir courier/kinds_of_cycle.sql
\ir courier/tells_nothing.sql
\ir courier/work_on_answer.sql
\ir courier/switch_problem.sql
\ir courier/paused_by_shop.sql
\ir courier/pause_reason.sql
\ir courier/say_api.sql
\ir courier/note_kpis.sql
\ir courier/note_day.sql
\ir courier/close_cycle.sql
\ir courier/wait_for_lease.sql

-- Orders of ShipStation's: reading them, and writing them into the shop
--
-- How a table of the shop is written, here and everywhere. The shop's triggers name tables and functions without a schema, so they need
-- public in the search_path; but where a stranger may create in public, a function or operator of his that fits better than
-- pg_catalog's would be found there. So values are worked out under pg_catalog alone, and public is in the path for the writing alone:
--
--   set local search_path = pg_catalog, public, pg_temp;
--   update public.order_items_inbox as i set quantity = v_quantity where i.id = v_id and i.sku::text = v_sku;
--   set constraints all immediate;  -- where what the shop has deferred shall fail here
--   set local search_path = pg_catalog, pg_temp;
--
-- Leaving the function, by return or by error, puts the path back too, since every function sets it. In between, operators get
-- operands of the very types that pg_catalog has them for (so no `jsonb ->> 'text'`), and what is called is written with its schema.
\ir order/plain_text.sql
\ir order/plain_id.sql
\ir order/other_digits.sql
\ir order/parse_sku.sql
\ir order/mark_escapes.sql
\ir order/read_json.sql
\ir order/is_integer.sql
\ir order/is_text_or_null.sql
\ir order/read_page.sql
\ir order/order_id.sql
\ir order/pacific_wall.sql
\ir order/is_repeated_hour.sql
\ir order/pacific_instant.sql
\ir order/pacific_time.sql
\ir order/sent_date.sql
\ir order/is_product_line.sql
\ir order/item_problem.sql
\ir order/units_by_sku_here.sql
\ir order/header_problem.sql
\ir order/address_values.sql
\ir order/header_values.sql
\ir order/header_columns.sql
\ir order/is_known_status.sql
\ir order/shop_now.sql
\ir order/one_row_per_sku.sql
\ir order/name_length.sql
\ir order/is_shared_id.sql
\ir order/is_v2_of.sql
\ir order/units_of_open_headers.sql
\ir order/do_numbers_differ.sql
\ir order/header_of_number.sql
\ir order/is_held_by_operator.sql
\ir order/units_by_sku.sql

-- The lane: an order from its answer to the shop's tables, a batch at a time
\ir lane/lay_out.sql
\ir lane/lay_out_order.sql
\ir lines/note_repeated_skus.sql
\ir lane/to_decide.sql
\ir lane/put_orders.sql
\ir ghosts/own_cancellation.sql
\ir lane/look_up_orders.sql
\ir lane/choose_action.sql
\ir lane/find_obstacle.sql
\ir lane/choose_outcome.sql
\ir lane/choose_reason.sql
\ir lane/judge.sql
\ir lane/lock_orders.sql
\ir lane/decide.sql
\ir lane/insert_headers.sql
\ir lane/match_lines.sql
\ir lane/change_lines.sql
\ir lane/check_written.sql
\ir lane/write_orders.sql
\ir lane/note_number_differences.sql
\ir sync/note_taken_back.sql
\ir sync/note_unknown_statuses.sql
\ir lane/record_orders.sql
\ir lane/failed_order.sql
\ir lane/work_orders.sql
\ir lane/largest_batch.sql
\ir lane/work_batch.sql

-- One row a line of ShipStation's: what other programs call, and the way back
\ir lines/put_order_line.sql
\ir lines/collapse_repeated_skus.sql
\ir lines/sku_rule_use.sql
\ir lines/subscriber_findings.sql
\ir lines/contract_findings.sql

-- Kind of work: ghosts
\ir ghosts/declare_ghosts.sql
\ir ghosts/empty_header.sql
\ir ghosts/header_age.sql
\ir ghosts/ghost_header.sql
\ir ghosts/empty_since.sql
\ir ghosts/orders_without_lines.sql
\ir ghosts/detect_ghosts.sql
\ir ghosts/retry_wait.sql
\ir ghosts/ghosts_to_hold.sql
\ir ghosts/cancelled_lately.sql
\ir ghosts/are_cancellations_stopped.sql
\ir ghosts/draw_brake.sql
\ir ghosts/say_ghosts.sql
\ir ghosts/settle_ghosts.sql
\ir ghosts/give_up_ghosts.sql
\ir ghosts/end_ghosts.sql
\ir ghosts/remember_ghosts.sql
\ir ghosts/note_first_looks.sql
\ir ghosts/find_ghosts.sql
\ir ghosts/count_ghosts_by_date.sql
\ir ghosts/count_ghosts_by_status.sql
\ir ghosts/plan_date_lists.sql
\ir ghosts/choose_ghost_list.sql
\ir ghosts/end_ghost_list.sql
\ir ghosts/ask_for_ghost_list.sql
\ir ghosts/ask_for_ghost.sql
\ir ghosts/skip_healed_ghosts.sql
\ir ghosts/plan_ghosts.sql
\ir ghosts/handle_ghost_list.sql
\ir courier/blame_api.sql
\ir ghosts/ask_by_number.sql
\ir ghosts/handle_ghost_number.sql
\ir ghosts/handle_ghosts.sql
\ir ghosts/report_ghosts.sql

-- An order that makes every list fail that holds it: dividing, suspects, spots, probes
\ir poison/walk_page_size.sql
\ir poison/start_behind_spots.sql
\ir poison/end_search_page.sql
\ir poison/forget_spots.sql
\ir poison/ask_for_spot.sql
\ir poison/search_of_walk.sql
\ir poison/smaller_page_size.sql
\ir poison/refuse_spot.sql
\ir poison/refuse_unidentified.sql
\ir poison/refuse_listed.sql
\ir poison/forget_listed.sql
\ir poison/divide_page.sql
\ir poison/keep_suspects.sql
\ir poison/ask_whether_well.sql
\ir poison/handle_spot.sql
\ir poison/handle_probe.sql

-- Kind of work: sync
\ir sync/declare_sync.sql
\ir sync/read_watermark.sql
\ir sync/move_watermark.sql
\ir sync/window_start_at.sql
\ir sync/window_end_at.sql
\ir sync/window_path.sql
\ir sync/start_walk.sql
\ir sync/fail_walk.sql
\ir sync/refuse_order.sql
\ir sync/restart_window.sql
\ir sync/is_in_disorder.sql
\ir sync/is_stale.sql
\ir sync/why_not_linked.sql
\ir sync/note_conflict.sql
\ir sync/note_merged_orders.sql
\ir sync/note_denied_merges.sql
\ir sync/keep_seen_orders.sql
\ir sync/keep_locked_ghosts.sql
\ir sync/note_seen_orders.sql
\ir sync/put_seen_orders.sql
\ir sync/give_up_sync.sql
\ir sync/next_number_to_link.sql
\ir sync/link_order.sql
\ir sync/end_page.sql
\ir sync/ask_for_page.sql
\ir sync/ask_for_rest.sql
\ir sync/plan_sync.sql
\ir sync/handle_page.sql
\ir sync/forget_gone_order.sql
\ir sync/handle_refused_order.sql
\ir sync/handle_number.sql
\ir sync/handle_sync.sql
\ir sync/report_sync.sql

-- Kind of work: check
\ir check/declare_check.sql
\ir check/say_state.sql
\ir check/plan_check.sql
\ir check/handle_check.sql
\ir check/report_check.sql

-- Kind of work: scan
\ir scan/declare_scan.sql
\ir scan/plan_scan.sql
\ir scan/handle_scan.sql
\ir scan/report_scan.sql

-- The four functions of the runner
\ir courier/options_problem.sql
\ir courier/begin_cycle.sql
\ir courier/next_step.sql
\ir courier/accept_response.sql
\ir courier/finish_cycle.sql

-- Kind of work: lots
\ir lots/declare_lots.sql
\ir lots/order_digest.sql
\ir lots/comparable_value.sql
\ir lots/comparable_fields.sql
\ir lots/is_fatal_field.sql
\ir lots/field_digests.sql
\ir lots/differing_fields.sql
\ir lots/readable_lines.sql
\ir lots/lot_order_problem.sql
\ir lots/sku_changes.sql
\ir lots/readable_text.sql
\ir lots/change_skus.sql
\ir lots/describe_changes.sql
\ir lots/was_perhaps_picked.sql
\ir lots/why_not_updatable.sql
\ir lots/check_review_here.sql
\ir lots/decide_review.sql
\ir lots/report_review.sql
\ir lots/say_put_off.sql
\ir lots/open_review.sql
\ir lots/note_unread.sql
\ir lots/move_review.sql
\ir lots/moves.sql
\ir lots/record_lot_update.sql
\ir lots/bare_text.sql
\ir lots/write_lots.sql
\ir lots/brake_lot_updates.sql
\ir lots/look_again.sql
\ir lots/handle_lot_check.sql
\ir lots/handle_read.sql
\ir lots/handle_shipments.sql
\ir lots/handle_lots.sql
\ir lots/begin_status_history.sql
\ir lots/trigger_version.sql
\ir lots/note_gaps.sql
\ir lots/release_lock.sql
\ir lots/take_releases.sql
\ir lots/ask_for_review.sql
\ir lots/review_reads_of_cycle.sql
\ir lots/may_read_reviews.sql
\ir lots/plan_lots.sql
\ir lots/review_seen_releases.sql
\ir lots/report_lots.sql
\ir lots/hurry_reviews.sql
\ir lots/note_hold.sql
\ir lots/note_status.sql
\ir lots/note_override.sql
\ir lots/note_active_lot.sql

-- Kind of work: round
\ir round/declare_round.sql
\ir round/is_open_here.sql
\ir round/cancel_header.sql
\ir round/do_lines_differ.sql
\ir round/find_difference.sql
\ir round/note_differences.sql
\ir round/compare_orders.sql
\ir round/forget_round.sql
\ir round/note_merged_headers.sql
\ir round/does_difference_last.sql
\ir round/forget_settled.sql
\ir round/ask_about_difference.sql
\ir round/start_round.sql
\ir round/end_round.sql
\ir round/ask_for_open_orders.sql
\ir round/ask_for_unlisted_order.sql
\ir round/plan_round.sql
\ir round/handle_open_orders.sql
\ir round/settle_merged_order.sql
\ir round/settle_gone_order.sql
\ir round/handle_unlisted_order.sql
\ir round/handle_round.sql
\ir round/report_round.sql

-- Deleting what is older than it is kept
\ir upkeep/declare_upkeep.sql
\ir upkeep/prune_cycles.sql
\ir upkeep/prune_seen_orders.sql
\ir upkeep/plan_upkeep.sql
\ir upkeep/report_upkeep.sql

-- What does not agree, in the data and in the installation
\ir verify/copy_problem.sql
\ir verify/verify_data.sql
\ir verify/verify_installation.sql
\ir verify/verify.sql

-- What operators call
\ir operator/record_action.sql
\ir operator/undo_cancellations.sql
\ir operator/resume_cancellations.sql
\ir operator/cancel_order.sql
\ir operator/pause.sql
\ir operator/resume.sql
\ir operator/free_lease.sql
\ir operator/retry_order.sql
\ir operator/hold_order.sql
\ir operator/release_order.sql
\ir operator/roll_back_order.sql
\ir operator/prune.sql
\ir operator/change_setting.sql
\ir operator/approve_lot_update.sql
\ir operator/reject_lot_update.sql
\ir operator/open_lot_review.sql
\ir operator/set_lot_override.sql
\ir operator/clear_lot_override.sql

-- What analysts read
\ir report/ghost_orders.sql
\ir report/orders_without_shipstation_id.sql
\ir report/held_orders.sql
\ir report/lines_without_sku.sql
\ir report/number_conflicts.sql
\ir report/refused_orders.sql
\ir report/cancellations.sql
\ir report/cycles.sql
\ir report/requests.sql
\ir report/order_outcomes.sql
\ir report/repeated_skus.sql
\ir report/order_items_by_sku.sql
\ir report/lot_reviews.sql
\ir report/lot_updates.sql
\ir report/lot_mismatches.sql
\ir lots/lot_line.sql
\ir lots/lot_change.sql
\ir report/orders_by_lot.sql
\ir report/settings.sql
\ir report/state.sql
\ir report/stale_empty_orders.sql
\ir report/daily_figures.sql
\ir report/figures.sql
\ir report/success_rate.sql
\ir report/daily_backfills.sql
\ir report/progress.sql
\ir report/mixed_orders.sql
\ir report/order_differences.sql
\ir report/unit_differences.sql
\ir report/never_compared.sql
\ir report/units_by_status.sql
\ir report/unit_comparison.sql
\ir report/decisions.sql

-- What needs a person: what each folder finds, and what the runs keep of it
\ir watch/alert_kind.sql
\ir watch/functions_named.sql
\ir watch/meanings.sql
\ir watch/text_literal.sql
\ir watch/note_concerns.sql
\ir watch/note_each_alert.sql
\ir watch/note_alerts.sql
\ir watch/note_progress.sql
\ir watch/say_alerts.sql
\ir watch/concerns_of_cycles.sql
\ir ghosts/known_ghost_concerns.sql
\ir ghosts/concerns_of_ghosts.sql
\ir watch/meanings_of_cycles.sql
\ir ghosts/meanings_of_ghosts.sql
\ir order/meanings_of_orders.sql
\ir lines/concerns_of_lines.sql
\ir sync/seen_order_concerns.sql
\ir sync/unit_concerns.sql
\ir sync/concerns_of_sync.sql
\ir sync/meanings_of_sync.sql
\ir lots/concerns_of_lots.sql
\ir round/concerns_of_round.sql
\ir round/meanings_of_round.sql
\ir lots/meanings_of_lots.sql
\ir report/no_cycle_remedy.sql
\ir report/alerts.sql

-- The status page, piece by piece
\ir status_page/without_xml.sql
\ir status_page/page_text.sql
\ir status_page/page_sentence.sql
\ir status_page/page_number.sql
\ir status_page/page_moment.sql
\ir status_page/page_age.sql
\ir status_page/page_units.sql
\ir status_page/page_icon.sql
\ir status_page/page_section.sql
\ir status_page/page_word.sql
\ir status_page/page_tasks.sql
\ir status_page/page_scale.sql
\ir status_page/page_days.sql
\ir status_page/page_style.sql
\ir status_page/page_state.sql
\ir status_page/page_todo.sql
\ir status_page/page_tables.sql
\ir status_page/page_table.sql
\ir status_page/page_order_rows.sql
\ir status_page/page_figure_rows.sql
\ir status_page/page_trend_rows.sql
\ir status_page/page_trends.sql
\ir status_page/page_sections.sql
\ir status_page/status_page.sql
set local check_function_bodies = on;

-- What the kinds of work declare
do $$ begin perform shipkeeper.note_kinds(); end $$;

-- Who may call and read what: last
\ir grants.sql

-- What happens when a table is written: the only step that asks for a lock on tables of the shop
\ir triggers.sql
