// TCP ports for services that are about to be started.
#pragma once

#include <set>
#include <vector>

#include "support/result.hpp"

namespace schedlitmus::process {

/// Ports of the loopback that nobody listens on, and that no other such object of this process has.
/// Somebody else may take one before the service does: nothing can prevent that.
class FreePorts {
 public:
  [[nodiscard]] static Result<FreePorts> take(std::size_t count);
  ~FreePorts();
  FreePorts(const FreePorts&) = delete;
  FreePorts& operator=(const FreePorts&) = delete;
  FreePorts(FreePorts&& other) noexcept = default;
  FreePorts& operator=(FreePorts&&) = delete;

  [[nodiscard]] int at(std::size_t index) const { return ports_.at(index); }

 private:
  FreePorts() = default;
  std::vector<int> ports_;
};

}  // namespace schedlitmus::process
