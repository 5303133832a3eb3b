#include "expectation/bound.hpp"

#include <gtest/gtest.h>

#include <random>

namespace schedlitmus::expectation {
namespace {

TEST(Bound, ReadsSumsOfNumbersAndMultiplesOfGomaxprocs) {
  EXPECT_EQ(parse_bound("gomaxprocs"), Bound(0, 1));
  EXPECT_EQ(parse_bound("2*gomaxprocs + 1"), Bound(1, 2));
  EXPECT_EQ(parse_bound(" gomaxprocs*2-1 "), Bound(-1, 2));
  EXPECT_EQ(parse_bound("100 - gomaxprocs/2"), Bound(100, -0.5));
  EXPECT_EQ(parse_bound("-gomaxprocs + 1 + 2"), Bound(3, -1));
  EXPECT_EQ(parse_bound("1.5"), Bound(1.5));
}

TEST(Bound, ReadsNothingElse) {
  for (const char* text : {"", " ", "procs", "gomaxprocs +", "2 gomaxprocs", "gomaxprocs * gomaxprocs", "2**gomaxprocs",
                           "gomaxprocs/0", "1e400", "inf", "nan", "gomaxprocs2", "gomaxprocs;", "--1", "2*3"})
    EXPECT_EQ(parse_bound(text), std::nullopt) << text;
}

TEST(Bound, IsWhatItSaysAtASetting) {
  EXPECT_EQ(Bound(1, 2).at(4), 9);
  EXPECT_EQ(Bound(3).at(4), 3);
  EXPECT_FALSE(Bound(3).is_relative());
}

TEST(Bound, IsReadBackFromItsText) {
  std::mt19937_64 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same numbers in every run
  std::uniform_int_distribution<int> number(-12, 12);
  for (int i = 0; i < 500; ++i) {
    const Bound bound(number(random) / 4.0, number(random) / 4.0);
    if (bound.is_relative()) {
      EXPECT_EQ(parse_bound(to_string(bound)), bound) << to_string(bound);
    }
  }
}

}  // namespace
}  // namespace schedlitmus::expectation
