#include "campaign/bisect.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "campaign/bisect_range.hpp"
#include "campaign_fixture.hpp"
#include "fakes.hpp"

namespace schedlitmus::campaign {
namespace {

using schedlitmus::testing::FakeLauncher;
using schedlitmus::testing::FakeProgram;
using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::release_of;
using schedlitmus::testing::steady_trace;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using toolchain::Version;

constexpr const char* kText = R"({
  "title": "four wait on each P",
  "scenario": {"program": "spin", "go": ">=1.4", "gomaxprocs": [2], "trace": {"period": "50ms"}, "deadline": "5s"},
  "checks": [
    {"id": "always", "always": true, "field": "gomaxprocs", "equals": 2},
    {"id": "split", "at": "300ms", "within": "50ms", "field": "local_queues", "equals": [4, 4]}
  ],
  "releases": [
    {"go": "1.13", "why": "as it is there", "violated": ["split"]},
    {"go": ">=1.14", "why": "another form", "checks": [{"id": "split", "at": "300ms", "field": "runqueue", "max": 3}]},
    {"go": "1.8", "skip": "another world"}
  ]
})";

/// Programs whose queues are 4 and 4 on the good releases, none on the silent ones, and others elsewhere.
class BisectTest : public CampaignFixture {
 protected:
  BisectTest() {
    launcher_.program = [this](const process::LaunchSpec& spec) {
      const auto version = release_of(spec);
      looked_at_.insert(version);
      if (silent_.contains(version)) return FakeProgram{steady_trace("4 4", 0, 100), {}};
      return FakeProgram{steady_trace(is_good_(*Version::parse(version)) ? "4 4" : "0 8", 0, 1000), {}};
    };
  }

  Result<Bisected> bisect(const std::string& good, const std::string& bad, BisectTask task = {}) {
    task.good = good;
    task.bad = bad;
    looked_at_.clear();
    auto store = store::Store::open((folder_ / "store.db").string());
    return campaign::bisect(*expectation::parse(kText, "split.json", "split"), task, settings_,
                            {launcher_, toolchain_, *store, interrupted_}, {});
  }
  std::string error(const std::string& good, const std::string& bad, BisectTask task = {}) {
    const auto found = bisect(good, bad, std::move(task));
    return found ? "found" : to_string(found.error());
  }
  static std::string answer(const Result<Bisected>& found) {
    if (!found) return to_string(found.error());
    std::string text;
    for (const auto& flip : found->flips) {
      text += flip.before + (flip.to_bad ? " -> " : " <- ") + flip.after;
      for (const auto& release : flip.undecided) text += " ?" + release;
      text += "; ";
    }
    return text;
  }

  std::function<bool(const Version&)> is_good_ = [](const Version& version) { return version.minor < 12; };
  std::set<std::string> silent_, looked_at_;
  FakeToolchain toolchain_{{"1.5.4", "1.6.4", "1.7.6", "1.8.7", "1.9.7", "1.10.8", "1.11.13", "1.12beta1", "1.12rc1",
                            "1.12", "1.12.9", "1.12.17", "1.13.15", "1.14.15", "1.15.15"}};
  FakeLauncher launcher_;
  std::function<bool()> interrupted_ = [] { return false; };
};

TEST_F(BisectTest, FindsTheFirstReleaseWithoutLookingAtAll) {
  const auto found = bisect("1.5", "1.15");
  EXPECT_EQ(answer(found), "1.11.13 -> 1.12beta1; ");
  EXPECT_EQ(found->check, "split") << "the first that is different on the ends";
  EXPECT_EQ(found->condition, "local_queues = [4 4] at 300ms") << "its own form, also where a release has another";
  EXPECT_LT(looked_at_.size(), 9U);
  std::vector<std::string> tried;
  for (const auto& one : found->tried) tried.push_back(one.release);
  EXPECT_EQ(tried.front(), "1.5.4");
  EXPECT_EQ(tried.back(), "1.15.15");
  EXPECT_EQ(std::set(tried.begin(), tried.end()), looked_at_);
}

TEST_F(BisectTest, FindsAPatch) {
  is_good_ = [](const Version& version) { return version < *Version::parse("1.12.9"); };
  EXPECT_EQ(answer(bisect("1.5", "1.15")), "1.12 -> 1.12.9; ");
  EXPECT_EQ(answer(bisect("1.12beta1", "1.12.17")), "1.12 -> 1.12.9; ");
  BisectTask minors;
  minors.minors_only = true;
  EXPECT_EQ(answer(bisect("1.5", "1.15", minors)), "1.11.13 -> 1.12.17; ");
}

TEST_F(BisectTest, TheBadOneMayBeTheOlderOne) {
  is_good_ = [](const Version& version) { return version.minor >= 12; };
  const auto found = bisect("1.15", "1.5");
  EXPECT_EQ(answer(found), "1.12beta1 -> 1.11.13; ");
  EXPECT_EQ(found->tried.front().release, "1.15.15");
  EXPECT_THAT(error("1.5", "1.15"), HasSubstr("swap --good and --bad"));
}

