#include "compare/beside.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::compare {
namespace {

using ::testing::HasSubstr;

const Observable kExit{"exit", "exit"};
const Observable kQueue{"trace|runqueue|median|0", "runqueue", Statistic::median, {}, Group::scheduling};

Place place_with(const Observable& what, const std::vector<Value>& values) {
  static std::int64_t id = 0;
  Place place;
  place.traced = true;
  for (const auto& value : values) place.runs.push_back({++id, {{what, value}}});
  return place;
}

/// So many runs with "exit 0", and so many that time out.
Place ended(std::size_t fine, std::size_t hangs) {
  std::vector<Value> values(fine, std::string("exit 0"));
  values.insert(values.end(), hangs, std::string("timed out"));
  return place_with(kExit, values);
}

Like like(const Place& first, const Place& here, const Place& last) {
  return beside({"", {first, here, last}, {}}, kExit).is;
}

TEST(Beside, IsAsOneEndWhereItIsUnlikeTheOther) {
  EXPECT_EQ(like(ended(20, 0), ended(5, 0), ended(0, 8)), Like::first);
  EXPECT_EQ(like(ended(20, 0), ended(0, 5), ended(0, 8)), Like::last);
  EXPECT_EQ(like(ended(20, 0), ended(19, 1), ended(0, 8)), Like::first) << "one run that hangs is no behaviour";
}

TEST(Beside, WhatIsUnlikeBothIsAThirdBehaviour) {
  const auto panics = place_with(kExit, std::vector<Value>(5, std::string("panic: boom")));
  const auto look = beside({"", {ended(20, 0), panics, ended(0, 8)}, {}}, kExit);
  EXPECT_EQ(look.is, Like::neither);
  EXPECT_EQ(look.shown.usual, "panic: boom");
  EXPECT_EQ(look.shown.usual_runs, 5);
}

TEST(Beside, WhatRunsDoNotTellIsUnclearAndMoreMay) {
  const auto look = beside({"", {ended(20, 0), ended(3, 3), ended(0, 8)}, {}}, kExit);
  EXPECT_EQ(look.is, Like::unclear) << "half of six: as rare by chance as a change of a rate may be";
  EXPECT_TRUE(look.more_runs);
  EXPECT_THAT(look.why, HasSubstr("more of them"));
  EXPECT_EQ(like(ended(20, 0), ended(10, 10), ended(0, 20)), Like::neither) << "and of twenty it is sure";
}

TEST(Beside, APlaceThatPrintsNothingOfItIsUnlikeBoth) {
  const Observable number{"stdout|x=#|0|0", "stdout.x"};
  const auto of = [&](double value) { return place_with(number, std::vector<Value>(6, value)); };
  const auto without = place_with(kExit, std::vector<Value>(6, std::string("exit 2")));
  const auto look = beside({"", {of(1), without, of(2)}, {}}, number);
  EXPECT_EQ(look.is, Like::neither);
  EXPECT_EQ(look.shown.usual, "nothing of it");
  EXPECT_EQ(look.shown.usual_runs, 6);
  EXPECT_FALSE(look.is_number);
  EXPECT_EQ(beside({"", {without, without, of(2)}, {}}, number).is, Like::first) << "nothing is like nothing";
  EXPECT_EQ(beside({"", {without, of(2), of(2)}, {}}, number).is, Like::last);
  const auto change = change_between({"", {of(1), without}, {}}, 0, 1, number);
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->after.usual, "nothing of it");
}

TEST(Beside, APlaceWithoutRunsOrTraceIsUnclearAndSaysWhy) {
  Place broken;
  broken.why_none = "it does not compile";
  const auto look = beside({"", {ended(20, 0), broken, ended(0, 8)}, {}}, kExit);
  EXPECT_EQ(look.is, Like::unclear);
  EXPECT_EQ(look.why, "it does not compile");
  EXPECT_FALSE(look.more_runs);
  const auto of = [](double value) { return place_with(kQueue, std::vector<Value>(10, value)); };
  auto ends_at_once = place_with(kExit, std::vector<Value>(10, std::string("exit 0")));
  EXPECT_EQ(beside({"", {of(0), ends_at_once, of(5)}, {}}, kQueue).why, "its traces are too short");
  ends_at_once.runs.resize(3);
  EXPECT_THAT(beside({"", {of(0), ends_at_once, of(5)}, {}}, kQueue).why, HasSubstr("3 runs count"));
}

TEST(Beside, NumbersThatVaryAreComparedByTheirMargins) {
  const auto of = [](const std::vector<int>& values) {
    std::vector<Value> all;
    for (int i = 0; i < 4; ++i)
      for (const int value : values) all.emplace_back(static_cast<double>(value));
    return place_with(kQueue, all);
  };
  const auto is = [&](const std::vector<int>& here) {
    return beside({"", {of({0, 0, 0, 1, 1}), of(here), of({8, 9, 9, 9, 10})}, {}}, kQueue).is;
  };
  EXPECT_EQ(is({0, 0, 1, 1, 1}), Like::first);
  EXPECT_EQ(is({8, 8, 9, 9, 9}), Like::last) << "a little less, but within the margin";
  EXPECT_EQ(is({4, 4, 5, 5, 4}), Like::neither);
}

TEST(ChangeBetween, HasBothSidesAndHowSureItIs) {
  const Line line{"", {ended(20, 0), ended(0, 8)}, {}};
  const auto change = change_between(line, 0, 1, kExit);
  ASSERT_TRUE(change.has_value());
  EXPECT_EQ(change->before.usual, "exit 0");
  EXPECT_EQ(change->after.usual, "timed out");
  EXPECT_EQ(change->after.runs, 8);
  EXPECT_LT(change->p, 1e-5);
  EXPECT_FALSE(change_between(line, 0, 1, kQueue).has_value());
}

}  // namespace
}  // namespace schedlitmus::compare
