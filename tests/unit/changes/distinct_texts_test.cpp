#include "changes/distinct_texts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/text_width.hpp"

namespace schedlitmus::changes {
namespace {

using ::testing::ElementsAre;

TEST(DistinctTexts, ShortOnesStayAsTheyAre) {
  EXPECT_THAT(distinct_texts({"a", "b\nc", "a"}, 20), ElementsAre("a", "b / c", "a"));
}

TEST(DistinctTexts, LongOnesThatDifferWhereItShowsAreCutOnly) {
  const std::string tail(60, 'x');
  EXPECT_THAT(distinct_texts({"first " + tail, "second " + tail}, 20),
              ElementsAre("first xxxxxxxxxxxxx…", "second xxxxxxxxxxxx…"));
}

TEST(DistinctTexts, LongOnesThatDifferFurtherOnBeginNearTheDifference) {
  const std::string head = "one line\nand another\nand a third one\n";
  EXPECT_THAT(distinct_texts({head + "then a", head + "then b"}, 20), ElementsAre("… then a", "… then b"));
  const std::string word(80, 'w');
  const auto inside = distinct_texts({word + "1", word + "2"}, 20);
  EXPECT_NE(inside[0], inside[1]);
  EXPECT_TRUE(inside[0].starts_with("… "));
}

TEST(DistinctTexts, ThreeThatDifferAtSeveralPlacesAreAllDifferent) {
  const std::string a(100, 'a');
  const std::string b(100, 'b');
  const std::vector<std::string> texts{a + "1" + b + "1", a + "1" + b + "2", a + "2" + b + "1"};
  const auto shown = distinct_texts(texts, 30);
  EXPECT_NE(shown[0], shown[1]);
  EXPECT_NE(shown[0], shown[2]);
  EXPECT_NE(shown[1], shown[2]);
  for (const auto& text : shown) EXPECT_LE(display_width(text), 30U);
}

TEST(DistinctTexts, OneThatIsTheOthersBeginningIsDifferentToo) {
  const std::string text(70, 'z');
  const auto shown = distinct_texts({text, text + "\nmore"}, 24);
  EXPECT_NE(shown[0], shown[1]);
}

TEST(DistinctTexts, NoCharacterIsTornAndNothingReachesTheTerminal) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "ü";
  const auto both = distinct_texts({text + "\x1b[31m", text + "b"}, 20);
  ASSERT_EQ(both.size(), 2U);
  for (const auto& shown : both) {
    EXPECT_EQ(shown.find('\x1b'), std::string::npos);
    EXPECT_EQ(shown.find("\\x"), shown.rfind("\\x")) << "no byte of a torn character: " << shown;
  }
}

}  // namespace
}  // namespace schedlitmus::changes
