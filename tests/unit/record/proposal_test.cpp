#include "record/proposal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "verdict/sequential_test.hpp"

namespace schedlitmus::record {
namespace {

using testing::Contains;
using testing::Each;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr double kAlpha = 0.05;
constexpr int kProcs = 2;

std::vector<Probe> probes_of_a_second() {
  return make_probes({.minors = {13, 27}, .gomaxprocs = kProcs, .period = Millis(25), .length = Millis(1000)});
}

/// A scheduler that never was: each probe's numbers have one of several
/// distributions, from steady to wild, all moved by `shift`.
class World {
 public:
  explicit World(std::uint64_t seed, double shift = 0) : random_(seed), shift_(shift) {}

  std::vector<double> run(const Probe& probe, std::size_t index) {
    std::vector<double> values{number(probe, index)};
    if (probe.shape == Shape::always || probe.shape == Shape::list_at) values.push_back(number(probe, index));
    std::ranges::sort(values);
    return values;
  }

  Observed record(const std::string& release, const std::vector<Probe>& probes, int runs) {
    Observed observed{release, {}};
    for (int i = 0; i < runs; ++i) {
      auto& values = observed.runs.emplace_back();
      for (std::size_t probe = 0; probe < probes.size(); ++probe) values.emplace_back(run(probes[probe], probe));
    }
    return observed;
  }

 private:
  double number(const Probe& probe, std::size_t index) {
    if (probe.shape == Shape::share) return std::clamp(0.3 + shift_ / 20 + normal_(random_) * 0.05, 0.0, 1.0);
    return 4 + shift_ + noise(index % 7);
  }
  double noise(std::size_t kind) {
    switch (kind) {
      case 0:
        return 0;
      case 1:
        return chance(0.03) ? 3 : 0;  // steady, with a rare slip
      case 2:
        return poisson_(random_);
      case 3:
        return uniform_(random_);
      case 4:
        return normal_(random_);
      case 5:
        return chance(0.2) ? 9 : 1;  // two pictures
      default:
        return geometric_(random_);  // a long tail
    }
  }
  bool chance(double p) { return std::bernoulli_distribution(p)(random_); }

  std::mt19937_64 random_;
  double shift_;
  std::poisson_distribution<int> poisson_{3};
  std::uniform_int_distribution<int> uniform_{0, 6};
  std::normal_distribution<double> normal_{0, 1};
  std::geometric_distribution<int> geometric_{0.4};
};

std::size_t index_of(const std::vector<Probe>& probes, const Probe& probe) {
  const auto found = std::ranges::find(probes, id_of(probe), id_of);
  return static_cast<std::size_t>(found - probes.begin());
}

verdict::VerdictKind verdict_of(const Form& form, const Proposal& proposal, const Probe& probe, std::size_t index,
                                World& world) {
  verdict::SequentialTest test(proposal.hold);
  for (int run = 0; run < proposal.hold.max_runs && test.state() == verdict::VerdictKind::inconclusive; ++run) {
    test.add(fits(form, world.run(probe, index)));
  }
  return test.state();
}

struct Count {
  int verdicts = 0, violated = 0, holds = 0;
  void add(verdict::VerdictKind kind) {
    ++verdicts;
    violated += kind == verdict::VerdictKind::violated ? 1 : 0;
    holds += kind == verdict::VerdictKind::holds ? 1 : 0;
  }
  [[nodiscard]] double share(int of) const { return of / static_cast<double>(verdicts); }
};

/// Recordings of one release, each judged on further runs of the same release
/// until there are a thousand verdicts.
Count judge_recordings_of_one_release(int runs) {
  const auto probes = probes_of_a_second();
  Count count;
  for (std::uint64_t seed = 1; count.verdicts < 1000 && seed < 1000; ++seed) {
    World world(seed);
    const auto proposal = propose(probes, {world.record("1.13.15", probes, runs)}, kProcs, kAlpha);
    for (const auto& check : proposal.checks) {
      const auto index = index_of(probes, check.probe);
      count.add(verdict_of(check.groups.front().form, proposal, check.probe, index, world));
    }
  }
  return count;
}

TEST(Proposal, OnItsOwnReleaseAtMostAlphaOfAThousandVerdictsAreViolated) {
  for (const int runs : {kFewestRuns, 20}) {
    const auto count = judge_recordings_of_one_release(runs);
    RecordProperty("violated of a thousand, recorded with " + std::to_string(runs), count.violated);
    EXPECT_GE(count.verdicts, 1000) << runs;
    EXPECT_LE(count.share(count.violated), kAlpha) << runs << " runs";
    EXPECT_GE(count.share(count.holds), 0.80) << runs << " runs";
  }
}

TEST(Proposal, ARealChangeIsViolated) {
  const auto probes = probes_of_a_second();
  Count count;
  int recordings = 0;
  int seen = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    World before(seed);
    World after(seed + 1000, 8);
    const auto proposal = propose(probes, {before.record("1.13.15", probes, 20)}, kProcs, kAlpha);
    int violated = 0;
    for (const auto& check : proposal.checks) {
      const auto index = index_of(probes, check.probe);
      const auto kind = verdict_of(check.groups.front().form, proposal, check.probe, index, after);
      count.add(kind);
      violated += kind == verdict::VerdictKind::violated ? 1 : 0;
    }
    ++recordings;
    seen += violated > 0 ? 1 : 0;
  }
  EXPECT_EQ(seen, recordings) << "each recording sees the change";
  EXPECT_GE(count.share(count.violated), 0.50) << "and so do most checks: some only bound the other end";
}

TEST(Proposal, TellsReleasesApartAndHowSurely) {
  const auto probes = probes_of_a_second();
  World before(1);
  World after(2, 8);
  const auto proposal =
      propose(probes, {before.record("1.13.15", probes, 20), after.record("1.27.0", probes, 20)}, kProcs, kAlpha);
  const auto& first = proposal.checks.front();
  ASSERT_TRUE(first.separates());
  EXPECT_EQ(first.groups[0].releases, std::vector<std::size_t>{0});
  EXPECT_EQ(first.groups[1].releases, std::vector<std::size_t>{1});
  EXPECT_EQ(first.groups[1].against_first.inside, 0);
  EXPECT_EQ(first.groups[1].against_first.runs, 6);
  EXPECT_GE(first.groups[1].power, kLeastPower);
  for (const auto& check : proposal.checks) {
    if (!check.separates()) continue;
    const auto index = index_of(probes, check.probe);
    EXPECT_EQ(verdict_of(check.groups[0].form, proposal, check.probe, index, after), verdict::VerdictKind::violated)
        << id_of(check.probe);
    EXPECT_NE(verdict_of(check.groups[1].form, proposal, check.probe, index, after), verdict::VerdictKind::violated)
        << id_of(check.probe);
  }
}

TEST(Proposal, TwoRecordingsOfTheSameReleaseAreHardlyEverToldApart) {
  const auto probes = probes_of_a_second();
  int separating = 0;
  int checks = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    World one(seed);
    World other(seed + 500);
    const auto proposal =
        propose(probes, {one.record("1.13.14", probes, 20), other.record("1.13.15", probes, 20)}, kProcs, kAlpha);
    for (const auto& check : proposal.checks) {
      ++checks;
      separating += check.separates() ? 1 : 0;
    }
  }
  EXPECT_GT(checks, 20);
  EXPECT_EQ(separating, 0);
}

