// Hostile programs on real Go releases, by one command: every outcome is as it
// should be, no run is lost and no process is left. A sample of the releases;
// checks/releases names others in SCHEDLITMUS_RELEASES.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "driver.hpp"
#include "source_dir.hpp"
#include "store/store.hpp"

namespace schedlitmus::e2e {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;

constexpr const char* kSample = "1.2,1.5,1.13,1.14,latest";
constexpr std::uint64_t kFlood = 100'000'000;  ///< bytes that hostile_flood writes

int minor_of(const std::string& release) { return std::stoi(release.substr(release.find('.') + 1)); }

/// "exited 3", "signalled 9", "timed_out".
std::string outcome_of(const json& run) {
  auto text = run["ending"].get<std::string>();
  if (!run["code"].is_null()) text += " " + std::to_string(run["code"].get<int>());
  if (!run["signal"].is_null()) text += " " + std::to_string(run["signal"].get<int>());
  return text;
}

/// What each program must come to, by its release's minor.
const std::map<std::string, std::function<std::string(int minor)>>& outcomes() {
  const auto always = [](const char* outcome) { return [outcome](int) { return std::string(outcome); }; };
  static const std::map<std::string, std::function<std::string(int)>> kOutcomes = {
      {"close", always("exited 4")},
      {"crash", always("exited 2")},
      // The trace's own thread keeps the runtime from seeing the deadlock up to 1.13.
      {"deadlock", [](int minor) { return std::string(minor < 14 ? "timed_out" : "exited 2"); }},
      {"exit", always("exited 7")},
      {"flood", always("exited 0")},
      {"forks", always("exited 5")},
      {"hang", always("timed_out")},
      {"killed", always("signalled 9")},
      {"orphan", always("exited 0")},
      {"panic", always("exited 2")},
      {"reexec", always("exited 3")},
      {"stubborn", always("timed_out")},
  };
  return kOutcomes;
}

class Releases : public ::testing::Test {
 protected:
  static std::string selector() {
    const char* named = std::getenv("SCHEDLITMUS_RELEASES");
    return named != nullptr && *named != '\0' ? named : kSample;
  }

  /// The runs of the cell, each looked at.
  static void expect_outcomes(const json& cell) {
    const auto name = cell["expectation"].get<std::string>();
    const auto release = cell["release"].get<std::string>();
    SCOPED_TRACE(name + " on Go " + release);
    EXPECT_EQ(cell["status"], "checked") << cell["error"];
    EXPECT_FALSE(cell["each_run"].empty());
    for (const auto& run : cell["each_run"]) {
      EXPECT_EQ(outcome_of(run), outcomes().at(name)(minor_of(release)));
      EXPECT_EQ(run["leftovers"].get<int>() > 0, name == "orphan") << run["leftovers"];
      EXPECT_GT(run["samples"].get<int>(), 0);
    }
  }

  void expect_whole_store(std::size_t reported) const {
    EXPECT_EQ(place.stored_runs(), reported);
    auto store = store::Store::open((place.folder() / ".schedlitmus/store.db").string());
    ASSERT_TRUE(store.has_value());
    const auto runs = store->runs((*store->latest())->id);
    ASSERT_TRUE(runs.has_value());
    int floods = 0;
    for (const auto& run : *runs) {
      if (run.expectation != "flood") continue;
      ++floods;
      EXPECT_GE(run.record.stderr_bytes, kFlood) << run.release;
    }
    EXPECT_GT(floods, 0);
  }

  Workplace place;
};

TEST_F(Releases, HostileProgramsEndAsTheyShouldOnEach) {
  const auto folder = source_dir() / "tests/e2e/hostile";
  const auto ended = place.run(
      {"run", folder.string(), "--go", selector(), "--allow-inconclusive", "--count-noisy", "--json", "report.json"});
  ASSERT_EQ(ended.code, 0) << ended.out << ended.err;
  const auto report = json::parse(std::ifstream(place.folder() / "report.json"));
  std::set<std::string> seen;
  std::size_t runs = 0;
  for (const auto& cell : report["cells"]) {
    seen.insert(cell["expectation"]);
    runs += cell["each_run"].size();
    expect_outcomes(cell);
  }
  EXPECT_EQ(report["cells"].size(), outcomes().size() * report["releases"].size());
  EXPECT_EQ(seen.size(), outcomes().size());
  expect_whole_store(runs);
  for (const auto& [name, outcome] : outcomes()) {
    EXPECT_THAT(place.programs_running("hostile_" + name), IsEmpty());
  }
  std::cout << report["releases"].size() << " releases, " << report["cells"].size() << " cells, " << runs
            << " runs: " << report["releases"] << "\n";
}

}  // namespace
}  // namespace schedlitmus::e2e
