#include "record/probe.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "expectation/evaluator.hpp"
#include "record/end_probe.hpp"

namespace schedlitmus::record {
namespace {

using testing::IsEmpty;

Scope scope_of(std::vector<int> minors, bool detail = false) {
  return {.minors = std::move(minors), .gomaxprocs = 2, .detail = detail, .period = Millis(25), .length = Millis(1010)};
}

std::set<std::string> subjects_of(const std::vector<Probe>& probes) {
  std::set<std::string> subjects;
  for (const auto& probe : probes) subjects.insert(observable_of(probe));
  return subjects;
}

TEST(Probes, HaveIdsThatAFileTakesAndEachItsOwn) {
  auto probes = make_probes(scope_of({13, 27}, true));
  const Printed printed{{"served", "wait_ms", "wait ms"}, {"winner"}, {"all done!", "all done?"}};
  for (auto& probe : make_end_probes(printed, printed)) probes.push_back(probe);
  std::set<std::string> ids;
  for (const auto& probe : probes) {
    EXPECT_TRUE(std::regex_match(id_of(probe), std::regex("[a-z0-9-]+"))) << id_of(probe);
    EXPECT_TRUE(ids.insert(id_of(probe)).second) << id_of(probe);
  }
}

TEST(Probes, LookOnlyAtWhatEveryReleasePrints) {
  EXPECT_TRUE(subjects_of(make_probes(scope_of({20, 27}))).contains("needspinning"));
  EXPECT_FALSE(subjects_of(make_probes(scope_of({13, 27}))).contains("needspinning"));
  EXPECT_FALSE(subjects_of(make_probes(scope_of({27}))).contains("goroutines"));
  EXPECT_TRUE(subjects_of(make_probes(scope_of({27}, true))).contains("goroutines"));
}

TEST(Probes, LeaveOutTheSettingItself) {
  const auto subjects = subjects_of(make_probes(scope_of({27}, true)));
  EXPECT_FALSE(subjects.contains("gomaxprocs"));
  EXPECT_FALSE(subjects.contains("busy_procs"));
}

TEST(Probes, OfAShortTraceOnlyTheWholeIsLookedAt) {
  auto scope = scope_of({27});
  scope.length = Millis(200);
  const auto probes = make_probes(scope);
  EXPECT_THAT(probes, testing::Each(testing::Truly([](const Probe& probe) {
                return probe.shape != Shape::at && probe.shape != Shape::list_at && !probe.span.from;
              })));
  EXPECT_TRUE(subjects_of(probes).contains("threads"));
  scope.length = Millis(60);
  EXPECT_THAT(make_probes(scope), IsEmpty());
}

/// The trace that all probes are shown: `runqueue` and two queues that change once.
std::vector<expectation::Outcome> outcomes_of(const Probe& probe) {
  expectation::Evaluator evaluator(parts_of(probe));
  for (int i = 0; i <= 40; ++i) {
    trace::Sample sample;
    sample.time = Millis(25 * i);
    sample.header.set(trace::HeaderField::gomaxprocs, 2);
    sample.header.set(trace::HeaderField::runqueue, i < 20 ? 3 : 0);
    sample.local = {i < 20 ? 5 : 4, 4};
    sample.has_local = true;
    evaluator.on_sample(sample);
  }
  return evaluator.finish({});
}

Values value_of(std::string_view field, Shape shape, Span span = {},
                expectation::Aggregate aggregate = expectation::Aggregate::median) {
  Probe probe;
  probe.field = trace::find_field(field);
  probe.shape = shape;
  probe.at = Millis(100);
  probe.within = Millis(50);
  probe.span = span;
  probe.aggregate = aggregate;
  Texts texts;
  return values_of(probe, outcomes_of(probe), texts);
}

TEST(Probes, ReadNumbersOffARun) {
  const Span end{Millis(600), Millis(800)};
  EXPECT_EQ(value_of("runqueue", Shape::at), (std::vector<double>{3}));
  EXPECT_EQ(value_of("local_queues", Shape::list_at), (std::vector<double>{4, 5})) << "sorted";
  EXPECT_EQ(value_of("runqueue", Shape::always), (std::vector<double>{0, 3}));
  EXPECT_EQ(value_of("local_queues", Shape::always), (std::vector<double>{4, 5})) << "of all entries";
  EXPECT_EQ(value_of("runqueue", Shape::always, end), (std::vector<double>{0, 0}));
  EXPECT_EQ(value_of("runqueue", Shape::aggregate, {}, expectation::Aggregate::distinct), (std::vector<double>{2}));
  EXPECT_EQ(value_of("runqueue", Shape::share), (std::vector<double>{20.0 / 41}));
  EXPECT_EQ(value_of("runqueue", Shape::at, {}), (std::vector<double>{3}));
}

TEST(Probes, SayNothingOfWhatTheTraceDoesNotShow) {
  EXPECT_EQ(value_of("idleprocs", Shape::at), std::nullopt);
  EXPECT_EQ(value_of("runqueue", Shape::always, {Millis(5000), Millis(6000)}), std::nullopt);
}

}  // namespace
}  // namespace schedlitmus::record
