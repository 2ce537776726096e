import Glibc

/// Sleeps for some milliseconds.
func usleepMilliseconds(_ milliseconds: UInt32) {
  usleep(milliseconds * 1000)
}
