// The "scenario" of an expectation file. Internal to the loader.
#pragma once

#include <optional>
#include <vector>

#include "expectation/expectation.hpp"
#include "expectation/object_reader.hpp"

namespace schedlitmus::expectation {

/// A sample is due every period, but sysmon, which writes it, sleeps up to
/// 10 ms at a time: it can be that late (proc.go, func sysmon).
inline constexpr Millis kSampleDelay{10};

/// What checks are held against. Nothing where the scenario is in error
/// itself, so that one mistake is reported once.
struct Limits {
  std::optional<Millis> period;
  std::optional<Millis> deadline;
  std::optional<bool> detail;
  std::optional<bool> traced;  ///< false: "trace": false
  std::optional<bool> has_command, has_load;
  Millis warmup{0};  ///< samples before are not looked at
  std::vector<int> gomaxprocs;
};

struct ReadScenario {
  Scenario scenario;
  Limits limits;
  Position go_position;
  Position default_releases_position;
  Position program_position;
};

[[nodiscard]] ReadScenario read_scenario(const json::Value& value, Problems& problems);

}  // namespace schedlitmus::expectation
