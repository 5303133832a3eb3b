// The end of a keeper, on the side of schedlitmus.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace schedlitmus::process {

/// Reaps a keeper in the end. One that has not reported that its program has ended is killed
/// first, and the program by that, and what is still in its group.
class KeeperEnd {
 public:
  /// `program` 0: not known.
  KeeperEnd(pid_t keeper, pid_t program) : keeper_(keeper), program_(program) {}
  KeeperEnd(const KeeperEnd&) = delete;
  KeeperEnd& operator=(const KeeperEnd&) = delete;
  ~KeeperEnd();

  /// It ends by itself now, and is waited for.
  void reported() { (void)reap(0); }
  /// Ends one that has not reported, and what is left of the run. Gives what is known of how it ended:
  /// "the process that kept it (pid 71) was killed by signal 9 (Killed)".
  [[nodiscard]] std::string lost();

 private:
  [[nodiscard]] std::optional<int> reap(int options);

  pid_t keeper_;
  pid_t program_;
  bool is_gone_ = false;
};

}  // namespace schedlitmus::process
