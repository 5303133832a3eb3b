// One goroutine that does all the work.
#include <gmock/gmock.h>

#include "unit/diagnosis/traces.hpp"

namespace schedlitmus::diagnosis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(BusyP, AlsoWhereEachSampleFindsItJustPreempted) {
  const auto with = [](int others) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.idle = 0;
      made.add(1, 1, "chan receive");
      const auto first_client = made.goroutines.size();
      made.add(others, 1, "chan send");
      made.add(15, 4, "chan send");
      for (auto g = first_client; g < made.goroutines.size(); ++g) made.goroutines[g].id += i * 100;
      return made;
    }));
  };
  EXPECT_THAT(with(0), ElementsAre("busy-p"));
  EXPECT_THAT(with(1), ElementsAre("busy-p"));
  EXPECT_THAT(with(2), IsEmpty()) << "more are ready than there are Ps: it is one of many";
}

TEST(BusyP, TheSameOneRunsWhileManyWait) {
  const auto with = [](int shown, int waiting, std::string_view reason) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      if (is_one_of(shown, i)) made.goroutines[0].status = 2;
      made.idle = 0;
      made.add(waiting, 4, reason);
      return made;
    }));
  };
  EXPECT_THAT(with(12, 8, "chan send"), IsEmpty());
  EXPECT_THAT(with(13, 8, "chan send"), ElementsAre("busy-p"));
  EXPECT_THAT(with(50, 7, "chan send"), IsEmpty());
  EXPECT_THAT(with(50, 100, "chan receive"), IsEmpty()) << "idle workers are no backlog";
}

TEST(BusyP, IsNoneWhereTwoRunAllTheTime) {
  const auto findings = diagnose([](int) {
    auto made = idle_program();
    made.goroutines[0].status = 2;
    made.add(1, 2, "");
    made.idle = 0;
    made.add(12, 4, "chan send");
    return made;
  });
  EXPECT_THAT(names_in(findings), IsEmpty());
}

TEST(BusyP, IsNoneWhereTheOthersWaitAsWorkersDo) {
  // G4 feeds them; they are ready in every third sample, and wait in "select" or for more work else.
  for (const std::string_view reason : {"select", "chan receive"}) {
    EXPECT_THAT(names_in(diagnose([=](int i) {
                  auto made = idle_program();
                  made.add(1, 2, "chan receive");
                  made.add(20, i % 3 == 0 ? 1 : 4, reason);
                  return made;
                })),
                IsEmpty())
        << reason;
  }
}

TEST(BusyP, OneAtATimeOnlyWhereNobodyWaitsForAP) {
  const auto with = [](int queue) {
    return names_in(diagnose([=](int i) {
      auto made = idle_program();
      made.queue = queue;
      made.add(20, 4, "semacquire");
      made.goroutines[static_cast<std::size_t>(4 + i % 15)].status = 2;
      return made;
    }));
  };
  EXPECT_THAT(with(7), ElementsAre("busy-p"));
  EXPECT_THAT(with(8), IsEmpty());
}

}  // namespace
}  // namespace schedlitmus::diagnosis
