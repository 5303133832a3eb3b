#include "record/form.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::record {
namespace {

using Runs = std::vector<std::vector<double>>;

Probe probe_of(std::string_view field, Shape shape) {
  Probe probe;
  probe.field = trace::find_field(field);
  probe.shape = shape;
  return probe;
}

TEST(Form, ANumberThatIsAlwaysTheSameIsKeptExactly) {
  const auto form = form_around(probe_of("threads", Shape::at), Runs{{5}, {5}, {5}}, Room::some, 2);
  EXPECT_EQ(form.min, 5);
  EXPECT_EQ(form.max, 5);
  EXPECT_FALSE(fits(form, {6}));
}

TEST(Form, WholeNumbersThatVaryGetOneMore) {
  const auto form = form_around(probe_of("threads", Shape::at), Runs{{5}, {6}, {7}}, Room::some, 2);
  EXPECT_EQ(form.min, 4);
  EXPECT_EQ(form.max, 8);
}

TEST(Form, WithoutRoomTheBoundsAreWhatWasSeen) {
  const auto number = form_around(probe_of("threads", Shape::at), Runs{{5}, {7}}, Room::none, 2);
  EXPECT_EQ(number.min, 5);
  EXPECT_EQ(number.max, 7);
  const auto list = form_around(probe_of("local_queues", Shape::list_at), Runs{{4, 4}, {4, 4}, {3, 4}}, Room::none, 2);
  EXPECT_EQ(list.tolerance, 1);
}

TEST(Form, LargeNumbersGetAQuarterOfTheirRange) {
  const auto form = form_around(probe_of("threads", Shape::at), Runs{{100}, {120}}, Room::some, 2);
  EXPECT_EQ(form.min, 95);
  EXPECT_EQ(form.max, 125);
}

Probe end_probe_of(Shape shape) {
  Probe probe;
  probe.shape = shape;
  return probe;
}

TEST(Form, AnEndingIsOneOfAFewThatAreSeenOften) {
  const auto one = form_around(end_probe_of(Shape::exit_status), Runs{{2}, {2}, {2}}, Room::some, 2);
  EXPECT_EQ(one.one_of, std::set<double>{2});
  EXPECT_TRUE(one.can_fail());
  EXPECT_TRUE(fits(one, {2}));
  EXPECT_FALSE(fits(one, {0}));
  const auto two = form_around(end_probe_of(Shape::text), Runs{{1}, {2}, {1}, {2}}, Room::some, 2);
  EXPECT_EQ(two.one_of, (std::set<double>{1, 2}));
}

TEST(Form, ATextThatIsRareOrOneOfManyIsNotPinned) {
  Runs rare(10, {1});
  rare.back() = {2};
  EXPECT_FALSE(form_around(end_probe_of(Shape::text), rare, Room::some, 2).can_fail());
  EXPECT_FALSE(form_around(end_probe_of(Shape::text), Runs{{1}, {2}, {3}, {4}, {5}}, Room::some, 2).can_fail());
}

TEST(Form, OfALineOnlyThatItIsThereCanBeSaid) {
  const auto there = form_around(end_probe_of(Shape::line), Runs{{1}, {1}}, Room::some, 2);
  EXPECT_TRUE(fits(there, {1}));
  EXPECT_FALSE(fits(there, {0}));
  EXPECT_FALSE(form_around(end_probe_of(Shape::line), Runs{{0}, {0}}, Room::some, 2).can_fail());
  EXPECT_FALSE(form_around(end_probe_of(Shape::line), Runs{{0}, {1}}, Room::some, 2).can_fail());
  const auto time_out = form_around(end_probe_of(Shape::timed_out), Runs{{0}, {0}}, Room::some, 2);
  EXPECT_TRUE(time_out.can_fail());
  EXPECT_FALSE(fits(time_out, {1}));
}

TEST(Form, AMeasureIsBoundedHoweverSmallItIs) {
  const auto form = form_around(end_probe_of(Shape::measure), Runs{{0.0041}, {0.0052}}, Room::none, 2);
  EXPECT_DOUBLE_EQ(form.min.value_or(0), 0.0041);
  EXPECT_DOUBLE_EQ(form.max.value_or(0), 0.0052);
  const auto negative = form_around(end_probe_of(Shape::measure), Runs{{-3}, {5}}, Room::none, 2);
  EXPECT_EQ(negative.min, -3);
}

TEST(Form, FractionsGetAQuarterOfTheirRangeAndAreRoundedOutward) {
  auto probe = probe_of("threads", Shape::aggregate);
  const auto form = form_around(probe, Runs{{4.5}, {4.9}, {5.3}}, Room::some, 2);
  EXPECT_DOUBLE_EQ(*form.min, 4.3);
  EXPECT_DOUBLE_EQ(*form.max, 5.5);
}

TEST(Form, AnEndOnlyMovesWhereItsOwnNumbersVary) {
  const auto form = form_around(probe_of("threads", Shape::always), Runs{{4, 6}, {4, 7}}, Room::some, 2);
  EXPECT_EQ(form.min, 4);
  EXPECT_EQ(form.max, 8);
}

TEST(Form, WhatCannotBeExceededIsNoBound) {
  const auto idle = form_around(probe_of("idleprocs", Shape::at), Runs{{0}, {1}, {2}}, Room::some, 2);
  EXPECT_FALSE(idle.can_fail());
  const auto none = form_around(probe_of("idleprocs", Shape::at), Runs{{0}, {0}}, Room::some, 2);
  EXPECT_FALSE(none.min);
  EXPECT_EQ(none.max, 0);
  const auto share = form_around(probe_of("runqueue", Shape::share), Runs{{0.01}, {0.99}}, Room::some, 2);
  EXPECT_FALSE(share.can_fail());
}

TEST(Form, SharesAreMultiplesOfATwentieth) {
  const auto form = form_around(probe_of("runqueue", Shape::share), Runs{{0.31}, {0.36}}, Room::some, 2);
  EXPECT_DOUBLE_EQ(*form.min, 0.25);
  EXPECT_DOUBLE_EQ(*form.max, 0.40);
}

TEST(Form, AListIsKeptAroundItsMiddle) {
  const auto form = form_around(probe_of("local_queues", Shape::list_at), Runs{{4, 4}, {4, 4}, {3, 4}}, Room::some, 2);
  EXPECT_EQ(form.equals, (std::vector<double>{4, 4}));
  EXPECT_EQ(form.tolerance, 2);
  EXPECT_TRUE(fits(form, {2, 6}));
  EXPECT_FALSE(fits(form, {1, 4}));
}

TEST(Form, AListThatMayAsWellBeEmptySaysNothing) {
  EXPECT_FALSE(
      form_around(probe_of("local_queues", Shape::list_at), Runs{{0, 1}, {0, 4}, {0, 1}}, Room::some, 2).can_fail());
  EXPECT_FALSE(form_around(probe_of("local_queues", Shape::list_at), Runs{{0, 1}, {4}}, Room::some, 2).can_fail());
  EXPECT_TRUE(form_around(probe_of("local_queues", Shape::list_at), Runs{{0, 0}, {0, 0}}, Room::some, 2).can_fail());
}

}  // namespace
}  // namespace schedlitmus::record
