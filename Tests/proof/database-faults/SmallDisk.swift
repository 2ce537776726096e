import Glibc
import PrivatePostgres

/// A disk of its own for a part of a server, in memory, that can be filled up.
final class SmallDisk: Sendable {
  /// Where it is mounted: it belongs to the server's user.
  let folder: String

  /// Mounts it in a server's folder; only root can.
  init(in postgres: PrivatePostgres, megabytes: Int) throws {
    folder = "\(postgres.folder)/disk"
    try Command.output(of: "mkdir", [folder])
    try Command.output(
      of: "mount", ["-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700", "tmpfs", folder])
    try Command.output(of: "chown", ["--reference=\(postgres.folder)", folder])
  }

  deinit { unmount() }

  /// Lets its folder go; before the server's own goes, which holds it.
  func unmount() { _ = umount2(folder, Int32(MNT_DETACH)) }

  /// Leaves no room on it.
  func fill() { _ = try? Command.run("dd", ["if=/dev/zero", "of=\(folder)/filler", "bs=4k"]) }

  /// Gives the room back.
  func free() { unlink("\(folder)/filler") }
}
