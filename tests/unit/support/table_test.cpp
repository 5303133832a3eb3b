#include "support/table.hpp"

#include <gmock/gmock.h>

#include "support/text_width.hpp"

namespace schedlitmus {
namespace {

using testing::ElementsAre;

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width(""), 0U);
  EXPECT_EQ(display_width("[4 4] ±1"), 8U);
  EXPECT_EQ(display_width("調度"), 4U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(display_width("\U0001F600"), 2U);
}

TEST(DisplayWidth, IgnoresEscapeSequences) {
  EXPECT_EQ(display_width("\x1b[31mred\x1b[0m"), 3U);
  EXPECT_EQ(display_width("\x1b]8;;https://go.dev\x1b\\link\x1b]8;;\x1b\\"), 4U);
}

TEST(DisplayWidth, CountsBytesThatAreNotUtf8) {
  EXPECT_EQ(display_width("a\xff\xfe"), 3U);
  EXPECT_EQ(display_width("\xe8\xaa"), 2U);
  EXPECT_EQ(display_width("\x1b"), 0U);
  EXPECT_EQ(display_width("\x1b["), 0U);
}

TEST(TruncateToWidth, CutsWithAnEllipsis) {
  EXPECT_EQ(truncate_to_width("schedule", 8), "schedule");
  EXPECT_EQ(truncate_to_width("schedules", 8), "schedul…");
  EXPECT_EQ(truncate_to_width("調度調度", 4), "調…");
  EXPECT_EQ(truncate_to_width("ab", 1), "…");
  EXPECT_EQ(truncate_to_width("ab", 0), "");
}

TEST(TruncateToWidth, KeepsTheEscapeThatEndsTheColour) {
  EXPECT_EQ(truncate_to_width("\x1b[31mabcdef\x1b[0m", 3), "\x1b[31mab…\x1b[0m");
}

TEST(WrapToWidth, BreaksAtBlanks) {
  EXPECT_THAT(wrap_to_width("one two three", 7), ElementsAre("one two", "three"));
  EXPECT_THAT(wrap_to_width("one\ntwo", 7), ElementsAre("one", "two"));
  EXPECT_THAT(wrap_to_width("", 7), ElementsAre(""));
  EXPECT_THAT(wrap_to_width("a\n\nb", 7), ElementsAre("a", "", "b"));
}

TEST(WrapToWidth, BreaksAWordThatIsTooLong) {
  EXPECT_THAT(wrap_to_width("a schedule", 4), ElementsAre("a", "sche", "dule"));
  EXPECT_THAT(wrap_to_width("調度", 1), ElementsAre("調", "度"));
}

TEST(WrapToWidth, KeepsIndentation) { EXPECT_THAT(wrap_to_width("  two", 7), ElementsAre("  two")); }

TEST(WrapHanging, IndentsAllLinesButTheFirstWithinTheWidth) {
  EXPECT_EQ(wrap_hanging("one two three", 9, 2), "one two\n  three\n");
  EXPECT_EQ(wrap_hanging("one\n\ntwo", 9, 2), "one\n  \n  two\n");
  EXPECT_EQ(wrap_hanging("", 9, 2), "\n");
  EXPECT_EQ(wrap_hanging("ab", 1, 2), "a\n  b\n") << "no room: still a column";
}

TEST(Table, AlignsColumns) {
  Table t({{"check", Align::left}, {"runs", Align::right}});
  t.row({"split", "20"});
  t.row({"none-idle", "5"});
  EXPECT_EQ(t.to_string(),
            "check      runs\n"
            "split        20\n"
            "none-idle     5\n");
}

TEST(Table, AlignsWideCharactersAndLeavesNoTrailingBlanks) {
  Table t({{"seen"}, {"why"}});
  t.row({"±1", "x"});
  t.row({"調度", ""});
  EXPECT_EQ(t.to_string(), "seen  why\n±1    x\n調度\n");
}

TEST(Table, HasNoHeaderWithoutTitles) {
  Table t({{""}, {""}});
  t.row({"a", "b"});
  EXPECT_EQ(t.to_string({.indent = 2}), "  a  b\n");
}

TEST(Table, ColoursWithoutMovingColumns) {
  Table t({{"a"}, {"b"}});
  t.row({Cell{"x", Colour::red}, "y"});
  EXPECT_EQ(t.to_string({.colour = true}), "\x1b[1ma\x1b[0m  \x1b[1mb\x1b[0m\n\x1b[31mx\x1b[0m  y\n");
  EXPECT_EQ(t.to_string(), "a  b\nx  y\n");
}

TEST(Table, TruncatesTheWidestColumnThatMayBeNarrowed) {
  Table t({{"id"}, {"text", Align::left, Overflow::truncate}});
  t.row({"long-identifier", "some text that is long"});
  EXPECT_EQ(t.to_string({.width = 27}),
            "id               text\n"
            "long-identifier  some text…\n");
}

TEST(Table, WrapsOntoFurtherLines) {
  Table t({{"id"}, {"text", Align::left, Overflow::wrap}, {"n", Align::right}});
  t.row({"a", "one two three four", "7"});
  EXPECT_EQ(t.to_string({.width = 17}),
            "id  text        n\n"
            "a   one two     7\n"
            "    three four\n");
}

TEST(Table, NeverNarrowsBelowWhatCanBeRead) {
  Table t({{"text", Align::left, Overflow::truncate}});
  t.row({"0123456789"});
  EXPECT_EQ(t.to_string({.width = 3}), "text\n0123456…\n");
}

TEST(Table, FillsMissingCellsAndKeepsBlankLines) {
  Table t({{"a"}, {"b"}});
  t.row({"1"});
  t.blank();
  t.row({"2", "3"});
  EXPECT_EQ(t.to_string(), "a  b\n1\n\n2  3\n");
}

TEST(Table, ShowsLinesOfACellBelowEachOther) {
  Table t({{"a"}, {"b"}});
  t.row({"1\n2", "3"});
  EXPECT_EQ(t.to_string(), "a  b\n1  3\n2\n");
}

}  // namespace
}  // namespace schedlitmus
