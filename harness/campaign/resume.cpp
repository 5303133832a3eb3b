#include "campaign/resume.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "support/numbers.hpp"

namespace schedlitmus::campaign {

namespace {

std::vector<int> joined(const std::vector<int>& a, const std::vector<int>& b) {
  std::set<int> all(a.begin(), a.end());
  all.insert(b.begin(), b.end());
  return {all.begin(), all.end()};
}

}  // namespace

bool is_change(const std::string& before, const std::string& now) {
  return !before.empty() && !now.empty() && before != now;
}

std::vector<std::string> describe_changes(const std::vector<Change>& changes, std::int64_t campaign) {
  std::map<std::string, int> runs;
  for (const auto& change : changes) {
    const auto what = change.tools ? fmt::format("what builds {} with Go {}", change.program, change.release)
                                   : fmt::format("program {}", change.program);
    runs[what] += change.runs;
  }
  std::vector<std::string> lines;
  for (const auto& [what, count] : runs) {
    if (count == 0) continue;
    lines.push_back(fmt::format("{} changed since campaign {}: its {} no longer {} and {} made again", what, campaign,
                                count_of(static_cast<std::uint64_t>(count), "run"), count == 1 ? "counts" : "count",
                                count == 1 ? "is" : "are"));
  }
  return lines;
}

std::optional<report::Execution> execution_of(const std::vector<store::Session>& sessions) {
  if (sessions.empty()) return std::nullopt;
  report::Execution all;
  for (const auto& session : sessions) {
    all.cpus = joined(all.cpus, session.cpus);
    all.harness_cpus = joined(all.harness_cpus, session.harness_cpus);
    all.at_once = std::max(all.at_once, session.at_once);
    all.wall += session.wall;
    all.programs += session.programs;
    all.taken += session.taken;
  }
  return all;
}

store::Session session_of(const report::Execution& execution, std::string started) {
  return {.started = std::move(started),
          .cpus = execution.cpus,
          .harness_cpus = execution.harness_cpus,
          .at_once = execution.at_once,
          .wall = execution.wall,
          .programs = execution.programs,
          .taken = execution.taken};
}

}  // namespace schedlitmus::campaign
