-- Who may do what, by group of functions and views. Nothing here is granted to PUBLIC; every function is closed to it where it is made.
-- Group roles are made by `migrate roles`.

-- The runner: four functions, no table, no view.
grant usage on schema shipkeeper_runner to shipkeeper_runner;
grant execute on function shipkeeper_runner.begin_cycle(text, integer, jsonb) to shipkeeper_runner;
grant execute on function shipkeeper_runner.next_step(bigint) to shipkeeper_runner;
grant execute on function shipkeeper_runner.accept_response(bigint, integer, bytea, bytea, text) to shipkeeper_runner;
grant execute on function shipkeeper_runner.finish_cycle(bigint, text) to shipkeeper_runner;

-- Analysts and operators: every view of the report schema, and the status page.
grant usage on schema shipkeeper_report to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.ghost_orders to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.orders_without_shipstation_id to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.held_orders to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.lines_without_sku to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.number_conflicts to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.refused_orders to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.cancellations to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.cycles to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.requests to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.order_outcomes to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.repeated_skus to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.order_items_by_sku to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.lot_reviews to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.lot_updates to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.lot_mismatches to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.orders_by_lot to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.settings to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.state to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.stale_empty_orders to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.success_rate to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.daily_backfills to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.daily_figures to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.figures to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.progress to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.mixed_orders to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.order_differences to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.unit_comparison to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.unit_differences to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.units_by_status to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.decisions to shipkeeper_analyst, shipkeeper_operator;
grant select on shipkeeper_report.alerts to shipkeeper_analyst, shipkeeper_operator;
grant execute on function shipkeeper_report.status_page() to shipkeeper_analyst, shipkeeper_operator;
-- The view alerts calls it.
grant execute on function shipkeeper_report.no_cycle_remedy() to shipkeeper_analyst, shipkeeper_operator;
-- The view orders_by_lot does.
grant execute on function shipkeeper.plain_text(text) to shipkeeper_analyst, shipkeeper_operator;
grant execute on function shipkeeper.blanks() to shipkeeper_analyst, shipkeeper_operator;
grant execute on function shipkeeper.unseen() to shipkeeper_analyst, shipkeeper_operator;

-- Operators: their functions; they see what analysts see.
grant usage on schema shipkeeper_operator to shipkeeper_operator;
grant execute on function shipkeeper_operator.undo_cancellations(timestamptz, text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.resume_cancellations(text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.cancel_order(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.pause(text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.resume(text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.free_lease(text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.retry_order(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.hold_order(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.release_order(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.roll_back_order(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.prune(interval) to shipkeeper_operator;
grant execute on function shipkeeper_operator.change_setting(text, text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.approve_lot_update(bigint) to shipkeeper_operator;
grant execute on function shipkeeper_operator.reject_lot_update(bigint, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.open_lot_review(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.set_lot_override(text, text) to shipkeeper_operator;
grant execute on function shipkeeper_operator.clear_lot_override(text, text) to shipkeeper_operator;
