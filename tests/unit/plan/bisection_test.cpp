#include "plan/bisection.hpp"

#include <gmock/gmock.h>

#include <bit>
#include <random>
#include <set>

namespace schedlitmus::plan {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Looks until there is nothing more to see; gives how often.
int look(Bisection& bisection, const std::vector<Likeness>& truth) {
  int looks = 0;
  while (const auto place = bisection.next()) {
    bisection.tell(*place, truth.at(*place));
    ++looks;
  }
  return looks;
}

TEST(Bisection, OfTwoNeighboursNothingIsLeftToSee) {
  const Bisection bisection(2);
  EXPECT_EQ(bisection.next(), std::nullopt);
  EXPECT_EQ(bisection.steps_left(), 0);
  EXPECT_EQ(bisection.last_good(), 0U);
  EXPECT_EQ(bisection.first_bad(), 1U);
}

TEST(Bisection, LooksInTheMiddleAndSaysHowOftenAtMost) {
  Bisection bisection(9);
  EXPECT_EQ(bisection.next(), 4U);
  EXPECT_EQ(bisection.steps_left(), 3);
  bisection.tell(4, Likeness::good);
  EXPECT_EQ(bisection.next(), 6U);
  EXPECT_EQ(bisection.steps_left(), 2);
}

TEST(Bisection, GoesAroundWhatIsUndecided) {
  Bisection bisection(5);
  bisection.tell(2, Likeness::undecided);
  EXPECT_EQ(bisection.next(), 1U);
  bisection.tell(1, Likeness::good);
  EXPECT_EQ(bisection.next(), 3U);
  bisection.tell(3, Likeness::bad);
  EXPECT_EQ(bisection.next(), std::nullopt);
  EXPECT_THAT(bisection.undecided(), ElementsAre(2));
}

TEST(Bisection, WhatIsUndecidedElsewhereDoesNotMatter) {
  Bisection bisection(6);
  bisection.tell(2, Likeness::undecided);
  bisection.tell(3, Likeness::good);
  EXPECT_THAT(bisection.undecided(), IsEmpty());
  bisection.tell(1, Likeness::bad);  // known already: before a good one
  EXPECT_EQ(bisection.last_good(), 3U);
  bisection.tell(4, Likeness::bad);
  EXPECT_EQ(bisection.first_bad(), 4U);
}

TEST(Bisection, PropertyFindsTheChangeOfAnyMonotoneTruthInFewLooks) {
  for (std::size_t places = 2; places < 70; ++places) {
    for (std::size_t first_bad = 1; first_bad < places; ++first_bad) {
      std::vector<Likeness> truth(places, Likeness::good);
      std::fill(truth.begin() + static_cast<std::ptrdiff_t>(first_bad), truth.end(), Likeness::bad);
      Bisection bisection(places);
      const int most = bisection.steps_left();
      EXPECT_LE(look(bisection, truth), most);
      EXPECT_EQ(bisection.first_bad(), first_bad);
      EXPECT_EQ(bisection.last_good(), first_bad - 1);
    }
  }
}

TEST(Bisection, PropertyWithUndecidedPlacesTheAnswerIsTheNarrowestRange) {
  std::mt19937 random(3);  // NOLINT(bugprone-random-generator-seed): the same each time
  for (int i = 0; i < 3000; ++i) {
    const std::size_t places = 2 + random() % 30;
    const std::size_t change = 1 + random() % (places - 1);
    std::vector<Likeness> truth;
    std::set<std::size_t> undecided;
    for (std::size_t place = 0; place < places; ++place) {
      truth.push_back(place < change ? Likeness::good : Likeness::bad);
      if (place > 0 && place + 1 < places && random() % 3 == 0) {
        truth.back() = Likeness::undecided;
        undecided.insert(place);
      }
    }
    Bisection bisection(places);
    const int looks = look(bisection, truth);
    EXPECT_LE(looks, static_cast<int>(std::bit_width(places) * (1 + undecided.size())));
    EXPECT_LE(looks, static_cast<int>(places) - 2);
    EXPECT_LT(bisection.last_good(), change);
    EXPECT_GE(bisection.first_bad(), change);
    EXPECT_EQ(truth[bisection.last_good()], Likeness::good);
    EXPECT_EQ(truth[bisection.first_bad()], Likeness::bad);
    EXPECT_EQ(bisection.undecided().size(), bisection.first_bad() - bisection.last_good() - 1);
    for (const std::size_t place : bisection.undecided()) EXPECT_TRUE(undecided.contains(place));
  }
}

TEST(Changes, AreBetweenPlacesThatAreDecided) {
  using enum Likeness;
  EXPECT_THAT(changes_in({good, good, undecided, bad, bad, good}), ElementsAre(Change{1, 3, {2}}, Change{4, 5, {}}));
  EXPECT_THAT(changes_in({undecided, good, undecided, good}), IsEmpty());
  EXPECT_THAT(changes_in({}), IsEmpty());
}

}  // namespace
}  // namespace schedlitmus::plan
