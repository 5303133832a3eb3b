#include "campaign/bisect_program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "campaign_fixture.hpp"
#include "fakes.hpp"
#include "toolchain/version.hpp"

namespace schedlitmus::campaign {
namespace {

using schedlitmus::testing::FakeLauncher;
using schedlitmus::testing::FakeProgram;
using schedlitmus::testing::FakeToolchain;
using schedlitmus::testing::release_of;
using schedlitmus::testing::steady_trace;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using toolchain::Version;

/// A program that prints what `prints_` says of the release, with a steady trace.
class BisectProgramTest : public CampaignFixture {
 protected:
  BisectProgramTest() {
    launcher_.program = [this](const process::LaunchSpec& spec) {
      const auto release = release_of(spec);
      ++runs_of_[release];
      const auto version = *Version::parse(release);
      return FakeProgram{steady_trace("0 0", queue_(version), 1000), {}, prints_(version)};
    };
  }

  Result<BisectedProgram> bisect(const std::string& good, const std::string& bad, ProgramTask task = {}) {
    task.good = good;
    task.bad = bad;
    runs_of_.clear();
    auto store = store::Store::open((folder_ / "store.db").string());
    return bisect_program(what_, task, settings_, {launcher_, toolchain_, *store, interrupted_}, {});
  }
  std::string error(const std::string& good, const std::string& bad, ProgramTask task = {}) {
    const auto found = bisect(good, bad, std::move(task));
    return found ? "found" : to_string(found.error());
  }
  /// "1.9.7 -> 1.10.8 bad; ".
  static std::string answer(const Result<BisectedProgram>& found) {
    if (!found) return to_string(found.error());
    std::string text;
    for (const auto& step : found->steps) {
      constexpr const char* kNames[] = {"good", "bad", "other", "undecided"};
      text += fmt::format("{} -> {} {}", step.before, step.after, kNames[static_cast<int>(step.to)]);
      for (const auto& release : step.undecided) text += " ?" + release;
      text += "; ";
    }
    return text;
  }
  static ProgramTask following(const std::string& observable) {
    ProgramTask task;
    task.observable = observable;
    return task;
  }

