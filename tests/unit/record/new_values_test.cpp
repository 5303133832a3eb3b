#include "record/new_values.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expectation/loader.hpp"

namespace schedlitmus::record {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using Runs = std::vector<std::vector<double>>;

expectation::Check check(const std::string& body) {
  const auto parsed = expectation::parse(
      fmt::format(R"({{"title": "t", "scenario": {{"program": "p", "go": ">=1.2", "gomaxprocs": [2]}},
                       "checks": [{{"id": "c", {}}}]}})",
                  body),
      "f.json", "f");
  if (parsed) return parsed->checks.front();
  ADD_FAILURE() << parsed.error().front().what;
  return {};
}

/// "max: 5", in the order of the changes; or why there are none.
std::vector<std::string> changes(const std::string& body, const Runs& runs, const Texts& texts = {}) {
  const auto of = check(body);
  const auto look = look_at(of);
  if (look.parts.empty()) return {look.why_not};
  const auto values = new_values(of, look, runs, texts, "1.27.4");
  if (!values) return {values.error().what};
  std::vector<std::string> lines;
  for (const auto& value : *values)
    lines.push_back(
        fmt::format("{}{}: {}", fmt::join(value.path, "."), value.key.empty() ? "" : " -> " + value.key, value.text));
  return lines;
}

TEST(NewValues, ANumberMovesToTheMiddleAndKeepsItsToleranceWhereThatIsEnough) {
  EXPECT_THAT(changes(R"("at": "1s", "field": "runqueue", "equals": 4, "tolerance": 1)", {{8}, {7}, {8}}),
              ElementsAre("equals: 8"));
  EXPECT_THAT(changes(R"("at": "1s", "field": "runqueue", "equals": 4)", {{8}, {8}}), ElementsAre("equals: 8"));
  EXPECT_THAT(changes(R"("at": "1s", "field": "runqueue", "equals": 4)", {{8}, {6}, {8}}),
              ElementsAre("equals: 8", "tolerance: 3"));
}

TEST(NewValues, OfTwoBoundsOnlyTheOneThatWasPassedMoves) {
  const std::string body = R"("at": "1s", "field": "threads", "min": 3, "max": 5)";
  EXPECT_THAT(changes(body, {{4}, {7}, {8}}), ElementsAre("max: 9"));
  EXPECT_THAT(changes(body, {{4}, {2}, {2}}), ElementsAre("min: 1"));
  EXPECT_THAT(changes(body, {{7}, {7}}), ElementsAre("max: 7"));
}

TEST(NewValues, AWindowIsAboutItsLeastAndItsGreatest) {
  EXPECT_THAT(changes(R"("always": true, "field": "threads", "max": 5)", {{3, 6}, {3, 7}}), ElementsAre("max: 8"));
  EXPECT_THAT(changes(R"("always": true, "field": "local_queues", "max": 4)", {{0, 6}, {0, 6}}), ElementsAre("max: 6"));
  EXPECT_THAT(changes(R"("never": true, "field": "runqueue", "min": 1)", {{0, 3}, {0, 3}}), ElementsAre("min: 4"));
  EXPECT_THAT(changes(R"("eventually": true, "by": "1s", "field": "threads", "min": 9)", {{3, 7}, {3, 6}}),
              ElementsAre("min: 5"));
}

TEST(NewValues, OfSharesSlopesAndTrends) {
  EXPECT_THAT(changes(R"("share": {"min": 0.5}, "field": "runqueue", "min": 1)", {{0.31}, {0.36}}),
              ElementsAre("share.min: 0.25"));
  EXPECT_THAT(changes(R"("trend": {"min": 10}, "field": "threads")", {{5}, {5}}), ElementsAre("trend.min: 5"));
  Texts texts;
  const double flat = texts.number_of("flat").value_or(-1);
  EXPECT_THAT(changes(R"("trend": "growing", "field": "threads")", {{flat}, {flat}}, texts),
              ElementsAre("trend: \"flat\""));
}

TEST(NewValues, ListsMoveAsAWhole) {
  const std::string body = R"("at": "1s", "field": "local_queues", "equals": [4, 4])";
  EXPECT_THAT(changes(body, {{3, 5}, {3, 5}}), ElementsAre("equals: [3, 5]"));
  EXPECT_THAT(changes(body, {{8, 8}, {8, 8}, {7, 8}}), ElementsAre("equals: [8, 8]", "tolerance: 2"));
  EXPECT_THAT(changes(body, {{0, 8}, {8, 0}, {0, 8}}), ElementsAre(HasSubstr("differ too much")));
}

TEST(NewValues, WhatIsKnownAtTheEnd) {
  Texts texts;
  const double main = texts.number_of("main").value_or(-1);
  const double worker = texts.number_of("worker").value_or(-1);
  EXPECT_THAT(changes(R"("outcome": "exit_status", "equals": 0)", {{2}, {2}}), ElementsAre("equals: 2"));
  EXPECT_THAT(changes(R"("outcome": "timed_out", "equals": false)", {{1}, {1}}), ElementsAre("equals: true"));
  EXPECT_THAT(changes(R"("outcome": "stdout", "equals": "x")", {{main}, {main}}, texts),
              ElementsAre("equals: \"main\""));
  EXPECT_THAT(changes(R"("outcome": "stdout", "equals": "x")", {{main}, {worker}}, texts),
              ElementsAre("equals -> one_of: [\"main\", \"worker\"]"));
  EXPECT_THAT(changes(R"("measure": "served", "min": 100)", {{80}, {90}}), ElementsAre("min: 78"));
}

TEST(NewValues, ADistributionGetsTheNumbersOfTheRuns) {
  EXPECT_THAT(changes(R"("class": "distribution", "aggregate": "max", "field": "threads",
                         "reference": {"go": "1.26.3", "runs": [4, 4, 4, 4, 4]})",
                      {{5}, {6}}),
              ElementsAre("reference.runs: [5, 6]", "reference.go: \"1.27.4\""));
}

TEST(NewValues, SayWhatNoValueCanSay) {
  Texts texts;
  Runs many;
  for (int i = 0; i < 6; ++i) many.push_back({texts.number_of(std::string(1, static_cast<char>('a' + i))).value_or(0)});
  EXPECT_THAT(changes(R"("outcome": "stdout", "equals": "x")", many, texts), ElementsAre(HasSubstr("stable set")));
  EXPECT_THAT(changes(R"("outcome": "stdout", "matches": "x")", many, texts),
              ElementsAre(HasSubstr("regular expression")));
  EXPECT_THAT(changes(R"("never": true, "field": "runqueue", "equals": 1)", {{0, 3}}),
              ElementsAre(HasSubstr("no end")));
  EXPECT_THAT(changes(R"("streak": {"max": 3}, "field": "runqueue", "min": 1)", {{0}}),
              ElementsAre(HasSubstr("streak")));
}

}  // namespace
}  // namespace schedlitmus::record
