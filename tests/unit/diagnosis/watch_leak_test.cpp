// Goroutines that wait, more and more of them.
#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// So many goroutines wait at each sample.
Findings waiting(const std::function<int(int)>& count, std::string_view reason = "chan receive") {
  return diagnose([&](int i) {
    auto made = idle_program();
    made.add(count(i), 4, reason);
    return made;
  });
}

TEST(GoroutineLeak, AtItsSlope) {
  EXPECT_THAT(names_in(waiting([](int i) { return i * 9 / 10; })), IsEmpty());
  EXPECT_THAT(names_in(waiting([](int i) { return i * 12 / 10; })), ElementsAre("goroutine-leak"));
}

TEST(GoroutineLeak, NamesWhatGrows) {
  const auto findings = waiting([](int i) { return i * 5; }, "select");
  ASSERT_THAT(names_in(findings), ElementsAre("goroutine-leak"));
  const auto& reasons = findings.diagnoses[0].evidence.reasons;
  ASSERT_FALSE(reasons.empty());
  EXPECT_EQ(reasons[0].waitreason, "select");
}

TEST(GoroutineLeak, IsNoneWhereTheNumberStays) {
  EXPECT_THAT(names_in(waiting([](int) { return 1000; })), IsEmpty());
  EXPECT_THAT(names_in(waiting([](int i) { return std::min(i, 30) * 20; })), IsEmpty()) << "a cache that is warm";
  EXPECT_THAT(names_in(waiting([](int i) { return std::min(i, 38) * 20; })), IsEmpty()) << "since a short time only";
  EXPECT_THAT(names_in(waiting([](int i) { return i % 8 * 200; })), IsEmpty()) << "bursts that end";
  EXPECT_THAT(names_in(waiting([](int i) { return 2000 - i * 20; })), IsEmpty()) << "fewer and fewer";
}

TEST(GoroutineLeak, IsFoundBesideWhatComesAndGoes) {
  const auto with = [](int sleepers, int receivers) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.add(i * 2, 4, "select");
      made.add(i * 7 % 5 * sleepers, 4, "sleep");
      made.add(receivers > 0 ? 100 - 2 * i : 0, 4, "chan receive");
      return made;
    }));
  };
  EXPECT_THAT(with(30, 0), ElementsAre("goroutine-leak"));
  EXPECT_THAT(with(30, 1), IsEmpty()) << "as many end as begin to wait for something else";
}

TEST(GoroutineLeak, IsFoundWhereItComesInSteps) {
  EXPECT_THAT(names_in(waiting([](int i) { return i / 5 * 25; })), ElementsAre("goroutine-leak"));
}

}  // namespace
}  // namespace schedlitmus::diagnosis
