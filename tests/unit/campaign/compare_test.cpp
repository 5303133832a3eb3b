#include "campaign/compare.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "campaign_fixture.hpp"
#include "fakes.hpp"

namespace schedlitmus::campaign {
namespace {

using schedlitmus::testing::FakeLauncher;
using schedlitmus::testing::FakeProgram;
using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::release_of;
using schedlitmus::testing::steady_trace;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

process::RunRecord timed_out() {
  process::RunRecord record;
  record.ending = process::Ending::timed_out;
  return record;
}

class CompareTest : public CampaignFixture {
 protected:
  CompareTest() { settings_.go = "1.5..1.14"; }

  Result<Compared> compare() {
    auto store = store::Store::open((folder_ / "store.db").string());
    EXPECT_TRUE(store.has_value());
    return compare_program(what_, settings_, {launcher_, toolchain_, *store, [] { return false; }}, {});
  }

  CompareSettings what_ = spin(6);
  FakeToolchain toolchain_{{"1.5.4", "1.13.15", "1.14.15"}};
  FakeLauncher launcher_;
};

TEST_F(CompareTest, SaysWhatChangesAndWhere) {
  launcher_.program = [](const process::LaunchSpec& spec) {
    const bool is_new = release_of(spec) == "1.14.15";
    return FakeProgram{steady_trace("4 4", is_new ? 8 : 0, 1000), {}, is_new ? "x=2\n" : "x=1\n"};
  };
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  EXPECT_EQ(compared->axis, "Go");
  ASSERT_THAT(compared->lines, SizeIs(1));
  ASSERT_THAT(compared->lines[0].places, SizeIs(3));
  EXPECT_EQ(compared->comparison.runs, 18U);
  ASSERT_THAT(compared->comparison.changes, SizeIs(3)) << "stdout, runqueue, waiting";
  for (const auto& change : compared->comparison.changes) {
    EXPECT_EQ(compared->lines[0].places[change.from].value, "1.13.15");
    EXPECT_EQ(compared->lines[0].places[change.to].value, "1.14.15");
  }
  EXPECT_EQ(compared->comparison.changes[0].what.name, "stdout.x");
  EXPECT_EQ(compared->comparison.changes[0].before.median, 1);
  EXPECT_EQ(compared->comparison.changes[0].after.median, 2);
}

TEST_F(CompareTest, AProgramThatHangsIsLetRunFewTimes) {
  what_.runs = 20;
  launcher_.program = [](const process::LaunchSpec& spec) {
    const bool hangs = release_of(spec) == "1.13.15";
    return FakeProgram{steady_trace("0 0", 0, 600), hangs ? timed_out() : process::RunRecord{}};
  };
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  EXPECT_THAT(compared->lines[0].places[0].runs, SizeIs(20));
  EXPECT_THAT(compared->lines[0].places[1].runs, SizeIs(kEndlessRuns));
  ASSERT_THAT(compared->comparison.changes, SizeIs(2)) << "hangs on 1.13 alone";
  EXPECT_EQ(compared->comparison.changes[0].what.name, "exit");
  EXPECT_EQ(compared->comparison.changes[0].after.usual, "timed out");
  EXPECT_EQ(compared->comparison.changes[1].after.usual, "exit 0");
}

TEST_F(CompareTest, AReleaseThatCannotBuildItIsLeftOutWithItsReason) {
  toolchain_.compile_errors["1.5.4"] = "generics";
  launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{steady_trace("0 0", 0, 600), {}}; };
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  EXPECT_EQ(compared->lines[0].places[0].why_none, "generics");
  EXPECT_THAT(compared->comparison.changes, IsEmpty());
  EXPECT_THAT(compared->comparison.undecided, IsEmpty());
}

TEST_F(CompareTest, OnABusyHostOnlyWhatIsPrintedIsCompared) {
  launcher_.program = [](const process::LaunchSpec& spec) {
    const bool is_new = release_of(spec) == "1.14.15";
    process::RunRecord record;
    record.wall = std::chrono::seconds(1);
    record.noise.foreign_cpu_share = 0.5;
    return FakeProgram{steady_trace("4 4", is_new ? 8 : 0, 1000), record, is_new ? "x=2\n" : "x=1\n"};
  };
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  ASSERT_THAT(compared->comparison.changes, SizeIs(1)) << "not the trace's";
  EXPECT_EQ(compared->comparison.changes[0].what.name, "stdout.x");
  ASSERT_THAT(compared->comparison.undecided, SizeIs(1)) << "all places together";
  EXPECT_THAT(compared->comparison.undecided[0].why, HasSubstr("the host was busy"));
}

TEST_F(CompareTest, WhatIsBuiltNowhereIsAnError) {
  for (const auto* release : {"1.5.4", "1.13.15", "1.14.15"}) toolchain_.compile_errors[release] = "generics";
  const auto compared = compare();
  ASSERT_FALSE(compared.has_value());
  EXPECT_THAT(compared.error().what, HasSubstr("generics"));
}

TEST_F(CompareTest, OnePlaceIsNoComparison) {
  settings_.go = "1.5";
  launcher_.program = [](const process::LaunchSpec&) { return FakeProgram{steady_trace("0 0", 0, 600), {}}; };
  const auto compared = compare();
  ASSERT_FALSE(compared.has_value());
  EXPECT_THAT(compared.error().what, HasSubstr("one place only"));
  EXPECT_THAT(launcher_.launched, IsEmpty()) << "nothing is run for it";
}

TEST_F(CompareTest, AlongGomaxprocsTheSettingItselfIsNoFinding) {
  settings_.go = "1.14";
  what_.scenario.gomaxprocs = {1, 2};
  launcher_.program = [](const process::LaunchSpec& spec) {
    const bool two = std::ranges::find(spec.env, "GOMAXPROCS=2") != spec.env.end();
    std::string trace;
    for (int ms = 0; ms < 1000; ms += 50) {
      trace += fmt::format(
          "SCHED {}ms: gomaxprocs={} idleprocs=0 threads=4 spinningthreads=0 idlethreads=1 runqueue={} [{}]\n", ms,
          two ? 2 : 1, two ? 1 : 5, two ? "0 0" : "0");
    }
    return FakeProgram{trace, {}};
  };
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  EXPECT_EQ(compared->axis, "GOMAXPROCS");
  ASSERT_FALSE(compared->comparison.changes.empty());
  for (const auto& change : compared->comparison.changes) EXPECT_NE(change.what.name, "gomaxprocs");
}

/// Two variants, of which one prints something else on 1.14.
FakeProgram of_variant(const process::LaunchSpec& spec) {
  const bool is_off = std::ranges::find(spec.env, "MODE=off") != spec.env.end();
  return FakeProgram{{}, {}, is_off && release_of(spec) == "1.14.15" ? "x=2\n" : "x=1\n"};
}

TEST_F(CompareTest, ReleasesAreComparedForEachVariant) {
  what_.scenario.variants = {
      {.name = "plain", .args = {}, .env = {}, .godebug = {}, .executable = {}},
      {.name = "off", .args = {{"-fast"}}, .env = {{"MODE", "off"}}, .godebug = {}, .executable = {}}};
  launcher_.program = of_variant;
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  EXPECT_EQ(compared->axis, "Go");
  ASSERT_THAT(compared->lines, SizeIs(2));
  EXPECT_EQ(compared->lines[0].label, "plain");
  ASSERT_THAT(compared->comparison.changes, SizeIs(1));
  EXPECT_EQ(compared->lines[compared->comparison.changes[0].line].label, "off");
}

TEST_F(CompareTest, OfOneReleaseTheVariantsAreComparedWithEachOther) {
  settings_.go = "1.14";
  what_.scenario.variants = {{.name = "plain", .args = {}, .env = {}, .godebug = {}, .executable = {}},
                             {.name = "off", .args = {}, .env = {{"MODE", "off"}}, .godebug = {}, .executable = {}}};
  launcher_.program = of_variant;
  const auto compared = compare();
  ASSERT_TRUE(compared.has_value()) << compared.error().what;
  EXPECT_EQ(compared->axis, "variant");
  ASSERT_THAT(compared->lines, SizeIs(1));
  EXPECT_EQ(compared->lines[0].places[0].value, "plain");
  EXPECT_EQ(compared->lines[0].places[1].value, "off");
  ASSERT_THAT(compared->comparison.changes, SizeIs(1));
  EXPECT_EQ(compared->comparison.changes[0].what.name, "stdout.x");
}

TEST_F(CompareTest, StoredRunsAreComparedAgainWithTheSameResult) {
  launcher_.program = [](const process::LaunchSpec& spec) {
    return FakeProgram{{}, {}, release_of(spec) == "1.5.4" ? "a\n" : "b\n"};
  };
  const auto first = compare();
  ASSERT_TRUE(first.has_value()) << first.error().what;
  const auto store = store::Store::open_to_read((folder_ / "store.db").string());
  ASSERT_TRUE(store.has_value());
  const auto again = compare_stored({*store, "store.db", std::nullopt});
  ASSERT_TRUE(again.has_value()) << again.error().what;
  ASSERT_THAT(again->comparison.changes, SizeIs(1));
  EXPECT_EQ(again->comparison.changes[0].q, first->comparison.changes[0].q);
  EXPECT_EQ(again->comparison.changes[0].before.usual, "a");
}

}  // namespace
}  // namespace schedlitmus::campaign
