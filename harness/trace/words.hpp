// What the numbers and words of a trace mean, for people.
#pragma once

#include <cstdint>
#include <string_view>

namespace schedlitmus::trace {

struct Word {
  std::string_view name;     ///< short: "waiting"
  std::string_view meaning;  ///< a clause: "parked; something must wake it before it can run"
};

/// Status of a G without the scan bit. An unknown one has the name "status ?".
[[nodiscard]] Word goroutine_status(std::int64_t status);
[[nodiscard]] Word proc_status(std::int64_t status);
/// What a goroutine with this wait reason waits for; empty: not known here.
[[nodiscard]] std::string_view wait_meaning(std::string_view reason);

}  // namespace schedlitmus::trace
