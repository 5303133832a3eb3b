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

/// G4 runs in so many samples, while a thread spins; so many others are ready in every third one and wait else.
Findings of_server(int shown, int callers, std::string_view reason = "select",
                   const std::function<void(SampleMaker&, int)>& change = {}) {
  return diagnose([&](int i) {
    auto made = idle_program();
    made.idle = 0;
    made.spinning = 1;
    made.add(1, is_one_of(shown, i) ? 2 : 4, "chan receive");
    made.add(callers, i % 3 == 0 ? 1 : 4, reason);
    if (change) change(made, i);
    return made;
  });
}

TEST(BusyP, TheSameOneRunsAloneAndServesOthersInTurns) {
  EXPECT_THAT(names_in(of_server(24, 20)), IsEmpty());
  EXPECT_THAT(names_in(of_server(50, 15)), IsEmpty());
  EXPECT_THAT(names_in(of_server(50, 16, "select")), ElementsAre("busy-p"));
  EXPECT_THAT(names_in(of_server(50, 40, "sleep")), IsEmpty()) << "they wait for nobody";
  EXPECT_THAT(names_in(of_server(50, 40, "chan receive")), IsEmpty()) << "workers do, as a rule";
  const auto findings = of_server(25, 20);
  ASSERT_THAT(names_in(findings), ElementsAre("busy-p"));
  EXPECT_EQ(findings.diagnoses[0].confidence, Confidence::medium);
  EXPECT_THAT(findings.diagnoses[0].summary, testing::HasSubstr("G4 runs alone in 50"));
}

TEST(BusyP, WorkersRunBesideTheOneThatFeedsThem) {
  const auto with = [](int samples) {
    return names_in(of_server(50, 20, "select", [=](SampleMaker& made, int i) {
      if (i < samples) made.goroutines[static_cast<std::size_t>(5 + i)].status = 2;
    }));
  };
  EXPECT_THAT(with(1), ElementsAre("busy-p"));
  EXPECT_THAT(with(2), IsEmpty());
}

TEST(BusyP, WhoIsSeldomReadyIsNoCaller) {
  // In so many samples two of twenty are ready, each in its turn.
  const auto with = [](int samples) {
    return names_in(of_server(50, 20, "select", [=](SampleMaker& made, int i) {
      for (int g = 0; g < 20; ++g)
        made.goroutines[static_cast<std::size_t>(4 + g)].status = i < samples && i % 10 == g / 2 ? 1 : 4;
    }));
  };
  EXPECT_THAT(with(20), IsEmpty());
  EXPECT_THAT(with(30), ElementsAre("busy-p"));
}

TEST(BusyP, IsNoneWithIdleWorkersOrWhereOthersRunAsWell) {
  EXPECT_THAT(names_in(of_server(50, 0, "", [](SampleMaker& made, int) { made.add(40, 4, "chan receive"); })),
              IsEmpty())
      << "they wait in all samples";
  EXPECT_THAT(names_in(of_server(50, 20, "select", [](SampleMaker& made, int) { made.spinning = 0; })), IsEmpty())
      << "no P is without work";
  EXPECT_THAT(names_in(of_server(
                  50, 20, "select",
                  [](SampleMaker& made, int i) { made.goroutines[static_cast<std::size_t>(10 + i % 8)].status = 2; })),
              IsEmpty())
      << "the callers work, too";
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
