#include "process/stopper.hpp"

#include <utility>

namespace schedlitmus::process {

void Stopper::stop() {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(asked_, true)) return;
  if (on_stop_) on_stop_();
}

bool Stopper::asked() const {
  const std::scoped_lock lock(mutex_);
  return asked_;
}

void Stopper::attach(std::function<void()> on_stop) {
  const std::scoped_lock lock(mutex_);
  on_stop_ = std::move(on_stop);
  if (asked_) on_stop_();
}

void Stopper::detach() {
  const std::scoped_lock lock(mutex_);
  on_stop_ = nullptr;
}

}  // namespace schedlitmus::process
