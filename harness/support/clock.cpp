#include "support/clock.hpp"

#include <fmt/chrono.h>

#include <chrono>

namespace schedlitmus {

std::string now_utc() {
  using namespace std::chrono;
  const auto now = time_point_cast<milliseconds>(system_clock::now());
  const auto seconds_part = time_point_cast<seconds>(now);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(system_clock::to_time_t(now)),
                     (now - seconds_part).count());
}

}  // namespace schedlitmus
