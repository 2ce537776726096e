import PrivatePostgres
import TestSupport

/// Servers whose commits reach the disk, as production's do.
enum DiskServer {
  private static let durable = [
    "fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "wal_level": "replica",
    "shared_buffers": "32MB",
  ]

  /// A server of its own, with further settings.
  static func make(_ settings: [String: String] = [:]) throws -> ShopServer {
    try ShopServer(settings: durable.merging(settings) { $1 })
  }
}
