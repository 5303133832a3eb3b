// Checks on a diagnosis: as the loader reads them, and on runs.
#include <gmock/gmock.h>

#include "expectation/checker.hpp"
#include "expectation/loader.hpp"
#include "unit/diagnosis/traces.hpp"
#include "unit/expectation/samples.hpp"
#include "unit/expectation/texts.hpp"

namespace schedlitmus::expectation {
namespace {

using testing::HasSubstr;

constexpr std::string_view kDetailed = R"({"program": "p", "go": "1.5", "gomaxprocs": [2], "trace": {"detail": true}})";

auto read(const std::string& keys, std::string_view scenario = kDetailed) {
  return parse(file_text(scenario, R"({"id": "c", )" + keys + "}"), "f", "f");
}

Check check_with(const std::string& keys) {
  const auto file = read(keys);
  if (file) return file->checks.at(0);
  ADD_FAILURE() << keys << ": " << to_string(file.error().front());
  return {};
}

std::string error_of(const std::string& keys, std::string_view scenario = kDetailed) {
  const auto file = read(keys, scenario);
  return file ? "" : to_string(file.error().front());
}

TEST(DiagnosisCheck, IsReadAndTold) {
  EXPECT_EQ(describe(check_with(R"("diagnosis": "goroutine-leak", "never": true)")), "goroutine-leak is never found");
  EXPECT_EQ(describe(check_with(R"("diagnosis": "deadlock", "eventually": true, "from": "2s")")),
            "deadlock is found from 2s");
  EXPECT_EQ(check_with(R"("diagnosis": "gc-pressure", "never": true, "rules": {"gc-pressure.share": 0.9})")
                .rules[diagnosis::RuleId::gc_share],
            0.9);
}

TEST(DiagnosisCheck, IsReadStrictly) {
  EXPECT_THAT(error_of(R"("diagnosis": "leak", "never": true)"), HasSubstr("unknown diagnosis \"leak\""));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock")"), HasSubstr("does not say whether the diagnosis may be found"));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock", "never": false)"), HasSubstr("true or left out"));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock", "never": true, "eventually": true)"), HasSubstr("beside"));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock", "never": true, "max": 1)"), HasSubstr("\"max\" does not belong"));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock", "never": true, "class": "invariant")"), HasSubstr("invariant"));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock", "never": true, "rules": {"gc-pressure.share": 0.9})"),
              HasSubstr("no rule of deadlock"));
  EXPECT_THAT(error_of(R"("diagnosis": "deadlock", "never": true, "field": "runqueue")"), HasSubstr("beside"));
  EXPECT_THAT(error_of(R"("at": "1s", "field": "runqueue", "max": 1, "rules": {})"), HasSubstr("\"rules\""));
}

TEST(DiagnosisCheck, NeedsDetailWhereItsRuleDoes) {
  constexpr std::string_view summary = R"({"program": "p", "go": "1.5", "gomaxprocs": [2]})";
  constexpr std::string_view untraced = R"({"program": "p", "go": "1.5", "gomaxprocs": [2], "trace": false})";
  EXPECT_THAT(error_of(R"("diagnosis": "goroutine-leak", "never": true)", summary), HasSubstr("detailed traces only"));
  EXPECT_EQ(error_of(R"("diagnosis": "overproduction", "never": true)", summary), "");
  EXPECT_THAT(error_of(R"("diagnosis": "overproduction", "never": true)", untraced), HasSubstr("without a trace"));
}

/// Of a program with that many in the run queue at each sample.
Outcome outcome_with(const std::string& keys, int queue, int samples = 20, const std::string& cut_why = {}) {
  Checker checker({check_with(keys)});
  for (int i = 0; i < samples; ++i) {
    auto sample = sample_at(1000 + i * 100, queue, {0, 0});
    for (const auto field :
         {trace::HeaderField::idleprocs, trace::HeaderField::threads, trace::HeaderField::idlethreads})
      sample.header.set(field, 0);
    checker.on_sample(sample);
  }
  EXPECT_FALSE(checker.all_decided());
  return checker.finish(health_of(static_cast<std::uint64_t>(samples), 0), {}, cut_why).at(0);
}

