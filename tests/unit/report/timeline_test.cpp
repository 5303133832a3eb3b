#include "report/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Timeline long_timeline(int samples) {
  Timeline timeline;
  for (int i = 0; i < samples; ++i) timeline.points.push_back({Millis(i), 0.0, {1, 1}, 0.0});
  return timeline;
}

std::string svg_of(const Timeline& timeline, const std::vector<DecidedAt>& decided = {}) {
  return timeline_svg(stack(timeline), timeline.run, decided, "c7");
}

TEST(ThinOut, IsWhatIsDrawn) {
  Timeline timeline = long_timeline(1000);
  timeline.points[777].runqueue = 99;
  const Timeline thin = thin_out(timeline, 60);
  const StackedTimeline stacked = stack(timeline, 60);
  ASSERT_EQ(thin.points.size(), 60U);
  ASSERT_EQ(stacked.points.size(), 60U);
  for (std::size_t i = 0; i < 60; ++i) {
    EXPECT_EQ(thin.points[i].time, stacked.points[i].time);
    EXPECT_EQ(thin.points[i].runqueue, stacked.points[i].layers.back());
  }
}

TEST(StackedTimeline, PutsTheGlobalQueueOnTopOfTheLocalOnes) {
  const StackedTimeline stacked = stack(short_timeline());
  EXPECT_THAT(stacked.names, ElementsAre("P0", "P1", "global"));
  ASSERT_EQ(stacked.points.size(), 5U);
  EXPECT_THAT(stacked.points[3].layers, ElementsAre(3, 3, 2));
  EXPECT_EQ(stacked.points[3].time, Millis(300));
  EXPECT_EQ(stacked.samples_a_point, 1U);
}

TEST(StackedTimeline, KeepsThePeakWhereItThinsOut) {
  Timeline timeline = long_timeline(10'000);
  timeline.points[7777].runqueue = 99;
  const StackedTimeline stacked = stack(timeline);
  EXPECT_EQ(stacked.points.size(), kMostPoints);
  EXPECT_EQ(stacked.samples, 10'000U);
  EXPECT_EQ(stacked.samples_a_point, 42U);
  const auto peak = std::find_if(stacked.points.begin(), stacked.points.end(),
                                 [](const StackedPoint& point) { return point.layers.back() == 99; });
  ASSERT_NE(peak, stacked.points.end());
  EXPECT_EQ(peak->time, Millis(7777));
}

TEST(StackedTimeline, JoinsManyProcessorsIntoFewLayers) {
  Timeline timeline;
  timeline.points.push_back({Millis(0), 3.0, std::vector<std::int64_t>(20, 1), 0.0});
  const StackedTimeline stacked = stack(timeline);
  EXPECT_THAT(stacked.names, ElementsAre("P0 to P2", "P3 to P5", "P6 to P8", "P9 to P11", "P12 to P14", "P15 to P17",
                                         "P18 to P19", "global"));
  EXPECT_THAT(stacked.points[0].layers, ElementsAre(3, 3, 3, 3, 3, 3, 2, 3));
}

TEST(StackedTimeline, LeavesOutSamplesWithoutQueuesAndSortsByTime) {
  Timeline timeline;
  timeline.points = {{Millis(20), 1.0, {0}, 0.0}, {Millis(15), std::nullopt, {}, 1.0}, {Millis(10), 2.0, {}, 0.0}};
  const StackedTimeline stacked = stack(timeline);
  ASSERT_EQ(stacked.points.size(), 2U);
  EXPECT_EQ(stacked.points[0].time, Millis(10));
  EXPECT_THAT(stacked.points[0].layers, ElementsAre(0, 2));
}

TEST(TimelineSvg, IsXmlThatDescribesItself) {
  const std::string svg = svg_of(short_timeline(), {{"split", Millis(290), Millis(310)}});
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg.c_str()));
  EXPECT_STREQ(document.select_node("/svg/title").node().text().get(), "Run queues over time, run 17");
  EXPECT_THAT(document.select_node("/svg/desc").node().text().get(),
              HasSubstr("from 0s to 400ms, in 5 samples. Most of them, 8, at 200ms: P0 4, P1 4, global 0."));
  EXPECT_EQ(document.select_nodes("/svg/path[title]").size(), 4U) << "two local queues, the global one, idle Ps";
  EXPECT_EQ(document.select_nodes("/svg/rect[@class='decided']").size(), 1U);
}

TEST(TimelineSvg, SaysWhereItsTimesCountFrom) {
  Timeline timeline = short_timeline();
  EXPECT_THAT(svg_of(timeline), HasSubstr("since the start of the program"));
  timeline.since = "the start of the load";
  EXPECT_THAT(svg_of(timeline), HasSubstr("since the start of the load"));
}

TEST(TimelineSvg, DrawsOneStepForEachChange) {
  Timeline timeline = long_timeline(100);
  timeline.points[50].runqueue = 2;
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(svg_of(timeline).c_str()));
  const std::string path = document.select_node("/svg/path[@class='layer']").node().attribute("d").value();
  EXPECT_EQ(std::count(path.begin(), path.end(), 'V'), 4) << path << ": rise, peak, fall, and back to the base";
}

TEST(TimelineSvg, LeavesOutChecksThatWereDecidedOutsideOfTheRun) {
  const std::string svg = svg_of(short_timeline(), {{"late", Millis(9000), Millis(9001)}});
  EXPECT_THAT(svg, ::testing::Not(HasSubstr("late")));
}

TEST(TimelineSvg, NamesChecksWhereThereIsRoom) {
  const auto label_of = [](Millis first, Millis last) {
    pugi::xml_document document;
    EXPECT_TRUE(document.load_string(svg_of(short_timeline(), {{"blocked-threads", first, last}}).c_str()));
    const auto label = document.select_node("/svg/text[contains(@class, 'lane')]").node();
    const auto rect = document.select_node("/svg/rect[@class='decided']").node();
    return std::pair(std::string(label.attribute("class").value()),
                     label.attribute("x").as_double() - rect.attribute("x").as_double());
  };
  EXPECT_EQ(label_of(Millis(100), Millis(110)).first, "lane") << "behind it";
  const auto late = label_of(Millis(480), Millis(499));
  EXPECT_EQ(late.first, "lane before");
  EXPECT_LT(late.second, 0) << "before it";
  const auto whole = label_of(Millis(0), Millis(499));
  EXPECT_EQ(whole.first, "lane before");
  EXPECT_GT(whole.second, 200) << "in it, up to its end";
}

TEST(TimelineSvg, EscapesNames) {
  const std::string svg = svg_of(short_timeline(), {{kHostile, Millis(100), Millis(100)}});
  EXPECT_THAT(svg, ::testing::Not(HasSubstr("<script")));
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(svg.c_str()));
}

TEST(TimelineSvg, IsEmptyWhereThereIsNothingToDraw) { EXPECT_EQ(svg_of({}), ""); }

TEST(TimelineSvg, DrawsASingleSample) {
  Timeline timeline;
  timeline.points = {{Millis(5), 1.0, {2}, 0.0}};
  EXPECT_THAT(svg_of(timeline), HasSubstr("<svg"));
}

}  // namespace
}  // namespace schedlitmus::report
