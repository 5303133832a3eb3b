// Asks one launch to stop in order, from outside of its observer.
#pragma once

#include <functional>
#include <mutex>

namespace schedlitmus::process {

/// Outlives the launch. Safe from any thread, also before the launch begins and
/// after it has ended.
class Stopper {
 public:
  /// The program gets the launch's stop signal, and SIGKILL after its grace.
  void stop();
  [[nodiscard]] bool asked() const;

  /// For launchers: what stop() does from now on; called at once where it was asked before.
  void attach(std::function<void()> on_stop);
  /// The launch has ended: nothing is called after this returns.
  void detach();

 private:
  mutable std::mutex mutex_;
  bool asked_ = false;
  std::function<void()> on_stop_;
};

}  // namespace schedlitmus::process
