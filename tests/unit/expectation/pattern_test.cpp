#include "expectation/pattern.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::expectation {
namespace {

TEST(Pattern, PicksItsFirstGroupOrAllItMatches) {
  EXPECT_EQ(Pattern::parse("winner (\\w+)")->pick("the winner ping."), "ping");
  EXPECT_EQ(Pattern::parse("winner \\w+")->pick("the winner ping."), "winner ping");
  EXPECT_EQ(Pattern::parse("a(b)|c(d)")->pick("cd"), "d");
  EXPECT_EQ(Pattern::parse("winner")->pick("nobody"), std::nullopt);
}

TEST(Pattern, RefusesWhatIsNoRegularExpression) {
  for (const char* text : {"(", "a{2,1}", "[", "*", "(?<", "\\"}) {
    const auto pattern = Pattern::parse(text);
    ASSERT_FALSE(pattern.has_value()) << text;
    EXPECT_FALSE(pattern.error().what.empty());
  }
}

TEST(Pattern, GivesUpWhereTheSearchWouldNotEnd) {
  EXPECT_EQ(Pattern::parse("^(a+)+$")->pick(std::string(60, 'a') + "b"), std::nullopt);
  EXPECT_TRUE(Pattern::parse("(.|\n)*x")->matches(std::string(4'000, 'a') + "x"));
}

}  // namespace
}  // namespace schedlitmus::expectation