TEST(DiagnosisCheck, NeverIsMissedWhereItIsFound) {
  const auto* never = R"("diagnosis": "overproduction", "never": true)";
  EXPECT_EQ(outcome_with(never, 3).kind, OutcomeKind::held);
  EXPECT_EQ(outcome_with(never, 3).seen, "not found");
  EXPECT_EQ(outcome_with(never, 300).kind, OutcomeKind::missed);
  EXPECT_EQ(outcome_with(never, 300).seen, "found: 100 % of the samples");
}

TEST(DiagnosisCheck, EventuallyHoldsWhereItIsFound) {
  const auto* eventually = R"("diagnosis": "overproduction", "eventually": true)";
  EXPECT_EQ(outcome_with(eventually, 3).kind, OutcomeKind::missed);
  EXPECT_EQ(outcome_with(eventually, 300).kind, OutcomeKind::held);
}

TEST(DiagnosisCheck, IsUndecidedWhereTheTraceCannotTell) {
  const auto* never = R"("diagnosis": "overproduction", "never": true)";
  EXPECT_THAT(outcome_with(never, 300, 5).reason, HasSubstr("too short"));
  EXPECT_EQ(outcome_with(never, 300, 20, "it was cut").reason, "it was cut");
  EXPECT_THAT(outcome_with(R"("diagnosis": "goroutine-leak", "never": true)", 3).reason, HasSubstr("scheddetail"));
  EXPECT_THAT(outcome_with(R"("diagnosis": "overproduction", "never": true, "from": "2500ms")", 3).reason,
              HasSubstr("too short"));
}

TEST(DiagnosisCheck, HasRulesOfItsOwn) {
  EXPECT_EQ(
      outcome_with(R"("diagnosis": "overproduction", "never": true, "rules": {"overproduction.waiting": 500})", 300)
          .kind,
      OutcomeKind::held);
}

TEST(DiagnosisCheck, WhatEndedByItselfWasNotAsleepForEver) {
  const auto with = [](RunEnd::How how, bool was_stopped) {
    Checker checker({check_with(R"("diagnosis": "deadlock", "never": true)")});
    for (int i = 0; i < diagnosis::kSamples; ++i) {
      auto made = diagnosis::idle_program();
      made.goroutines[0].waitreason = "chan receive";
      checker.on_sample(made.at(i * diagnosis::kPeriod));
    }
    RunEnd end;
    end.how = how;
    end.was_stopped = was_stopped;
    return checker.finish(health_of(diagnosis::kSamples, 0), end).at(0).kind;
  };
  EXPECT_EQ(with(RunEnd::How::exited, false), OutcomeKind::held);
  EXPECT_EQ(with(RunEnd::How::timed_out, true), OutcomeKind::missed);
  EXPECT_EQ(with(RunEnd::How::exited, true), OutcomeKind::missed) << "a service that was asked to end";
}

/// Of a service with 100 system calls in each tenth of a second, 4,900 in all, and what its load printed.
Outcome outcome_of_load(const std::string& requests, Millis load_time) {
  Checker checker({check_with(R"("diagnosis": "syscall-heavy", "never": true)")});
  for (int i = 0; i < diagnosis::kSamples; ++i) {
    auto made = diagnosis::idle_program();
    made.rounds = i;
    made.calls = i * 100;
    checker.on_sample(made.at(i * diagnosis::kPeriod));
  }
  checker.on_load_stdout("measure: requests=" + requests + "\n");
  RunEnd end;
  end.load_time = load_time;
  return checker.finish(health_of(diagnosis::kSamples, 0), end).at(0);
}

TEST(DiagnosisCheck, OfALoadTheRequestsOfTheTimeThatIsLookedAtCount) {
  constexpr Millis kShown{4900};
  EXPECT_EQ(outcome_of_load("122", kShown).kind, OutcomeKind::missed);
  EXPECT_EQ(outcome_of_load("123", kShown).kind, OutcomeKind::held);
  EXPECT_EQ(outcome_of_load("1.22e2", kShown).kind, OutcomeKind::missed);
  EXPECT_EQ(outcome_of_load("244", 2 * kShown).kind, OutcomeKind::missed);
  EXPECT_EQ(outcome_of_load("246", 2 * kShown).kind, OutcomeKind::held);
  for (const char* none : {"0", "many", "1e99", "-5"})
    EXPECT_THAT(outcome_of_load(none, kShown).reason, HasSubstr("needs the number of requests")) << none;
}

}  // namespace
}  // namespace schedlitmus::expectation
