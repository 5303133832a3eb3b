#include "changes/writers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "changes/bins.hpp"
#include "unit/changes/sample_comparison.hpp"

namespace schedlitmus::changes {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample comparisons
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using Json = nlohmann::json;

/// The page is written so that it is XML as well; a tag from a hostile text would break it.
pugi::xml_document parsed(const std::string& page) {
  pugi::xml_document document;
  const auto result = document.load_string(page.c_str());
  EXPECT_TRUE(result) << result.description() << " at " << page.substr(static_cast<std::size_t>(result.offset), 80);
  return document;
}

Json json_of(const Compared& compared) { return Json::parse(to_json(compared)); }

TEST(ChangesHtml, IsWellFormedAndRunsItsOwnScriptOnly) {
  for (const auto& compared : {comparison(4, 8, 3), hostile_comparison(), unchanged_comparison(), Compared{}}) {
    const auto page = to_html(compared);
    EXPECT_TRUE(parsed(page).child("html"));
    EXPECT_THAT(page, HasSubstr("default-src &#39;none&#39;; style-src &#39;sha256-"));
    EXPECT_THAT(page, Not(HasSubstr("<script>alert")));
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr(" style=")));
  }
}

TEST(ChangesHtml, SaysTheAnswerFirst) {
  const auto changed = to_html(comparison(4, 8, 3));
  EXPECT_THAT(changed, HasSubstr("<h1>load: 3 changes</h1>"));
  EXPECT_THAT(changed, HasSubstr("1.3.9 -&gt; 1.4.9: "));
  const auto same = to_html(unchanged_comparison());
  EXPECT_THAT(same, HasSubstr("<h1>load: no change</h1>"));
  EXPECT_THAT(same, HasSubstr("Mind: another host."));
}

TEST(ChangesHtml, EachNumberIsInTheJson) {
  const auto compared = comparison(4, 8, 2);
  const auto json = json_of(compared);
  const auto document = parsed(to_html(compared));
  const auto rows = document.select_nodes("//table[@id='matrix']/tbody/tr");
  const auto& observables = json["lines"][0]["observables"];
  ASSERT_EQ(rows.size(), observables.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::size_t place = 0;
    for (const auto& cell : rows[i].node().children("td")) {
      const auto& said = observables[i]["places"][place++];
      const std::string text = cell.child("a") ? cell.child("a").text().get() : cell.text().get();
      if (said.contains("median"))
        EXPECT_EQ(std::stod(text), said["median"].get<double>()) << observables[i]["observable"];
      else
        EXPECT_EQ(text, said["usual"].get<std::string>());
      EXPECT_EQ(std::string(cell.attribute("class").value()) == "changed", said["changes"].get<bool>());
    }
    EXPECT_EQ(place, 4U);
  }
}

TEST(ChangesJson, HasTheValueOfEachRun) {
  const auto json = json_of(comparison(4, 8, 0));
  ASSERT_THAT(json["changes"], SizeIs(3));
  for (const auto& change : json["changes"]) {
    for (const auto* side : {"before_runs", "after_runs"}) {
      const auto& values = change[side]["values"];
      EXPECT_EQ(values.size(), change[side]["runs"].get<std::size_t>());
      EXPECT_GT(values[0]["run"], 0);
    }
  }
}

TEST(ChangesJson, OfABaselineThereAreNoRunsToLookAt) {
  const auto json = json_of(unchanged_comparison());
  EXPECT_EQ(json["exit_code"], 0);
  EXPECT_EQ(json["lines"][0]["places"][0]["role"], "baseline");
  EXPECT_EQ(json["baseline"]["cautions"][0], "another host");
}

TEST(ChangesMarkdown, KeepsToItsLimitAndEscapes) {
  const auto text = to_markdown(hostile_comparison());
  EXPECT_THAT(text, Not(HasSubstr("<img")));
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, Not(HasSubstr("@all")));
  EXPECT_THAT(text, Not(HasSubstr("[a](b)")));
  const auto whole = to_markdown(comparison(26, 10, 20));
  EXPECT_THAT(whole, HasSubstr("🔶 load"));
  const auto cut = to_markdown(comparison(26, 10, 20), 2000);
  EXPECT_LE(cut.size(), 2000U);
  EXPECT_THAT(cut, HasSubstr("left out here"));
}

TEST(SideBySide, JoinsManyNumbersInRoundStepsAndLosesNoRun) {
  compare::Change change;
  std::vector<compare::RunValue> before;
  std::vector<compare::RunValue> after;
  for (int i = 0; i < 40; ++i) {
    before.push_back({0, i, compare::Value(i * 1.5)});
    after.push_back({1, i, compare::Value(-30 + i * 3.25)});
  }
  const auto bins = side_by_side(change, before, after);
  EXPECT_LE(bins.size(), kMostBins + 1);
  int runs = 0;
  for (const auto& bin : bins) runs += bin.before + bin.after;
  EXPECT_EQ(runs, 80);
}

TEST(SideBySide, ShowsFewNumbersAsTheyAre) {
  compare::Change change;
  const auto bins = side_by_side(change, {{0, 1, 4.0}, {0, 2, 4.0}}, {{1, 3, 4.0}, {1, 4, 9.5}});
  ASSERT_THAT(bins, SizeIs(2));
  EXPECT_EQ(bins[0].label, "4");
  EXPECT_EQ(bins[0].before, 2);
  EXPECT_EQ(bins[0].after, 1);
  EXPECT_EQ(bins[1].label, "9.5");
  EXPECT_EQ(bins[1].after, 1);
}

TEST(SideBySide, JoinsTheRarestTexts) {
  compare::Change change;
  change.is_number = false;
  change.what.name = "exit";
  std::vector<compare::RunValue> before{{0, 1, std::string("usual")}, {0, 2, std::string("usual")}};
  for (int i = 0; i < 20; ++i) before.push_back({0, i, "rare " + std::to_string(i)});
  const auto bins = side_by_side(change, before, {});
  ASSERT_THAT(bins, SizeIs(kMostBins));
  EXPECT_EQ(bins.front().label, "usual");
  EXPECT_EQ(bins.back().label, "10 others");
  EXPECT_EQ(bins.back().before, 10);
}

}  // namespace
}  // namespace schedlitmus::changes
