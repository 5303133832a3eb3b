#include "verdict/number_tests.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "expectation/side.hpp"
#include "support/numbers.hpp"
#include "verdict/fixed_test.hpp"
#include "verdict/median_interval.hpp"

namespace schedlitmus::verdict {
namespace {

using expectation::Check;
using expectation::Hold;
using expectation::Outcome;
using expectation::OutcomeKind;

std::string runs(int count) { return count_of(static_cast<std::uint64_t>(std::max(count, 0)), "run"); }

std::string short_number(double value) { return fmt::format("{:.3g}", value); }

int planned_runs(const Hold& hold) {
  const bool fixed = hold.test == expectation::HoldTest::fixed && hold.runs > 0;
  return fixed ? hold.runs : hold.distribution_runs;
}

/// The numbers, and the one look at them once all are there.
class NumberTest : public RunTest {
 public:
  explicit NumberTest(const Hold& hold) : hold_(hold), planned_(planned_runs(hold)) {}

  void add(const Outcome& outcome) override {
    numbers_.push_back(outcome.number.value_or(0));
    if (count() >= planned_) state_ = look();
  }
  [[nodiscard]] VerdictKind state() const override { return state_; }
  [[nodiscard]] int most_runs() const override { return planned_; }
  [[nodiscard]] int expected_more() const override { return std::max(0, planned_ - count()); }
  [[nodiscard]] int more_to_settle() const override {
    if (state() != VerdictKind::inconclusive) return 0;
    return count() < planned_ ? planned_ - count() : std::max(0, runs_wanted() - count());
  }
  [[nodiscard]] std::string describe_lack() const override {
    if (count() < planned_)
      return fmt::format("it is looked at after {}, {} to go", runs(planned_), planned_ - count());
    const int wanted = runs_wanted();
    return wanted == 0 ? "more runs alone would hardly settle it" : describe_wanted(wanted);
  }
  [[nodiscard]] Standing standing() const override {
    return {"median", numbers_.empty() ? 0 : median(numbers_), std::nullopt, std::nullopt};
  }

 protected:
  /// At all the numbers that were planned.
  [[nodiscard]] virtual VerdictKind look() const = 0;
  /// With so many it would be decided if the further ones are like these; 0: with none.
  [[nodiscard]] virtual int runs_wanted() const = 0;
  [[nodiscard]] virtual std::string describe_wanted(int wanted) const {
    return fmt::format("about {} would settle it", runs(wanted));
  }
  [[nodiscard]] int count() const { return static_cast<int>(numbers_.size()); }
  [[nodiscard]] Numbers numbers() const { return numbers_; }
  [[nodiscard]] const Hold& hold() const { return hold_; }
  [[nodiscard]] int planned() const { return planned_; }

 private:
  Hold hold_;
  int planned_;
  std::vector<double> numbers_;
  VerdictKind state_ = VerdictKind::inconclusive;
};

class ReferenceTest final : public NumberTest {
 public:
  ReferenceTest(const Check& check, const Hold& hold) : NumberTest(hold), reference_(*check.reference) {}

  [[nodiscard]] std::string describe() const override {
    if (count() < 2) return "nothing to compare yet";
    const Effect effect = effect_now();
    return fmt::format("median {} against {} on Go {}, Cliff's delta {} ({} interval {} to {})",
                       format_number(median(numbers())), format_number(median(reference_.runs)), reference_.go,
                       short_number(effect.delta), format_percent(confidence()), short_number(effect.interval.lower),
                       short_number(effect.interval.upper));
  }
  [[nodiscard]] std::string describe_test() const override {
    return fmt::format(
        "{} against {} on Go {}, looked at once: VIOLATED if the permutation test's p is at most {} and Cliff's delta "
        "{} or more, HOLDS if delta's {} interval is inside ±{}; numbers within {} count as equal",
        runs(planned()), runs(static_cast<int>(reference_.runs.size())), reference_.go, format_number(hold().alpha),
        format_number(kSameDelta), format_percent(confidence()), format_number(kSameDelta), format_number(margin()));
  }
  void fill(Verdict& verdict) const override {
    if (count() < 2) return;
    const Permutation permutation = permutation_test(numbers(), reference_.runs);
    verdict.comparison = {.median = median(numbers()),
                          .interval = median_interval(numbers(), hold().beta),
                          .other = Comparison::Other{.runs = static_cast<int>(reference_.runs.size()),
                                                     .go = reference_.go,
                                                     .median = median(reference_.runs),
                                                     .p = permutation.p,
                                                     .exact = permutation.exact,
                                                     .effect = effect_now(),
                                                     .margin = margin()}};
  }

