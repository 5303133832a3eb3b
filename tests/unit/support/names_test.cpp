#include <gtest/gtest.h>

#include <array>

#include "support/nearest.hpp"
#include "support/quote.hpp"
#include "support/utf8.hpp"

namespace schedlitmus {
namespace {

constexpr std::array<std::string_view, 5> kNames{"tolerance", "order", "equals", "min", "max"};

TEST(EditDistance, CountsSingleEdits) {
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("toleranse", "tolerance"), 1U);
  EXPECT_EQ(edit_distance("ordre", "order"), 1U);
  EXPECT_EQ(edit_distance("Order", "order"), 0U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
}

TEST(NearestName, FindsTheMistypedName) {
  EXPECT_EQ(nearest_name("toleranse", kNames), "tolerance");
  EXPECT_EQ(nearest_name("equal", kNames), "equals");
  EXPECT_EQ(nearest_name("Max", kNames), "max");
}

TEST(NearestName, FindsTheNameThatBeginsAlike) {
  EXPECT_EQ(nearest_name("minimum", kNames), "min");
  EXPECT_EQ(nearest_name("tol", kNames), "tolerance");
  EXPECT_EQ(nearest_name("to", kNames), "");
}

TEST(NearestName, FindsNothingWhereNothingIsNear) {
  EXPECT_EQ(nearest_name("goroutines", kNames), "");
  EXPECT_EQ(nearest_name("", kNames), "");
  EXPECT_EQ(nearest_name(std::string(100'000, 'x'), kNames), "");
}

TEST(DidYouMean, NamesTheNearestOrAll) {
  EXPECT_EQ(did_you_mean("toleranse", kNames), "did you mean \"tolerance\"?");
  EXPECT_EQ(did_you_mean("goroutines", kNames), "one of: tolerance, order, equals, min, max");
  EXPECT_EQ(did_you_mean("x", {}), "");
}

TEST(Quote, IsOneReadableLine) {
  EXPECT_EQ(quote("a ± b"), "\"a ± b\"");
  EXPECT_EQ(quote("a\nb\t\x7f"), "\"a\\nb\\u0009\\u007f\"");
  EXPECT_EQ(quote("\xff"), "\"\\xff\"");
  EXPECT_EQ(quote(std::string(50, 'x')), "\"" + std::string(40, 'x') + "…\"");
}

TEST(Utf8, RejectsWhatRfc3629Forbids) {
  EXPECT_EQ(first_invalid_utf8("a ± 調 \U0001F600"), std::string_view::npos);
  EXPECT_EQ(first_invalid_utf8("a\xc0\xaf"), 1U);
  EXPECT_EQ(first_invalid_utf8("\xe0\x80\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xed\xa0\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("\xf4\x90\x80\x80"), 0U);
  EXPECT_EQ(first_invalid_utf8("ab\xe8\xaa"), 2U);
}

TEST(Utf8, Decodes) {
  EXPECT_EQ(decode_utf8("±x").code, 0xB1U);
  EXPECT_EQ(decode_utf8("±x").length, 2U);
  EXPECT_EQ(decode_utf8("\U0001F600").code, 0x1F600U);
  EXPECT_EQ(decode_utf8("").length, 0U);
}

}  // namespace
}  // namespace schedlitmus
