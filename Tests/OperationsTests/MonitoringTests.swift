import PrivatePostgres
import TestSupport
import Testing

/// What Prometheus is told, by the real exporter, and the rules that it alarms by.
@Suite("Operations: monitoring") struct MonitoringTests {
  @Test func theExporterTellsWhatTheViewsSay() throws {
    let shop = try ShopServer.shared.newShop()
    try shop.psql(
      """
      insert into shipkeeper.ghost (order_inbox_id, order_number, shipstation_order_id, first_seen_at, next_attempt_at, held_reason, held_at)
      select g, g::text, g::text, now(), now(), case when g = 1 then 'invalid_id' end, case when g = 1 then now() end
      from generate_series(1, 12) as g;
      insert into shipkeeper.figure_total (work_kind, figure, total)
      values ('cycle', 'requests', 42), ('ghosts', 'backfilled', 8), ('ghosts', 'ghosts_open', 5);
      insert into shipkeeper.alert (kind, subject, found_by, severity, cases, sentence, remedy, since, last_seen_at)
      values ('held_orders', '1', 'x', 'warning', 1, 'x', 'x', now(), now()), ('many_ghosts', '', 'x', 'warning', 1, 'x', 'x', now(), now());
      insert into shipkeeper.progress (work_kind, got_on_at, reached_at)
      values ('sync', now() - interval '1 minute', now() - interval '1 hour'), ('ghosts', null, null);
      insert into shipkeeper.cycle (kind, worker, protocol_version, options, writes_allowed, started_at)
      values ('run', 'x', 2, '{}', false, now() - interval '1 day');
      insert into shipkeeper.order_outcome (cycle_id, work_kind, order_inbox_id, outcome, recorded_at)
      select 1, 'ghosts', g, case when g <= 3 then 'backfilled' else 'error' end, now() from generate_series(1, 4) as g;
      update shipkeeper.ghost set last_outcome = 'work_in_progress' where order_number in ('1', '2', '3');
      update shipkeeper.quota set request_limit = 40, remaining = 31, resets_at = now() + interval '1 minute';
      """)
    try shop.psql("select shipkeeper_operator.pause('stocktaking')", user: "shop_operator")

    let metrics = try Exporter.scrape(shop)
    for (name, value) in [
      ("shipkeeper_cycle_paused", "1"), ("shipkeeper_cycle_running", "0"),
      ("shipkeeper_cycle_last_done_timestamp_seconds", "0"),
      ("shipkeeper_ghosts_waiting", "11"), ("shipkeeper_ghosts_waiting_for_lines", "2"),
      ("shipkeeper_backfill_success_ratio today", "0.75"), ("shipkeeper_ghosts_held", "1"),
      ("shipkeeper_quota_limit_requests", "40"), ("shipkeeper_quota_remaining_requests", "31"),
      ("shipkeeper_figure_total cycle requests", "42"),
      ("shipkeeper_figure_total ghosts backfilled", "8"),
      ("shipkeeper_figure_total lots lots_mismatched", "0"),
    ] {
      #expect(metrics[name] == value, Comment(rawValue: name))
    }
    for alert in ["no_cycle critical", "held_orders warning", "many_ghosts warning"] {
      #expect(metrics["shipkeeper_alert_active \(alert)"] == "1", Comment(rawValue: alert))
    }
    for (name, seconds) in [
      ("shipkeeper_progress_age_seconds sync", 60.0),
      ("shipkeeper_sync_watermark_age_seconds", 3600.0),
    ] {
      let age = metrics[name].flatMap(Double.init) ?? 0
      #expect(age >= seconds && age < seconds + 600, Comment(rawValue: name))
    }
    #expect(metrics["shipkeeper_progress_age_seconds ghosts"] == nil)
    // What the last cycle left is no sum of days.
    #expect(metrics["shipkeeper_figure_total ghosts ghosts_open"] == nil)
    #expect(metrics["pg_exporter_last_scrape_error"] == "0")
  }

  @Test func theMetricsAreNamedAndDescribedAsIsUsual() throws {
    let shop = try ShopServer.shared.newShop()
    let text = try Exporter.metricsText(shop)
    // Of none there would be nothing to say.
    #expect(text.contains("# TYPE shipkeeper_figure_total counter"))
    let checked = try Command.run(
      "bash",
      [
        "-c",
        "grep -E '^(# (HELP|TYPE) )?shipkeeper' <<<\"$1\" | \(Exporter.tools)/promtool check metrics",
        "-", text,
      ])
    #expect(checked.status == 0, Comment(rawValue: checked.stdout + checked.stderr))
  }

  @Test func theRulesAlarmWhenTheyShould() throws {
    let rules = try Command.run(
      "\(Exporter.tools)/promtool", ["check", "rules", "\(Exporter.folder)/alerts.yaml"])
    #expect(rules.status == 0, Comment(rawValue: rules.stdout + rules.stderr))
    let tests = try Command.run(
      "\(Exporter.tools)/promtool",
      ["test", "rules", "\(ProductPath.repository)/Tests/OperationsTests/alerts-test.yaml"])
    #expect(tests.status == 0, Comment(rawValue: tests.stdout + tests.stderr))
  }
}