  std::function<std::string(const Version&)> prints_ = [](const Version& version) {
    return version.minor < 12 ? "x=1\n" : "x=2\n";
  };
  std::function<int(const Version&)> queue_ = [](const Version&) { return 0; };
  std::map<std::string, int> runs_of_;
  CompareSettings what_ = spin(20);
  FakeToolchain toolchain_{{"1.5.4", "1.6.4", "1.7.6", "1.8.7", "1.9.7", "1.10.8", "1.11.13", "1.12beta1", "1.12rc1",
                            "1.12", "1.12.9", "1.12.17", "1.13.15", "1.14.15", "1.15.15"}};
  FakeLauncher launcher_;
  std::function<bool()> interrupted_ = [] { return false; };
};

TEST_F(BisectProgramTest, FollowsWhatIsPrintedToItsFirstCandidate) {
  const auto found = bisect("1.5", "1.15");
  ASSERT_EQ(answer(found), "1.11.13 -> 1.12beta1 bad; ");
  EXPECT_EQ(found->followed->what.name, "stdout.x");
  EXPECT_LT(runs_of_.size(), 9U) << "not all are looked at";
  EXPECT_EQ(runs_of_["1.5.4"], 20);
  EXPECT_EQ(runs_of_["1.12beta1"], 5) << "all runs of the ends agree: a few tell";
  EXPECT_EQ(found->looks.front().release, "1.5.4");
  EXPECT_EQ(found->looks.back().release, "1.15.15");
  EXPECT_THAT(found->looks, SizeIs(runs_of_.size()));
  ASSERT_TRUE(found->steps.front().change.has_value());
  EXPECT_EQ(found->steps.front().change->before.usual, "1");
  EXPECT_EQ(found->steps.front().change->after.usual, "2");
  EXPECT_LT(found->steps.front().change->p, 0.01);
}

TEST_F(BisectProgramTest, FindsAPatchAndStopsAtMinorsWhereToldSo) {
  prints_ = [](const Version& version) { return version < *Version::parse("1.12.9") ? "a\n" : "b\n"; };
  EXPECT_EQ(answer(bisect("1.5", "1.15")), "1.12 -> 1.12.9 bad; ");
  ProgramTask minors;
  minors.minors_only = true;
  EXPECT_EQ(answer(bisect("1.5", "1.15", minors)), "1.11.13 -> 1.12.17 bad; ");
  EXPECT_EQ(answer(bisect("1.15", "1.5", minors)), "1.12.17 -> 1.11.13 bad; ") << "the bad one may be the older one";
}

TEST_F(BisectProgramTest, AThirdBehaviourIsAStepOfItsOwn) {
  prints_ = [](const Version& version) { return version.minor < 8 ? "x=1\n" : version.minor < 13 ? "x=7\n" : "x=2\n"; };
  const auto found = bisect("1.5", "1.15");
  EXPECT_EQ(answer(found), "1.7.6 -> 1.8.7 other; 1.12.17 -> 1.13.15 bad; ");
  EXPECT_THAT(found->looks, SizeIs(Ge(4U))) << "the ends of both steps at least";
  for (const auto& look : found->looks) {
    const auto minor = Version::parse(look.release)->minor;
    EXPECT_EQ(look.is, minor < 8    ? Behaves::as_good
                       : minor < 13 ? Behaves::otherwise
                                    : Behaves::as_bad)
        << look.release;
  }
}

TEST_F(BisectProgramTest, WhatPrintsNothingOfItIsAThirdBehaviourToo) {
  prints_ = [](const Version& version) { return version.minor < 8 ? "x=1\n" : version.minor < 13 ? "y y\n" : "x=2\n"; };
  const auto found = bisect("1.5", "1.15", following("stdout.x"));
  EXPECT_EQ(answer(found), "1.7.6 -> 1.8.7 other; 1.12.17 -> 1.13.15 bad; ");
  EXPECT_EQ(found->steps[1].change->before.usual, "nothing of it");
}

TEST_F(BisectProgramTest, WhatCannotBeToldIsGoneAround) {
  toolchain_.compile_errors["1.10.8"] = "no compiler";
  toolchain_.compile_errors["1.11.13"] = "no compiler";
  prints_ = [](const Version& version) { return version.minor < 11 ? "a\n" : "b\n"; };
  const auto found = bisect("1.5", "1.15");
  EXPECT_EQ(answer(found), "1.9.7 -> 1.12beta1 bad ?1.10.8 ?1.11.13; ");
  const auto broken = std::ranges::find(found->looks, "1.10.8", &ProgramLook::release);
  EXPECT_EQ(broken->why, "no compiler");
}

TEST_F(BisectProgramTest, TheObservableCanBeNamedAndTheOthersAreTold) {
  queue_ = [](const Version& version) { return version.minor < 9 ? 0 : 8; };
  const auto printed = bisect("1.5", "1.15");
  EXPECT_EQ(printed->followed->what.name, "stdout.x") << "what is printed comes first";
  ASSERT_THAT(printed->others, SizeIs(2)) << "runqueue, waiting";
  EXPECT_EQ(printed->others.front().what.name, "runqueue");
  const auto queue = bisect("1.5", "1.15", following("runqueue"));
  EXPECT_EQ(answer(queue), "1.8.7 -> 1.9.7 bad; ");
  EXPECT_GT(runs_of_["1.5.4"], 20) << "beside a trace the ends are run again";
  EXPECT_THAT(error("1.5", "1.15", following("exit")),
              AllOf(HasSubstr("exit is not different between Go 1.5.4 and Go 1.15.15"), HasSubstr("stdout.x")));
}

TEST_F(BisectProgramTest, RunsThatTellNothingAreMadeMore) {
  int run = 0;
  prints_ = [&](const Version& version) {
    if (version.minor < 9) return std::string("a\n");
    if (version.minor > 9) return std::string("b\n");
    return std::string(run++ % 3 == 0 ? "b\n" : "a\n");
  };
  ProgramTask minors;
  minors.minors_only = true;
  const auto found = bisect("1.8", "1.10", minors);
  EXPECT_EQ(answer(found), "1.8.7 -> 1.9.7 other; 1.9.7 -> 1.10.8 bad; ") << "a third of the runs";
  EXPECT_GT(runs_of_["1.9.7"], 5);
  EXPECT_LE(runs_of_["1.9.7"], 60);
}

TEST_F(BisectProgramTest, EndsThatAreAlikeAreAnErrorAndAllFindsWhatIsBetween) {
  prints_ = [](const Version& version) { return version.minor == 12 || version.minor == 13 ? "b\n" : "a\n"; };
  EXPECT_THAT(error("1.11", "1.14"), AllOf(HasSubstr("nothing is different between Go 1.11.13 and Go 1.14.15"),
                                           HasSubstr("--all"), HasSubstr("schedlitmus compare")));
  ProgramTask all;
  all.all = true;
  const auto found = bisect("1.11", "1.14", all);
  EXPECT_EQ(answer(found), "1.11.13 -> 1.12beta1 bad; 1.13.15 -> 1.14.15 good; ");
  EXPECT_TRUE(found->looked_at_all);
  prints_ = [](const Version&) { return "a\n"; };
  EXPECT_THAT(error("1.11", "1.14", all), HasSubstr("nor from one minor release to the next"));
}

TEST_F(BisectProgramTest, WithAllEachStepBetweenUnlikeEndsIsFound) {
  prints_ = [](const Version& version) { return version.minor < 7 || version.minor == 10 ? "a\n" : "b\n"; };
  ProgramTask all;
  all.all = true;
  EXPECT_EQ(answer(bisect("1.5", "1.15", all)), "1.6.4 -> 1.7.6 bad; 1.9.7 -> 1.10.8 good; 1.10.8 -> 1.11.13 bad; ");
}

TEST_F(BisectProgramTest, AnEndThatCannotBeRunIsAnError) {
  toolchain_.compile_errors["1.15.15"] = "no compiler";
  EXPECT_THAT(error("1.5", "1.15"), AllOf(HasSubstr("--bad"), HasSubstr("no compiler")));
  EXPECT_THAT(error("1.5", "1.5.4"), HasSubstr("both Go 1.5.4"));
  EXPECT_THAT(error("1.5", "1.99"), HasSubstr("--bad"));
}

TEST_F(BisectProgramTest, IsTakenUpAgainFromTheStore) {
  queue_ = [](const Version& version) { return version.minor < 9 ? 0 : 8; };
  (void)bisect("1.5", "1.15", following("runqueue"));
  const auto runs = launcher_.launched.size();
  settings_.resume = true;
  EXPECT_EQ(answer(bisect("1.5", "1.15", following("runqueue"))), "1.8.7 -> 1.9.7 bad; ");
  EXPECT_EQ(launcher_.launched.size(), runs) << "all is in the store";
}

TEST_F(BisectProgramTest, AnInterruptedOneHasNoAnswer) {
  interrupted_ = [this] { return launcher_.begun() > 43; };
  const auto found = bisect("1.5", "1.15");
  ASSERT_TRUE(found.has_value()) << found.error().what;
  EXPECT_TRUE(found->interrupted);
  EXPECT_THAT(found->steps, IsEmpty());
}

TEST(Means, AnObservableIsNamedAsCompareNamesIt) {
  const compare::Observable order{"stdout|order", "stdout", compare::Statistic::order};
  EXPECT_TRUE(means("stdout", order));
  EXPECT_TRUE(means("stdout.order", order));
  EXPECT_TRUE(means("stdout, order", order));
  const compare::Observable queue{"trace|runqueue|at|500", "runqueue", compare::Statistic::at, Millis(500),
                                  compare::Group::scheduling};
  EXPECT_TRUE(means("runqueue", queue));
  EXPECT_TRUE(means("runqueue at 500ms", queue));
  EXPECT_FALSE(means("run", queue));
}

}  // namespace
}  // namespace schedlitmus::campaign