 protected:
  [[nodiscard]] VerdictKind look() const override {
    if (count() < expectation::kLeastRunsASide) return VerdictKind::inconclusive;
    const Effect effect = effect_now();
    const bool far = std::abs(effect.delta) >= kSameDelta;
    if (far && permutation_test(numbers(), reference_.runs).p <= hold().alpha) return VerdictKind::violated;
    const bool near = effect.interval.lower > -kSameDelta && effect.interval.upper < kSameDelta;
    return near ? VerdictKind::holds : VerdictKind::inconclusive;
  }

  /// A side, by the normal distribution: the standard error shrinks with the root of the runs.
  [[nodiscard]] int runs_wanted() const override {
    if (count() < 2) return expectation::kLeastRunsASide;
    const Effect effect = effect_now();
    const auto other = static_cast<double>(reference_.runs.size());
    const double variance_of_one = effect.error * effect.error / (1.0 / count() + 1.0 / other);
    const double delta = std::abs(effect.delta);
    const double error = delta >= kSameDelta ? delta / normal_quantile(1 - hold().alpha / 2)
                                             : (kSameDelta - delta) / normal_quantile(1 - hold().beta);
    const double a_side = std::ceil(2 * variance_of_one / (error * error));
    return a_side <= kMostRuns ? std::max(static_cast<int>(a_side), expectation::kLeastRunsASide) : 0;
  }
  [[nodiscard]] std::string describe_wanted(int wanted) const override {
    return fmt::format("about {} on each side would settle it (the reference has {})", runs(wanted),
                       reference_.runs.size());
  }

 private:
  [[nodiscard]] double margin() const { return reference_.margin.value_or(0); }
  [[nodiscard]] double confidence() const { return 1 - 2 * hold().beta; }
  [[nodiscard]] Effect effect_now() const { return cliffs_delta(numbers(), reference_.runs, confidence(), margin()); }

  expectation::Reference reference_;
};

class MedianTest final : public NumberTest {
 public:
  MedianTest(const Check& check, const Hold& hold) : NumberTest(hold), condition_(check.condition) {}

  void add(const Outcome& outcome) override {
    if (outcome.kind == OutcomeKind::missed) ++(is_above(condition_, outcome.number.value_or(0)) ? above_ : below_);
    NumberTest::add(outcome);
  }
  [[nodiscard]] std::string describe() const override {
    if (count() == 0) return "nothing to compare yet";
    const Interval interval = median_interval(numbers(), hold().beta);
    return fmt::format("median {}, {} interval {} to {}", format_number(median(numbers())),
                       format_percent(1 - 2 * hold().beta), format_number(interval.lower),
                       format_number(interval.upper));
  }
  [[nodiscard]] std::string describe_test() const override {
    return fmt::format(
        "{}, looked at once: HOLDS if the median's {} interval is as the condition says, VIOLATED if it is beyond "
        "(alpha {})",
        runs(planned()), format_percent(1 - 2 * hold().beta), format_number(hold().alpha));
  }
  void fill(Verdict& verdict) const override {
    if (count() == 0) return;
    verdict.comparison = {
        .median = median(numbers()), .interval = median_interval(numbers(), hold().beta), .other = std::nullopt};
  }

 protected:
  [[nodiscard]] VerdictKind look() const override { return after(count(), below_, above_); }

  [[nodiscard]] int runs_wanted() const override {
    if (count() == 0) return expectation::kLeastRunsASide;
    // In steps of a tenth: it is about that many.
    for (int more = count() + 1; more <= kMostRuns; more += 1 + more / 10) {
      const auto as_now = [&](int some) { return static_cast<int>(std::int64_t{some} * more / count()); };
      if (after(more, as_now(below_), as_now(above_)) != VerdictKind::inconclusive) return more;
    }
    return 0;
  }

 private:
  /// With so many numbers on either side of the condition.
  [[nodiscard]] VerdictKind after(int count, int below, int above) const {
    const int rank = median_rank(count, hold().alpha);
    if (count - above < rank || count - below < rank) return VerdictKind::violated;
    const int inside = median_rank(count, hold().beta);
    return std::max(below, above) < inside ? VerdictKind::holds : VerdictKind::inconclusive;
  }

  expectation::Condition condition_;
  int below_ = 0, above_ = 0;
};

}  // namespace

std::unique_ptr<RunTest> reference_test(const Check& check, const Hold& hold) {
  return std::make_unique<ReferenceTest>(check, hold);
}

std::unique_ptr<RunTest> median_test(const Check& check, const Hold& hold) {
  return std::make_unique<MedianTest>(check, hold);
}

}  // namespace schedlitmus::verdict
