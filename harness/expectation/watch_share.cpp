// share: in how many of the window's samples the condition holds.
#include <fmt/format.h>

#include "expectation/condition.hpp"
#include "expectation/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::expectation {
namespace {

class ShareWatch final : public Watch {
 public:
  explicit ShareWatch(const Check& check)
      : condition_(check.condition), bounds_(check.share), fewest_(fewest_samples(check)) {}

  std::optional<Outcome> see(Millis time, const Observation& observation) override {
    last_ = time;
    ++samples_;
    const bool holds = satisfies(condition_, observation);
    if (holds) ++hits_;
    // How many more samples come is not known, so any other share may yet be reached.
    const bool never_all = !holds && bounds_.min == 1.0;
    const bool never_none = holds && bounds_.max == 0.0;
    if (!never_all && !never_none) return std::nullopt;
    return outcome(false);
  }

  Outcome close() override {
    if (samples_ < fewest_) return too_few(samples_, "a share of " + finest(), fewest_);
    return outcome(is_within(share()));
  }

 private:
  [[nodiscard]] double share() const { return static_cast<double>(hits_) / static_cast<double>(samples_); }
  [[nodiscard]] bool is_within(double share) const {
    return (!bounds_.min || share >= *bounds_.min - kRounding) && (!bounds_.max || share <= *bounds_.max + kRounding);
  }
  [[nodiscard]] Outcome outcome(bool held) const {
    Outcome outcome = outcome_of(
        held, last_,
        fmt::format("{} of {} ({})", format_count(hits_), count_of(samples_, "sample"), format_percent(share())));
    outcome.number = share();
    return outcome;
  }
  /// The bound that needs the most samples.
  [[nodiscard]] std::string finest() const {
    const double min = bounds_.min.value_or(0);
    const double max = bounds_.max.value_or(1);
    return format_percent(samples_for_share(min) >= samples_for_share(max) ? min : max);
  }

  /// 1 of 10 samples is a tenth, whatever a tenth is in binary.
  static constexpr double kRounding = 1e-12;

  Condition condition_;
  Bounds bounds_;
  std::uint64_t fewest_;
  std::uint64_t samples_ = 0, hits_ = 0;
  Millis last_{};
};

}  // namespace

std::unique_ptr<Watch> watch_share(const Check& check) { return std::make_unique<ShareWatch>(check); }

}  // namespace schedlitmus::expectation
