#include "plan/shard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace schedlitmus::plan {
namespace {

TEST(Shard, IsReadStrictly) {
  const auto shard = parse_shard("2/4");
  ASSERT_TRUE(shard.has_value());
  EXPECT_EQ(*shard, (Shard{2, 4}));
  EXPECT_EQ(to_string(*shard), "2/4");
  for (const char* text : {"", "2", "0/4", "5/4", "-1/4", "1/0", "1/4x", "a/b", "1//2", " 1/2", "1/99999999999"}) {
    EXPECT_FALSE(parse_shard(text).has_value()) << text;
  }
}

TEST(Shard, AllShardsTogetherHaveEachCellOnceAndAreOfOneSize) {
  std::mt19937 random(7);
  for (int round = 0; round < 100; ++round) {
    std::vector<bool> skipped(random() % 60);
    for (std::size_t i = 0; i < skipped.size(); ++i) skipped[i] = random() % 4 == 0;
    const int count = 1 + static_cast<int>(random() % 7);
    std::vector<std::size_t> all;
    std::vector<std::size_t> to_run;
    for (int index = 1; index <= count; ++index) {
      const auto cells = cells_of({index, count}, skipped);
      EXPECT_TRUE(std::ranges::is_sorted(cells));
      all.insert(all.end(), cells.begin(), cells.end());
      to_run.push_back(
          static_cast<std::size_t>(std::ranges::count_if(cells, [&](std::size_t cell) { return !skipped[cell]; })));
    }
    std::ranges::sort(all);
    ASSERT_EQ(all.size(), skipped.size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], i);
    EXPECT_LE(std::ranges::max(to_run) - std::ranges::min(to_run), 1U);
  }
}

}  // namespace
}  // namespace schedlitmus::plan
