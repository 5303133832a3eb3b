#include "support/unified_diff.hpp"

#include <gtest/gtest.h>

#include <string>

namespace schedlitmus {
namespace {

TEST(UnifiedDiff, OfTheSameTextIsEmpty) {
  EXPECT_EQ(unified_diff("a\nb\n", "a\nb\n", "f"), "");
  EXPECT_EQ(unified_diff("", "", "f"), "");
}

TEST(UnifiedDiff, ShowsAChangedLineWithThreeAround) {
  EXPECT_EQ(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "f.json"),
            "--- f.json\n+++ f.json\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, ChangesFarApartAreHunksOfTheirOwn) {
  std::string before;
  for (int i = 1; i <= 20; ++i) before += std::to_string(i) + "\n";
  auto after = before;
  after.replace(after.find("2\n"), 2, "");
  after += "21\n";
  EXPECT_EQ(unified_diff(before, after, "f"),
            "--- f\n+++ f\n@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n@@ -18,3 +17,4 @@\n 18\n 19\n 20\n+21\n");
}

TEST(UnifiedDiff, OneLineHasNoCountAndNoLinesBeginBefore) {
  EXPECT_EQ(unified_diff("", "a\n", "f"), "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n");
  EXPECT_EQ(unified_diff("a\n", "", "f"), "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n");
}

TEST(UnifiedDiff, TellsALastLineWithoutAnEnd) {
  EXPECT_EQ(unified_diff("a", "a\n", "f"), "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

}  // namespace
}  // namespace schedlitmus
