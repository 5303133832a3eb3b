#include "support/shell.hpp"

#include <gtest/gtest.h>

namespace schedlitmus {
namespace {

TEST(ShellQuote, LeavesPlainWordsAsTheyAre) {
  EXPECT_EQ(shell_quote("expectations/a_b-c.json"), "expectations/a_b-c.json");
  EXPECT_EQ(shell_quote("1.5,1.9"), "1.5,1.9");
}

TEST(ShellQuote, QuotesWhatAShellWouldChange) {
  EXPECT_EQ(shell_quote(""), "''");
  EXPECT_EQ(shell_quote("a b"), "'a b'");
  EXPECT_EQ(shell_quote(">=1.5"), "'>=1.5'");
  EXPECT_EQ(shell_quote("$HOME*"), "'$HOME*'");
  EXPECT_EQ(shell_quote("it's"), "'it'\\''s'");
}

}  // namespace
}  // namespace schedlitmus
