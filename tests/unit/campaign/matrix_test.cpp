#include "campaign/matrix.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fakes.hpp"

namespace schedlitmus::campaign {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

expectation::Expectation expectation_with(std::string go, std::string default_releases,
                                          std::vector<expectation::ReleaseRule> rules = {}) {
  expectation::Expectation expectation;
  expectation.name = "e";
  expectation.scenario.go = std::move(go);
  expectation.scenario.default_releases = std::move(default_releases);
  expectation.scenario.gomaxprocs = {1, 2};
  expectation::Check check;
  check.id = "c";
  check.why = "the file's own";
  expectation.checks = {check};
  expectation.go_position = {"e.json", 4, 12};
  expectation.releases = std::move(rules);
  return expectation;
}

expectation::ReleaseRule rule(std::string go, std::string why) {
  expectation::ReleaseRule rule;
  rule.go = std::move(go);
  rule.why = std::move(why);
  return rule;
}

const toolchain::Toolchain::Listing& listing() {
  static schedlitmus::testing::FakeToolchain toolchain({"1.4.3", "1.5.3", "1.5.4", "1.13.15", "1.27.4"});
  return toolchain.listing;
}

std::vector<std::string> releases_of(const Matrix& matrix) {
  std::vector<std::string> releases;
  for (const auto& cell : matrix.cells) releases.push_back(cell.place.release);
  return releases;
}

TEST(Matrix, TriesTheDefaultReleasesUnlessTheCommandLineNamesSome) {
  const std::vector expectations{expectation_with(">=1.4", "1.5, latest")};
  Settings settings;
  EXPECT_THAT(releases_of(make_matrix(expectations, settings, listing())),
              ElementsAre("1.5.4", "1.5.4", "1.27.4", "1.27.4"));
  settings.go = "1.13";
  settings.gomaxprocs = {4};
  const auto matrix = make_matrix(expectations, settings, listing());
  EXPECT_THAT(releases_of(matrix), ElementsAre("1.13.15"));
  EXPECT_EQ(matrix.cells[0].place.gomaxprocs, 4);
}

TEST(Matrix, WithoutDefaultReleasesTriesAllThatTheExpectationIsAbout) {
  const auto matrix = make_matrix({expectation_with("1.5..1.13", "")}, {}, listing());
  EXPECT_THAT(matrix.releases, ElementsAre("1.5.4", "1.13.15"));
}

TEST(Matrix, SkipsAReleaseThatTheExpectationIsNotAbout) {
  Settings settings;
  settings.go = "1.4";
  const auto matrix = make_matrix({expectation_with(">=1.5", "")}, settings, listing());
  EXPECT_EQ(matrix.cells[0].skipped_why, "the expectation is about Go >=1.5 only");
}

TEST(Matrix, LatestIsAReleaseThatAnExpectationCanBeAbout) {
  const auto matrix = make_matrix({expectation_with("latest", "")}, {}, listing());
  ASSERT_THAT(matrix.releases, ElementsAre("1.27.4"));
  EXPECT_EQ(matrix.cells[0].skipped_why, "");
  Settings settings;
  settings.go = "1.5";
  EXPECT_NE(make_matrix({expectation_with("latest", "")}, settings, listing()).cells[0].skipped_why, "");
}

/// Two versions of a service, of which the newer one needs Go 1.22.
class TwoVersions : public ::testing::Test {
 protected:
  TwoVersions() {
    for (const auto& [name, release] : {std::pair("old", "1.13"), std::pair("new", "1.22")}) {
      fs::create_directories(folder_ / name);
      std::ofstream(folder_ / name / "go.mod") << "module example.com/shop\n\ngo " << release << "\n";
      std::ofstream(folder_ / name / "main.go") << "package main\n\nfunc main() {}\n";
    }
  }
  ~TwoVersions() override { fs::remove_all(folder_); }

  fs::path folder_ = fs::path(::testing::TempDir()) / fmt::format("schedlitmus-matrix-{}", ::getpid());
};

TEST_F(TwoVersions, AreEachRunOnTheReleasesThatCanBuildThem) {
  auto expectation = expectation_with(">=1.5", "1.13, latest");
  expectation.file = (folder_ / "e.json").string();
  expectation.scenario.gomaxprocs = {1};
  expectation.scenario.command.emplace().executable.build = "./new";
  expectation::Variant older;
  older.name = "old";
  older.executable.emplace().build = "./old";
  expectation::Variant newer;
  newer.name = "new";
  expectation.scenario.variants = {older, newer};
  const auto matrix = make_matrix({expectation}, {}, listing());
  ASSERT_THAT(matrix.cells, SizeIs(4));
  for (const auto& cell : matrix.cells) {
    const bool is_too_old = cell.place.release == "1.13.15" && cell.place.variant == "new";
    EXPECT_EQ(cell.skipped_why.empty(), !is_too_old) << cell.place.release << " " << cell.skipped_why;
    EXPECT_THAT(cell.skipped_why, HasSubstr(is_too_old ? "1.22" : ""));
  }
}

TEST(Matrix, FirstRuleThatMatchesAppliesAlone) {
  auto first = rule("1.13", "first");
  first.violated = {"c"};
  auto second = rule(">=1.5", "second");
  second.skip = true;
  Settings settings;
  settings.go = "1.5,1.13";
  settings.gomaxprocs = {1};
  const auto matrix = make_matrix({expectation_with(">=1.4", "", {first, second})}, settings, listing());
  ASSERT_THAT(matrix.cells, SizeIs(2));
  EXPECT_EQ(matrix.cells[0].skipped_why, "second");
  EXPECT_EQ(matrix.cells[1].skipped_why, "");
  EXPECT_THAT(matrix.cells[1].violated, ElementsAre("c"));
}

TEST(Matrix, ReplacedCheckSaysWhy) {
  expectation::Check own;
  own.id = "c";
  own.why = "the release's own";
  auto replacing = rule("1.13", "timers");
  replacing.checks = {own};
  Settings settings;
  settings.go = "1.13";
  const auto matrix = make_matrix({expectation_with(">=1.4", "", {replacing})}, settings, listing());
  EXPECT_EQ(matrix.cells[0].checks[0].why, "the release's own");
  EXPECT_EQ(matrix.cells[0].checks[0].replaced_why, "timers");
}

TEST(Matrix, SelectorThatCannotBeReadIsOneErrorWithItsPlace) {
  const auto matrix = make_matrix({expectation_with("one.five", "1.5, 1.13")}, {}, listing());
  ASSERT_THAT(matrix.errors, SizeIs(1));
  EXPECT_EQ(matrix.errors[0].where, "e.json:4:12");
}

TEST(Matrix, UnknownReleaseIsAnErrorAndNoColumn) {
  Settings settings;
  settings.go = "1.5,1.99";
  const auto matrix = make_matrix({expectation_with(">=1.4", "")}, settings, listing());
  EXPECT_THAT(matrix.releases, ElementsAre("1.5.4"));
  ASSERT_THAT(matrix.errors, SizeIs(1));
  EXPECT_THAT(matrix.errors[0].what, HasSubstr("1.99"));
}

}  // namespace
}  // namespace schedlitmus::campaign