TEST_F(BisectTest, GoesAroundWhatIsUndecidedSkippedOrNotToBeHad) {
  silent_ = {"1.11.13"};
  toolchain_.compile_errors["1.10.8"] = "no compiler";
  is_good_ = [](const Version& version) { return version.minor < 9; };
  const auto found = bisect("1.5", "1.15");
  EXPECT_EQ(answer(found), "1.7.6 -> 1.9.7 ?1.8.7; ") << "1.8 is skipped";
  is_good_ = [](const Version& version) { return version.minor < 11; };
  const auto range = bisect("1.5", "1.15");
  EXPECT_EQ(answer(range), "1.9.7 -> 1.12beta1 ?1.10.8 ?1.11.13; ");
  std::vector<std::string> why;
  for (const auto& tried : range->tried)
    if (tried.likeness == plan::Likeness::undecided) why.push_back(tried.release + " " + tried.why);
  EXPECT_THAT(why, ::testing::Contains(HasSubstr("1.10.8 no compiler")));
}

TEST_F(BisectTest, WhatIsFineAgainIsFoundWhereEachMinorIsLookedAt) {
  is_good_ = [](const Version& version) { return version.minor != 12 && version.minor != 13; };
  const auto found = bisect("1.11", "1.14");
  EXPECT_EQ(answer(found), "1.11.13 -> 1.12beta1; 1.13.15 <- 1.14.15; ") << "both ends hold, so all are looked at";
  EXPECT_TRUE(found->looked_at_all);
  is_good_ = [](const Version& version) { return version.minor < 7 || version.minor == 10; };
  BisectTask all;
  all.all = true;
  EXPECT_EQ(answer(bisect("1.5", "1.15", all)), "1.6.4 -> 1.7.6; 1.9.7 <- 1.10.8; 1.10.8 -> 1.11.13; ");
}

TEST_F(BisectTest, EndsThatDoNotDifferAreAnErrorWithTheirVerdicts) {
  is_good_ = [](const Version&) { return true; };
  EXPECT_THAT(error("1.5", "1.7"), AllOf(HasSubstr("no check HOLDS on Go 1.5.4 and is VIOLATED on Go 1.7.6"),
                                         HasSubstr("split: HOLDS"), HasSubstr("on 1.7.6")));
  is_good_ = [](const Version&) { return false; };
  BisectTask split;
  split.check = "split";
  EXPECT_THAT(error("1.5", "1.7", split), HasSubstr("split: VIOLATED 0/"));
}

TEST_F(BisectTest, TheCheckCanBeNamed) {
  BisectTask task;
  task.check = "always";
  EXPECT_THAT(error("1.11", "1.12", task), HasSubstr("no check HOLDS"));
  task.check = "spilt";
  EXPECT_THAT(error("1.11", "1.12", task), HasSubstr("did you mean \"split\"?"));
}

TEST_F(BisectTest, AnEndThatCannotBeRunIsAnError) {
  EXPECT_THAT(error("1.8", "1.12"), HasSubstr("skipped on Go 1.8.7"));
  toolchain_.compile_errors["1.15.15"] = "no compiler";
  EXPECT_THAT(error("1.5", "1.15"), HasSubstr("no compiler"));
  EXPECT_THAT(error("1.5", "1.99"), HasSubstr("--bad"));
  EXPECT_THAT(error("1.5..1.7", "1.15"), HasSubstr("--good: 3 releases in place of one"));
  EXPECT_THAT(error("1.5", "1.5.4"), HasSubstr("both Go 1.5.4"));
}

TEST_F(BisectTest, IsTakenUpAgainFromTheStore) {
  (void)bisect("1.5", "1.15");
  const auto looks = launcher_.launched.size();
  settings_.resume = true;
  EXPECT_EQ(answer(bisect("1.5", "1.15")), "1.11.13 -> 1.12beta1; ");
  EXPECT_EQ(launcher_.launched.size(), looks) << "all is in the store";
}

TEST_F(BisectTest, AnInterruptedOneHasNoAnswer) {
  interrupted_ = [this] { return launcher_.begun() > 3; };
  const auto found = bisect("1.5", "1.15");
  ASSERT_TRUE(found.has_value());
  EXPECT_TRUE(found->interrupted);
  EXPECT_THAT(found->flips, IsEmpty());
}

TEST(BisectRange, HasTheLastPatchesBetweenOrAllReleases) {
  std::vector<Version> available;
  for (const char* text : {"1.13.15", "1.11.13", "1.12rc1", "1.12.17", "1.12", "1.13rc2", "1.28-devel@/x"})
    available.push_back(*Version::parse(text));
  const auto names = [](const std::vector<Version>& row) {
    std::vector<std::string> texts;
    for (const auto& version : row) texts.push_back(version.to_string());
    return texts;
  };
  const auto low = *Version::parse("1.11.13"), high = *Version::parse("1.13.15");
  EXPECT_THAT(names(minors_between(low, high, available)), ElementsAre("1.11.13", "1.12.17", "1.13.15"));
  EXPECT_THAT(names(minors_between(high, low, available)), ElementsAre("1.13.15", "1.12.17", "1.11.13"));
  EXPECT_THAT(names(all_between(low, high, available)),
              ElementsAre("1.11.13", "1.12rc1", "1.12", "1.12.17", "1.13rc2", "1.13.15"));
}

}  // namespace
}  // namespace schedlitmus::campaign
