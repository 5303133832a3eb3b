#include "lesson/markup.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace schedlitmus::lesson {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(Markup, FindsItsBlocksAndTheTitle) {
  const auto markup = read_markup("# A *title*\n\n```go\nx\n```\n\n```schedlitmus\n{\"a\":\n 1}\n```\nmore\n", "l.md");
  EXPECT_THAT(markup.errors, IsEmpty());
  EXPECT_EQ(markup.title, "A title");
  ASSERT_EQ(markup.fences.size(), 1U);
  EXPECT_EQ(markup.fences[0].first_line, 7);
  EXPECT_EQ(markup.fences[0].last_line, 10);
  EXPECT_EQ(markup.fences[0].body, "{\"a\":\n 1}\n");
}

TEST(Markup, TakesOnlyTheFirstWordOfTheInfoString) {
  const auto markup = read_markup("```schedlitmus title=x\n{}\n```\n\n```schedlitmusses\n{}\n```\n", "l.md");
  ASSERT_EQ(markup.fences.size(), 1U);
  EXPECT_EQ(markup.fences[0].first_line, 1);
}

TEST(Markup, RefusesHtmlAndPicturesWithTheirPlaces) {
  const auto markup = read_markup("# T\n\n<script>x</script>\n\na <b>c</b>\n\n![p](http://x/p.png)\n", "l.md");
  EXPECT_THAT(markup.errors,
              ElementsAre(Field(&Error::where, "l.md:3:1"), Field(&Error::where, HasSubstr("l.md:5:")),
                          Field(&Error::where, HasSubstr("l.md:5:")), Field(&Error::where, HasSubstr("l.md:7:"))));
}

TEST(Markup, RefusesABlockThatIsNotClosedOrStandsInAList) {
  EXPECT_THAT(read_markup("```schedlitmus\n{}\n", "l.md").errors,
              ElementsAre(Field(&Error::what, HasSubstr("not closed"))));
  EXPECT_THAT(read_markup("- a\n\n  ```schedlitmus\n  {}\n  ```\n", "l.md").errors,
              ElementsAre(Field(&Error::what, HasSubstr("not at the beginning"))));
}

TEST(Markup, WritesHtmlWithMarkupOfOursInPlace) {
  const auto html = markup_to_html("a | b\n--- | ---\n1 | 2\n\n```schedlitmus\n{}\n```\n\n```go\na<b\n```\n",
                                   {{5, "<svg>ours</svg>"}});
  EXPECT_THAT(html, HasSubstr("<table>"));
  EXPECT_THAT(html, HasSubstr("<svg>ours</svg>"));
  EXPECT_THAT(html, HasSubstr("a&lt;b"));
}

TEST(Markup, LeavesOutHtmlAndLinksThatAreNone) {
  const auto html = markup_to_html("<script>alert(1)</script>\n\n[x](javascript:alert(2)) a <img src=x onerror=y> b\n");
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("javascript:")));
  EXPECT_THAT(html, Not(HasSubstr("<img")));
}

}  // namespace
}  // namespace schedlitmus::lesson
