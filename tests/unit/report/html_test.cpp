#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "report/writers.hpp"
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

TEST(Html, TakesNothingFromElsewhereAndRunsNothing) {
  for (const Report& report : {mixed_report(), hostile_report()}) {
    const std::string page = to_html(report);
    for (const char* forbidden : {"<script", "http:", "https:", "//", "@import", " src=", "<link", "<iframe", "<img"})
      EXPECT_THAT(page, Not(HasSubstr(forbidden)));
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    for (std::size_t at = page.find("url("); at != std::string::npos; at = page.find("url(", at + 1))
      EXPECT_EQ(page[at + 4], '#') << "only parts of the page itself are referred to";
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
    for (const std::string& id : ids) EXPECT_EQ(ids.count(id), 1U) << id;
    for (const auto& found : document.select_nodes("//@href")) {
      const std::string target = found.attribute().value();
      ASSERT_EQ(target.front(), '#');
      EXPECT_EQ(ids.count(target.substr(1)), 1U) << target;
    }
  }
}

TEST(Html, HasARowForEachReleaseAndItsVerdictInWordsAndNumbers) {
  const auto document = parsed(to_html(mixed_report()));
  const auto rows = document.select_nodes("//section[@aria-labelledby='g0']/div/table/tbody/tr");
  ASSERT_EQ(rows.size(), 7U);
  const char* expected[] = {"– SKIPPED", "✓ HOLDS", "✗ VIOLATED", "? INCONCLUSIVE", "✓ HOLDS", "! ERROR", "✓ VIOLATED"};
  for (std::size_t i = 0; i < rows.size(); ++i)
    EXPECT_THAT(text_of(rows[i].node()), HasSubstr(expected[i])) << "row " << i;
  EXPECT_THAT(text_of(rows[2].node()), HasSubstr("1/5 ≤ 66 %"));
  EXPECT_THAT(text_of(rows[5].node()), Not(HasSubstr("/"))) << "an error has no numbers";
  EXPECT_STREQ(rows[2].node().child("th").attribute("scope").value(), "row");
}

TEST(Html, ShowsEachCellInFull) {
  const auto document = parsed(to_html(mixed_report()));
  const std::string cell = text_of(document.select_node("//div[@id='c2']").node());
  for (const char* part :
       {"local_queues = [4 4] ±1", "±1 each entry", "held in 1 of 5 runs", "[1 7]", "3 runs", "290ms to 325ms",
        "no sample within 50ms of 300ms", "two_procs.json:18", "120 samples read, none lost",
        "./schedlitmus run two_procs --go 1.9.7", "GODEBUG=schedtrace=100"})
    EXPECT_THAT(cell, HasSubstr(part));
}

TEST(Html, OpensTheCellsThatAreNotAsExpected) {
  const auto document = parsed(to_html(mixed_report()));
  std::vector<std::string> open;
  for (const auto& found : document.select_nodes("//details[@open]/div"))
    open.emplace_back(found.node().attribute("id").value());
  EXPECT_THAT(open, ::testing::ElementsAre("c2", "c5"));
}

TEST(Html, DrawsTheTimelineWithATitleAndADescription) {
  const auto document = parsed(to_html(mixed_report()));
  const pugi::xml_node svg = document.select_node("//div[@id='c1']//svg").node();
  ASSERT_TRUE(svg);
  EXPECT_STREQ(svg.attribute("role").value(), "img");
  EXPECT_STREQ(svg.attribute("aria-labelledby").value(), "c1-t c1-d");
  EXPECT_THAT(svg.child("desc").text().get(), HasSubstr("5 samples"));
  EXPECT_EQ(document.select_nodes("//svg").size(), 1U);
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
