extension TestShop {
  /// Lets a moment pass for the rules: the runner that was killed is no longer waited for, a wait
  /// after 429 is over, and whatever waits for another attempt is due.
  public func letTimePass() throws {
    try psql(
      """
      update shipkeeper.lease set expires_at = now();
      update shipkeeper.quota set blocked_until = now(), resets_at = now();
      update shipkeeper.ghost set next_attempt_at = now();
      update shipkeeper.refused_order set next_attempt_at = now();
      update shipkeeper.number_conflict set next_attempt_at = now();
      update shipkeeper.seen_order set apply_at = now() where apply_at is not null;
      update shipkeeper.lot_review set next_look_at = now() where state <> 'closed';
      """)
  }
}
