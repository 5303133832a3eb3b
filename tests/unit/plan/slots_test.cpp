#include "plan/slots.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace schedlitmus::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Slots, OneRunAtATimeWhereItNeedsAllCpus) {
  auto placement = place({0, 1}, 0, {2});
  EXPECT_EQ(placement.at_once, 1);
  EXPECT_THAT(placement.spare, IsEmpty());
  auto& slots = placement.slots;
  const auto slot = slots.take(2);
  EXPECT_EQ(slot.number, 1);
  EXPECT_THAT(slot.cpus, ElementsAre(0, 1));
  EXPECT_FALSE(slots.fits(1));
  slots.give_back(slot);
  EXPECT_TRUE(slots.fits(2));
}

TEST(Slots, MixedSettingsShareTheCpus) {
  auto slots = place({0, 1, 2, 3}, 0, {1, 2}).slots;
  const auto one = slots.take(1);
  const auto two = slots.take(2);
  EXPECT_THAT(one.cpus, ElementsAre(0));
  EXPECT_THAT(two.cpus, ElementsAre(1, 2));
  EXPECT_FALSE(slots.fits(2));
  const auto last = slots.take(1);
  EXPECT_THAT(last.cpus, ElementsAre(3));
  EXPECT_EQ(last.number, 3);
  slots.give_back(two);
  EXPECT_EQ(slots.take(1).number, 2) << "the lowest number that is free";
}

TEST(Slots, ARunWithMoreProcsThanCpusGetsAllAndIsAlone) {
  auto slots = place({0, 1}, 0, {1, 8}).slots;
  const auto narrow = slots.take(1);
  EXPECT_FALSE(slots.fits(8));
  slots.give_back(narrow);
  EXPECT_THAT(slots.take(8).cpus, ElementsAre(0, 1));
  EXPECT_FALSE(slots.fits(1));
}

TEST(Slots, NumberOfJobsIsALimitAndNeverMakesRunsShare) {
  EXPECT_EQ(place({0, 1, 2, 3}, 2, {1}).at_once, 2);
  EXPECT_EQ(place({0, 1, 2, 3}, 99, {2}).at_once, 2);
  auto slots = place({0, 1, 2, 3}, 2, {1}).slots;
  (void)slots.take(1);
  (void)slots.take(1);
  EXPECT_FALSE(slots.fits(1));
}

TEST(Slots, CpusThatNoRunCanHaveAreSpare) {
  EXPECT_THAT(place({0, 1, 2, 3, 4}, 0, {2}).spare, ElementsAre(4));
  EXPECT_THAT(place({0, 1, 2, 3, 4}, 1, {2}).spare, ElementsAre(2, 3, 4));
  EXPECT_THAT(place({0, 1, 2, 3, 4}, 0, {1, 2}).spare, IsEmpty());
  EXPECT_THAT(place({0, 1, 2}, 0, {8}).spare, IsEmpty());
  EXPECT_THAT(place({6, 7, 2}, 1, {1}).slots.cpus(), ElementsAre(6)) << "in the order given";
}

TEST(Slots, NeverGiveACpuTwice) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<int> cpus(1 + random() % 9);
    for (std::size_t i = 0; i < cpus.size(); ++i) cpus[i] = static_cast<int>(3 * i);
    auto slots = place(cpus, static_cast<int>(random() % 4), {1, 2, 3}).slots;
    std::vector<Slot> taken;
    for (int step = 0; step < 100; ++step) {
      const int procs = 1 + static_cast<int>(random() % 3);
      if (random() % 2 == 0 && slots.fits(procs)) {
        taken.push_back(slots.take(procs));
      } else if (!taken.empty()) {
        slots.give_back(taken.back());
        taken.pop_back();
      }
      std::set<int> used;
      std::set<int> numbers;
      std::size_t count = 0;
      for (const auto& slot : taken) {
        used.insert(slot.cpus.begin(), slot.cpus.end());
        numbers.insert(slot.number);
        count += slot.cpus.size();
      }
      ASSERT_EQ(used.size(), count);
      ASSERT_EQ(numbers.size(), taken.size());
      ASSERT_EQ(slots.taken(), static_cast<int>(taken.size()));
    }
  }
}

}  // namespace
}  // namespace schedlitmus::plan
