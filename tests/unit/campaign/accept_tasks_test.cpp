#include "campaign/accept_tasks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "expectation/loader.hpp"

namespace schedlitmus::campaign {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

expectation::Expectation file(const std::string& default_releases) {
  const auto parsed = expectation::parse(R"({"title": "t", "scenario": {"program": "p", "go": ">=1.5",
      "default_releases": ")" + default_releases +
                                             R"(", "gomaxprocs": [2]},
    "checks": [{"id": "c", "at": "1s", "field": "threads", "max": 5}],
    "releases": [{"go": "1.9..1.11", "why": "w", "checks": [{"id": "c", "at": "1s", "field": "threads", "max": 9}]},
                 {"go": "1.13", "why": "w", "violated": ["c"]}]})",
                                         "f.json", "f");
  if (parsed) return *parsed;
  ADD_FAILURE() << parsed.error().front().what;
  return {};
}

Standing standing(const expectation::Expectation& of, const std::string& release, bool failed, int rule = -1) {
  const auto& check = rule == 0 ? of.releases[0].checks[0] : of.checks[0];
  return {release, failed, rule == 0, rule, check};
}

TEST(AcceptTasks, WhatFailedWhereverTheFileSpeaksOfItIsChangedThere) {
  const auto of = file("1.5, 1.27");
  const auto tasks = tasks_for(of, "c", {standing(of, "1.5.4", true), standing(of, "1.27.4", true)});
  ASSERT_TRUE(tasks);
  ASSERT_THAT(*tasks, SizeIs(1));
  EXPECT_EQ(tasks->front().at, ChangeAt::check);
  EXPECT_THAT(tasks->front().releases, ElementsAre("1.5.4", "1.27.4"));
}

TEST(AcceptTasks, WhatHeldOnOneReleaseGetsARuleForTheOther) {
  const auto of = file("1.5, 1.27");
  const auto tasks = tasks_for(of, "c", {standing(of, "1.5.4", false), standing(of, "1.27.4", true)});
  ASSERT_TRUE(tasks);
  ASSERT_THAT(*tasks, SizeIs(1));
  EXPECT_EQ(tasks->front().at, ChangeAt::new_rule);
  EXPECT_THAT(tasks->front().releases, ElementsAre("1.27.4"));
}

TEST(AcceptTasks, WhatWasNotTriedEverywhereGetsARuleToo) {
  const auto of = file("1.5, 1.27");
  const auto tasks = tasks_for(of, "c", {standing(of, "1.27.4", true)});
  ASSERT_TRUE(tasks);
  EXPECT_EQ(tasks->front().at, ChangeAt::new_rule);
}

TEST(AcceptTasks, AReleasesOwnFormIsChangedWhereItStands) {
  const auto of = file("1.5, 1.9, 1.10");
  const auto both = tasks_for(
      of, "c", {standing(of, "1.5.4", false), standing(of, "1.9.7", true, 0), standing(of, "1.10.8", true, 0)});
  ASSERT_TRUE(both);
  ASSERT_THAT(*both, SizeIs(1));
  EXPECT_EQ(both->front().at, ChangeAt::rule_form);
  EXPECT_EQ(both->front().rule, 0);
  const auto one = tasks_for(of, "c", {standing(of, "1.9.7", true, 0), standing(of, "1.10.8", false, 0)});
  ASSERT_FALSE(one);
  EXPECT_THAT(one.error().what, HasSubstr("failed on Go 1.9.7, but not on Go 1.10.8"));
}

TEST(AcceptTasks, ARulesOtherChecksStayWhereTheRuleGetsAForm) {
  const auto of = file("1.5, 1.13");
  const auto tasks = tasks_for(of, "c", {standing(of, "1.5.4", false), standing(of, "1.13.15", true, 1)});
  ASSERT_TRUE(tasks);
  EXPECT_EQ(tasks->front().at, ChangeAt::rule);
  EXPECT_EQ(tasks->front().rule, 1);
}

TEST(AcceptTasks, NoRuleSpeaksOfAGoOfOnesOwn) {
  const auto of = file("1.5, 1.27");
  const auto tasks = tasks_for(of, "c", {standing(of, "1.5.4", false), standing(of, "1.28-devel@/go", true)});
  ASSERT_FALSE(tasks);
  EXPECT_THAT(tasks.error().what, HasSubstr("1.28-devel@/go"));
}

TEST(SelectorFor, GoesToTheNewestWhereAllFromThereOnAreMeant) {
  const std::vector<std::string> tried{"1.13.15", "1.21.13", "1.22.12", "1.27.4"};
  EXPECT_EQ(selector_for({"1.22.12", "1.27.4"}, tried), ">=1.22");
  EXPECT_EQ(selector_for({"1.13.15", "1.22.12"}, tried), "1.13, 1.22");
  EXPECT_EQ(selector_for({"1.27.3"}, {"1.27.2", "1.27.3"}), ">=1.27.3");
  EXPECT_EQ(selector_for({"1.27.2"}, {"1.27.2", "1.27.3"}), "1.27.2");
}

}  // namespace
}  // namespace schedlitmus::campaign