TEST(Proposal, EachCheckCanFail) {
  const auto probes = probes_of_a_second();
  World world(4);
  const auto proposal = propose(probes, {world.record("1.13.15", probes, 20)}, kProcs, kAlpha);
  ASSERT_THAT(proposal.checks, Not(IsEmpty()));
  for (const auto& check : proposal.checks) {
    const auto& form = check.groups.front().form;
    ASSERT_TRUE(form.can_fail()) << id_of(check.probe);
    const auto range = possible(check.probe, kProcs);
    const std::size_t entries = check.probe.shape == Shape::always || check.probe.shape == Shape::list_at ? 2 : 1;
    std::vector<std::vector<double>> extremes;
    extremes.emplace_back(entries, range.least.value_or(0));
    extremes.emplace_back(entries, range.greatest.value_or(1000));
    EXPECT_THAT(extremes, Contains(testing::Truly([&](const auto& values) { return !fits(form, values); })))
        << id_of(check.probe);
  }
}

TEST(Proposal, OneCheckForTheSizeOfEachObservableAndOneForItsMovement) {
  const auto probes = probes_of_a_second();
  World before(1);
  World after(2, 8);
  const auto proposal =
      propose(probes, {before.record("1.13.15", probes, 20), after.record("1.27.0", probes, 20)}, kProcs, kAlpha);
  std::set<std::pair<const trace::FieldInfo*, bool>> fields;
  for (const auto& [probe, groups] : proposal.checks) {
    const bool movement = probe.shape == Shape::aggregate && probe.aggregate == expectation::Aggregate::distinct;
    EXPECT_TRUE(fields.emplace(probe.field, movement).second) << id_of(probe);
  }
  EXPECT_THAT(fields, SizeIs(testing::Ge(4U)));
}

TEST(Proposal, ARunThatOftenSaysNothingGivesNoCheck) {
  const auto probes = probes_of_a_second();
  World world(1);
  auto observed = world.record("1.13.15", probes, 20);
  for (std::size_t run = 0; run < 3; ++run) std::ranges::fill(observed.runs[run], std::nullopt);
  EXPECT_THAT(propose(probes, {observed}, kProcs, kAlpha).checks, IsEmpty());
}

TEST(HoldFor, AsksForMoreTheMoreRunsThereAre) {
  EXPECT_LT(hold_for(10, kAlpha).good, hold_for(20, kAlpha).good);
  EXPECT_LT(hold_for(20, kAlpha).good, hold_for(50, kAlpha).good);
  EXPECT_DOUBLE_EQ(hold_for(50, kAlpha).good, 0.95);
}

}  // namespace
}  // namespace schedlitmus::record
