#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>

#include "report/writers.hpp"
#include "unit/report/large_report.hpp"
#include "unit/report/sample_report.hpp"

namespace schedlitmus::report {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the sample reports
using ::testing::HasSubstr;
using ::testing::Not;

/// The page is written so that it is XML as well; a tag from a hostile text would break it.
pugi::xml_document parsed(const std::string& page) {
  pugi::xml_document document;
  const auto result = document.load_string(page.c_str());
  EXPECT_TRUE(result) << result.description() << " at " << page.substr(static_cast<std::size_t>(result.offset), 80);
  return document;
}

std::string text_of(const pugi::xml_node& node) {
  std::string text = node.value();
  for (const pugi::xml_node& child : node.children()) text += text_of(child) + " ";
  return text;
}

/// With single blanks.
std::string squeezed(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

TEST(Html, IsWellFormed) {
  for (const Report& report : {mixed_report(), hostile_report(), long_report(), empty_report()})
    EXPECT_TRUE(parsed(to_html(report)).child("html"));
}

TEST(Html, ShowsAnAuthorsBackticksAsCodeAndTheNoiseOfTheHost) {
  Report report = report_of(holding_check());
  report.cells[0].checks[0].why = "`[4 4]` where a < b";
  report.noise = NoiseSummary{.runs = 12, .excluded = 2, .signals = {}, .source = "defaults"};
  const std::string page = to_html(report);
  EXPECT_TRUE(parsed(page).child("html"));
  EXPECT_THAT(page, HasSubstr("<code>[4 4]</code> where a &lt; b"));
  EXPECT_THAT(page, HasSubstr("2 of 12 runs excluded"));
}

TEST(Html, TakesNothingFromElsewhereAndRunsOneScriptOfItsOwn) {
  for (const Report& report : {mixed_report(), hostile_report()}) {
    const std::string page = to_html(report);
    for (const char* forbidden :
         {"http:", "https:", "@import", " src=", "<link", "<iframe", "<img", " style=", " onclick="})
      EXPECT_THAT(page, Not(HasSubstr(forbidden)));
    for (std::size_t at = page.find("url("); at != std::string::npos; at = page.find("url(", at + 1))
      EXPECT_EQ(page[at + 4], '#') << "only parts of the page itself are referred to";
    const auto document = parsed(page);
    EXPECT_EQ(document.select_nodes("//script[not(@type)]").size(), 1U);
    EXPECT_EQ(document.select_nodes("//script[@type!='application/json']").size(), 0U);
    EXPECT_THAT(document.select_node("//meta[@http-equiv]").node().attribute("content").value(),
                ::testing::MatchesRegex("default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]+='; script-src "
                                        "'sha256-[A-Za-z0-9+/]+='; base-uri 'none'; form-action 'none'"));
  }
}

TEST(Html, HasOnlyTheElementsAndAttributesOfItsTemplate) {
  const auto tame = parsed(to_html(mixed_report()));
  const auto hostile = parsed(to_html(hostile_report()));
  const auto words_of = [](const pugi::xml_document& document) {
    std::set<std::string> words;
    for (const auto& found : document.select_nodes("//* | //@*"))
      words.insert(found.node() ? found.node().name() : std::string("@") + found.attribute().name());
    return words;
  };
  EXPECT_EQ(words_of(tame), words_of(hostile));
}

TEST(Html, ShowsHostileTextAsText) {
  const auto document = parsed(to_html(hostile_report()));
  EXPECT_THAT(document.select_node("//h2[@id='g0']").node().text().get(), HasSubstr("\"><script>alert(1)</script>&'"));
  EXPECT_THAT(document.select_node("//h2[@id='g0']").node().text().get(), HasSubstr("\\x1b[31m\\x01"));
}

TEST(Html, LinksOnlyToAnchorsThatAreThereOnce) {
  for (const Report& report : {mixed_report(), hostile_report(), long_report()}) {
    const auto document = parsed(to_html(report));
    std::multiset<std::string> ids;
    for (const auto& found : document.select_nodes("//@id")) ids.insert(found.attribute().value());
    EXPECT_FALSE(ids.empty());
    for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
    const auto links = document.select_nodes("//@href");
    EXPECT_FALSE(links.empty());
    for (const auto& found : links) {
      const std::string target = found.attribute().value();
      ASSERT_EQ(target.front(), '#');
      EXPECT_EQ(ids.count(target.substr(1)), 1U) << target;
    }
  }
}

TEST(Html, HasASignForEachCellInTheMatrix) {
  const auto document = parsed(to_html(mixed_report()));
  const auto cells = document.select_nodes("//table[@id='matrix']/tbody/tr/td");
  const char* expected[] = {"– skipped", "● holds", "✗ not as expected",      "? inconclusive",
                            "● holds",   "! error", "○ violated, as expected"};
  ASSERT_EQ(cells.size(), std::size(expected));
  for (std::size_t i = 0; i < cells.size(); ++i) {
    EXPECT_THAT(squeezed(text_of(cells[i].node())), HasSubstr(expected[i])) << "column " << i;
    EXPECT_STREQ(cells[i].node().child("a").attribute("href").value(), ("#c" + std::to_string(i)).c_str());
  }
}

/// The rows of a table of values: what stands in each place.
std::vector<std::string> row_of(const pugi::xml_document& document, const std::string& name) {
  std::vector<std::string> places;
  for (const auto& row : document.select_nodes("//table[contains(@class, 'values')]/tbody/tr")) {
    if (squeezed(text_of(row.node().child("th"))) != name) continue;
    for (const auto& place : row.node().children("td")) places.push_back(squeezed(text_of(place)));
  }
  return places;
}

TEST(Html, ShowsTheValuesOfTheReleasesSideBySide) {
  const auto document = parsed(to_html(mixed_report()));
  EXPECT_THAT(row_of(document, "held / runs"), ::testing::ElementsAre("10/10", "1/5", "7/10", "1/5", "10/10"));
  EXPECT_THAT(row_of(document, "[4 4]"), ::testing::ElementsAre("8", "1", "7", "1", "8"))
      << "the last one has its own form of the check, and a table of its own";
  EXPECT_THAT(row_of(document, "[1 7]"), ::testing::ElementsAre("", "3", "", "3"));
}

TEST(Html, ShowsEachCellInFull) {
  const auto document = parsed(to_html(mixed_report()));
  const std::string cell = text_of(document.select_node("//div[@id='c2']").node());
  for (const char* part :
       {"held in 1 of 5 runs", "290ms to 325ms", "no sample within 50ms of 300ms", "120 samples read, none lost",
        "./schedlitmus run two_procs --go 1.9.7", "GODEBUG=schedtrace=100"})
    EXPECT_THAT(cell, HasSubstr(part));
  const std::string group = text_of(document.select_node("//section[@class='group']").node());
  for (const char* part : {"local_queues = [4 4] ±1", "two_procs.json:18", "Nothing moves them once they run."})
    EXPECT_THAT(group, HasSubstr(part));
}

TEST(Html, ShowsEachRunWithWhatItSaid) {
  Report report = report_of(violated_check());
  RunReport run;
  run.id = 17;
  run.ending = "timed_out";
  run.wall = Millis(1500);
  run.samples = 60;
  run.lost_samples = 2;
  run.noise.steal_share = 0.031;
  run.outcomes = {{"split", expectation::OutcomeKind::missed, "[1 7]", Millis(300), ""}};
  report.cells[0].each_run = {run};
  run.id = 18;
  run.counts = false;
  run.excluded_why = "others used 40 %";
  run.outcomes.clear();
  report.cells[0].each_run.push_back(run);
  const auto document = parsed(to_html(report));
  const auto rows = document.select_nodes("//details[@class='inner']//tbody/tr");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(squeezed(text_of(rows[0].node())), "17 missed: [1 7] at 300ms timed out 1.5s 60, 2 lost –, –, 3.1 %, –");
  EXPECT_THAT(squeezed(text_of(rows[1].node())), HasSubstr("18 – timed out"));
  EXPECT_THAT(squeezed(text_of(rows[1].node())), HasSubstr("excluded: others used 40 %"));
}

TEST(Html, OpensTheCellsThatAreNotAsExpected) {
  const auto document = parsed(to_html(mixed_report()));
  std::vector<std::string> open;
  for (const auto& found : document.select_nodes("//details[@open]/div"))
    open.emplace_back(found.node().attribute("id").value());
  EXPECT_THAT(open, ::testing::ElementsAre("c2", "c5"));
  Report many = long_report();
  for (Cell& cell : many.cells) cell.checks[0] = violated_check();
  EXPECT_TRUE(parsed(to_html(many)).select_nodes("//details[@open]").empty()) << "26 open ones are no help";
}

TEST(Html, DrawsTheTimelineWithATitleAndADescription) {
  const auto document = parsed(to_html(mixed_report()));
  const pugi::xml_node svg = document.select_node("//div[@id='c1']//svg").node();
  ASSERT_TRUE(svg);
  EXPECT_STREQ(svg.attribute("role").value(), "img");
  EXPECT_STREQ(svg.attribute("aria-labelledby").value(), "c1-t c1-d");
  EXPECT_THAT(svg.child("desc").text().get(), HasSubstr("5 samples"));
  EXPECT_EQ(document.select_nodes("//main//svg").size(), 1U);
}

TEST(Html, HasTheSamplesOfTheJsonReportForThePicture) {
  Report report = mixed_report();
  report.cells[1].timeline->points[2].seats = {{3, 7}, {std::nullopt, std::nullopt}};
  report.cells[1].timeline->points[2].threads = 5;
  const auto page = parsed(to_html(report));
  const auto series = page.select_node("//div[@id='c1']//script").node().text().get();
  EXPECT_EQ(nlohmann::json::parse(series), nlohmann::json::parse(to_json(report))["cells"][1]["timeline"]);
}

TEST(Html, ShowsTheTraceAndSaysWhatIsLeftOutOfIt) {
  Report report = report_of(holding_check());
  report.cells[0].timeline = short_timeline();
  Timeline& timeline = *report.cells[0].timeline;
  timeline.trace = "SCHED 0ms: gomaxprocs=2\n<script>alert(1)</script>\x1b[31m\nSCHED 100";
  timeline.trace_bytes = timeline.trace.size();
  EXPECT_THAT(text_of(parsed(to_html(report)).select_node("//pre").node()),
              HasSubstr("SCHED 0ms: gomaxprocs=2\n<script>alert(1)</script>\\x1b[31m\nSCHED 100"));
  timeline.trace_bytes = 5000;
  const std::string page = to_html(report);
  EXPECT_THAT(page, Not(HasSubstr("SCHED 100<"))) << "whole lines";
  EXPECT_THAT(page, HasSubstr("schedlitmus show 17 --stderr"));
}

TEST(Html, StaysBelowTenMegabytes) {
  const Report report = large_report();
  const std::string page = to_html(report);
  RecordProperty("bytes", static_cast<int>(page.size()));
  EXPECT_LT(page.size(), 10'000'000U);
  EXPECT_TRUE(page.find("schedlitmus show") != std::string::npos) << "the traces are cut, not left out";
  EXPECT_TRUE(parsed(page).child("html"));
}

TEST(Html, ShowsTheCompilersLines) {
  const auto document = parsed(to_html(mixed_report()));
  EXPECT_THAT(document.select_node("//div[@id='c5']//pre").node().text().get(),
              HasSubstr("# ten_goroutines\n./main.go:7:2: undefined: x"));
}

TEST(Html, SaysItAllInTheHeadline) {
  const auto headline = [](const Report& report) {
    return std::string(parsed(to_html(report)).select_node("//h1").node().text().get());
  };
  EXPECT_EQ(headline(long_report()), "All 26 checks are as expected");
  EXPECT_EQ(headline(report_of(violated_check())), "1 of 1 check is not as expected");
  EXPECT_EQ(headline(report_of(inconclusive_check())), "1 of 1 check is inconclusive");
  EXPECT_EQ(headline(empty_report()), "Nothing was checked");
}

}  // namespace
}  // namespace schedlitmus::report
