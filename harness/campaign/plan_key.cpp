#include "campaign/plan_key.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace schedlitmus::campaign {

std::string plan_key(const expectation::Loaded& loaded, const Settings& settings, const Matrix& matrix) {
  auto key = fmt::format("effort {}\n", static_cast<int>(settings.effort));
  if (settings.own_checks) key += fmt::format("own checks {}\n", settings.own_checks->only);
  if (settings.fixed_runs) key += fmt::format("fixed {}\n", *settings.fixed_runs);
  for (const auto& [name, value] : settings.godebug) key += fmt::format("godebug {}={}\n", name, value);
  for (const auto& axis : settings.vary_godebug) {
    key += fmt::format("vary {}={}\n", axis.name, fmt::join(axis.values, ","));
  }
  if (settings.capture) key += fmt::format("capture {}\n", name_of(*settings.capture));
  if (settings.deadline) key += fmt::format("deadline {}\n", settings.deadline->count());
  if (settings.max_output) key += fmt::format("max_output {}\n", *settings.max_output);
  if (settings.max_memory) key += fmt::format("max_memory {}\n", *settings.max_memory);
  for (const auto& cell : matrix.cells) {
    key += fmt::format("cell {} {} {} {}\n", cell.place.expectation, cell.place.release, cell.place.gomaxprocs,
                       cell.place.variant);
  }
  if (settings.shard.count > 1) key += fmt::format("shard {}\n", to_string(settings.shard));
  for (const auto& expectation : loaded.expectations) {
    key += fmt::format("expectation {} {}\n{}\n", expectation.name, expectation.source.size(), expectation.source);
  }
  return key;
}

}  // namespace schedlitmus::campaign
