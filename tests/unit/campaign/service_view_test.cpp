#include "campaign/service_view.hpp"

#include <gtest/gtest.h>

namespace schedlitmus::campaign {
namespace {

using Clock = ServiceView::Clock;

class View : public ::testing::Test {
 protected:
  [[nodiscard]] static Clock::time_point at(int ms) { return Clock::time_point{} + std::chrono::hours(1) + Millis{ms}; }
  ServiceView view{at(0)};
};

TEST_F(View, LooksAtNothingBeforeItIsOpened) {
  EXPECT_FALSE(view.place(Millis{0}, at(20)));
  EXPECT_FALSE(view.place(Millis{100}, at(120)));
}

TEST_F(View, CountsFromWhereItIsOpenedInTheTracesOwnTime) {
  // The trace began 20 ms after the process, and one sample came late.
  (void)view.place(Millis{0}, at(20));
  (void)view.place(Millis{100}, at(135));
  view.open(at(320), Millis{50});
  EXPECT_FALSE(view.place(Millis{299}, at(321)));
  EXPECT_FALSE(view.place(Millis{349}, at(369))) << "in the warm-up";
  EXPECT_EQ(view.place(Millis{350}, at(370)), Millis{50});
  EXPECT_EQ(view.place(Millis{400}, at(900)), Millis{100}) << "however late it comes";
}

TEST_F(View, EndsWhereItIsClosed) {
  (void)view.place(Millis{0}, at(0));
  view.open(at(100), Millis{0});
  EXPECT_EQ(view.place(Millis{200}, at(200)), Millis{100});
  view.close(at(250));
  EXPECT_EQ(view.place(Millis{250}, at(260)), Millis{150});
  EXPECT_FALSE(view.place(Millis{251}, at(261)));
}

TEST_F(View, WhatWasLookedAtStaysSo) {
  (void)view.place(Millis{0}, at(10));
  (void)view.place(Millis{500}, at(400));  // a clock that is ahead
  view.open(at(300), Millis{0});
  EXPECT_FALSE(view.place(Millis{500}, at(301)));
  EXPECT_EQ(view.place(Millis{501}, at(301)), Millis{0});
  view.close(at(302));
  store::Service kept;
  view.tell(kept);
  EXPECT_GE(*kept.until, Millis{501});
}

TEST_F(View, OfAStoredRunGivesTheSamePlaces) {
  (void)view.place(Millis{0}, at(7));
  view.open(at(1007), Millis{500});
  const auto first = view.place(Millis{1600}, at(1608));
  view.close(at(3007));
  store::Service kept;
  view.tell(kept);
  ServiceView again(kept);
  EXPECT_EQ(again.place(Millis{1600}, at(999'999)), first);
  EXPECT_FALSE(again.place(Millis{1499}, at(0)));
  EXPECT_FALSE(again.place(Millis{3001}, at(0)));
  EXPECT_EQ(again.place(Millis{3000}, at(0)), Millis{2000});
}

TEST_F(View, OfARunThatWasNeverReadyIsEmpty) {
  ServiceView again{store::Service{}};
  EXPECT_FALSE(again.place(Millis{100}, at(0)));
}

}  // namespace
}  // namespace schedlitmus::campaign
