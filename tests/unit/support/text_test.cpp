#include "support/text.hpp"

#include <gtest/gtest.h>

namespace schedlitmus {
namespace {

TEST(Trimmed, TakesBlanksAwayAtTheEndsOnly) {
  EXPECT_EQ(trimmed(" \tone two\t "), "one two");
  EXPECT_EQ(trimmed("one"), "one");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("\nx\n"), "\nx\n");
  EXPECT_EQ(trimmed("\nx\n", " \n"), "x");
}

}  // namespace
}  // namespace schedlitmus
