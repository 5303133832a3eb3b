#include "verdict/rate_tests.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/numbers.hpp"
#include "verdict/fixed_test.hpp"
#include "verdict/sequential_test.hpp"

namespace schedlitmus::verdict {
namespace {

using expectation::Hold;
using expectation::Outcome;
using expectation::OutcomeKind;

std::string describe_rates(const Hold& hold) {
  return fmt::format("good {}, bad {}, alpha {}, beta {}", format_number(hold.good), format_number(hold.bad),
                     format_number(hold.alpha), format_number(hold.beta));
}

std::string runs(int count) { return count_of(static_cast<std::uint64_t>(std::max(count, 0)), "run"); }

/// What both tests have: counts, and the bounds that follow from them.
class RateTest : public RunTest {
 public:
  explicit RateTest(const Hold& hold) : hold_(hold) {}

  void add(const Outcome& outcome) override { ++(outcome.kind == OutcomeKind::held ? held_ : missed_); }
  [[nodiscard]] std::string describe() const override { return fmt::format("{} held", held_); }
  [[nodiscard]] std::string describe_lack() const override {
    const int more = more_to_settle();
    return fmt::format("about {} more run{} would settle it", more, more == 1 ? "" : "s");
  }
  void fill(Verdict& verdict) const override {
    if (verdict.kind == VerdictKind::holds) verdict.bound = lower_bound(held_, counted(), hold_.alpha);
    if (verdict.kind == VerdictKind::violated) verdict.bound = upper_bound(held_, counted(), hold_.alpha);
    if (hold_.confidence <= 0 || counted() == 0) return;
    verdict.confidence = hold_.confidence;
    verdict.interval = clopper_pearson(held_, counted(), hold_.confidence);
  }

 protected:
  [[nodiscard]] int counted() const { return held_ + missed_; }
  [[nodiscard]] int missed() const { return missed_; }
  [[nodiscard]] const Hold& hold() const { return hold_; }

 private:
  Hold hold_;
  int held_ = 0, missed_ = 0;
};

class SequentialRunTest final : public RateTest {
 public:
  explicit SequentialRunTest(const Hold& hold) : RateTest(hold), test_(hold) {}

  void add(const Outcome& outcome) override {
    RateTest::add(outcome);
    test_.add(outcome.kind == OutcomeKind::held);
  }
  [[nodiscard]] VerdictKind state() const override { return test_.state(); }
  [[nodiscard]] int most_runs() const override { return hold().max_runs; }
  [[nodiscard]] int expected_more() const override {
    return std::max(0, std::min(test_.expected_more(), hold().max_runs - counted()));
  }
  [[nodiscard]] int more_to_settle() const override { return test_.expected_more(); }
  [[nodiscard]] std::string describe_test() const override {
    return fmt::format("sequential test of the hold rate: {}; at most {}", describe_rates(hold()),
                       runs(hold().max_runs));
  }
  [[nodiscard]] Standing standing() const override {
    return {"log ratio", test_.log_ratio(), test_.lower(), test_.upper()};
  }

 private:
  SequentialTest test_;
};

class FixedRunTest final : public RateTest {
 public:
  explicit FixedRunTest(const Hold& hold) : RateTest(hold), test_(hold) {}

  [[nodiscard]] VerdictKind state() const override {
    return counted() < test_.runs() ? VerdictKind::inconclusive : test_.verdict(missed());
  }
  [[nodiscard]] int most_runs() const override { return test_.runs(); }
  [[nodiscard]] int expected_more() const override { return std::max(0, test_.runs() - counted()); }
  [[nodiscard]] int more_to_settle() const override {
    if (state() != VerdictKind::inconclusive) return 0;
    if (counted() < test_.runs()) return test_.runs() - counted();
    return std::max(1, runs_for(hold()) - counted());
  }
  [[nodiscard]] std::string describe_lack() const override {
    if (counted() < test_.runs())
      return fmt::format("the test is of {}, {} to go", runs(test_.runs()), test_.runs() - counted());
    return fmt::format("{} are too few for these rates: a fixed test of {} would settle it", runs(test_.runs()),
                       runs(runs_for(hold())));
  }
  [[nodiscard]] std::string describe_test() const override {
    const std::string holds =
        test_.allowed() < 0 ? "never HOLDS" : fmt::format("HOLDS with at most {} missed", test_.allowed());
    return fmt::format("fixed test of {}: {}, VIOLATED with {} or more ({})", runs(test_.runs()), holds, test_.broken(),
                       describe_rates(hold()));
  }
  [[nodiscard]] Standing standing() const override {
    return {"misses", static_cast<double>(missed()), static_cast<double>(test_.allowed()),
            static_cast<double>(test_.broken())};
  }

 private:
  FixedTest test_;
};

}  // namespace

std::unique_ptr<RunTest> sequential_run_test(const Hold& hold) { return std::make_unique<SequentialRunTest>(hold); }
std::unique_ptr<RunTest> fixed_run_test(const Hold& hold) { return std::make_unique<FixedRunTest>(hold); }

}  // namespace schedlitmus::verdict
