#include "trace/health.hpp"

#include <gtest/gtest.h>

#include <set>

namespace schedlitmus::trace {
namespace {

TEST(Health, IsEmptyAtFirst) {
  const Health health;
  EXPECT_EQ(health.lost(), 0U);
  EXPECT_EQ(health.lost_share(), 0.0);
}

TEST(Health, KeepsTheFirstExampleAndCountsOn) {
  Health health;
  health.count(Trouble::torn_line, 7, "first");
  health.count(Trouble::torn_line, 9, "second");
  EXPECT_EQ(health.of(Trouble::torn_line).count, 2U);
  EXPECT_EQ(health.of(Trouble::torn_line).first_line, 7U);
  EXPECT_EQ(health.of(Trouble::torn_line).example, "first");
}

TEST(Health, CountsAsLostOnlyWhatLosesASample) {
  Health health;
  health.samples = 6;
  health.count(Trouble::torn_header, 1, "");
  health.count(Trouble::list_length, 2, "");
  health.count(Trouble::torn_line, 3, "");
  health.count(Trouble::foreign_text, 4, "");
  EXPECT_EQ(health.lost(), 2U);
  EXPECT_DOUBLE_EQ(health.lost_share(), 0.25);
}

TEST(Health, MakesExamplesPrintableAndShort) {
  Health health;
  health.count(Trouble::foreign_text, 1, "a\x1b[31mb\xff\n" + std::string(1000, 'x'));
  const auto& example = health.of(Trouble::foreign_text).example;
  EXPECT_EQ(example.size(), 200U);
  EXPECT_TRUE(example.starts_with("a.[31mb..x"));
}

TEST(Health, NamesEveryTrouble) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kTroubles; ++i) EXPECT_TRUE(names.insert(name_of(static_cast<Trouble>(i))).second);
  EXPECT_EQ(severity_of(Trouble::torn_header), Severity::loss);
  EXPECT_EQ(severity_of(Trouble::foreign_text), Severity::info);
}

}  // namespace
}  // namespace schedlitmus::trace
