// More goroutines than the Ps can run, all the time.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/pace.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

/// A queue that is filled again before it is empty. A start that only falls drains; and a program that comes to rest
/// between its bursts is done with each, however long a host that gives it little CPU makes them.
class Overproduction final : public Watch {
 public:
  explicit Overproduction(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    const auto& rules = setting_.rules;
    const auto procs = static_cast<double>(digest.procs);
    const bool shows =
        static_cast<double>(digest.queued) > std::max(rules[RuleId::over_waiting], procs * rules[RuleId::over_per_p]);
    most_procs_ = std::max(most_procs_, digest.procs);
    pace_.see(digest.time);
    queued_.see(digest.queued);
    shown_.see(digest.time, shows);
    course_.see(digest.queued);
    if (!first_) first_ = digest.time;
    last_ = digest.time;
    rest_.see(shows, digest.queued == 0 && digest.idle_procs == digest.procs);
    if (!shows) return;
    long_.push_back(digest.time);
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::ready; });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::overproduction);
    const auto& rules = setting_.rules;
    const bool drains = course_.refilled() < rules[RuleId::over_refilled] && left() < rules[RuleId::over_left];
    const bool rests = rest_.busy() < rules[RuleId::over_busy] && shown_.share() < rules[RuleId::over_mostly];
    said.found = shown_.shown() >= kLeastShown && shown_.share() >= rules[RuleId::over_share] &&
                 spread() >= rules[RuleId::over_spread] && !drains && !rests;
    said.excess = shown_.share() / rules[RuleId::over_share];
    said.confidence = pace_.lost_share() < rules[RuleId::noise_doubt] ? Confidence::high : Confidence::medium;
    said.evidence.figures = {
        figure_of(RuleId::over_share, "samples with a queue far beyond what the Ps can run", shown_.share()),
        figure_of(RuleId::over_spread, "eighths of the time with such a sample", spread()),
        figure_of(RuleId::over_busy, "of the samples between those, with something to do", rest_.busy()),
        figure_of(RuleId::over_refilled, "goroutines that came into the queues after they first fell",
                  course_.refilled()),
        figure_of(RuleId::over_left, "of the longest queues, left at the end", left()),
        figure_of(RuleId::over_waiting, "goroutines in run queues, median", queued_.median()),
        {"goroutines in run queues at most", static_cast<double>(queued_.most()), "goroutines", {}},
        {"Ps", static_cast<double>(most_procs_), "Ps", {}}};
    said.evidence.times = shown_.times();
    said.evidence.goroutines = examples_;
    said.summary =
        fmt::format("{} goroutines wait to run at the median, up to {}, for {}", format_number(queued_.median()),
                    queued_.most(), count_of(static_cast<std::uint64_t>(std::max<std::int64_t>(0, most_procs_)), "P"));
    return said;
  }

 private:
  /// How the queues rise and fall.
  class Course {
   public:
    void see(std::int64_t queued) {
      fell_ = fell_ || queued < last_;
      if (fell_ && queued > last_) refilled_ += queued - last_;
      last_ = queued;
    }
    /// The sum of their rises since they first fell.
    [[nodiscard]] double refilled() const { return static_cast<double>(refilled_); }
    [[nodiscard]] double last() const { return static_cast<double>(last_); }

   private:
    std::int64_t last_ = 0, refilled_ = 0;
    bool fell_ = false;
  };

  /// Samples in which nothing runs or waits, from the first with a long queue to the last.
  class Rest {
   public:
    void see(bool is_long, bool rests) {
      if (!begun_ && !is_long) return;
      begun_ = true;
      ++since_.samples;
      since_.rests += rests ? 1 : 0;
      if (is_long) until_last_ = since_;
    }
    /// The share of the others.
    [[nodiscard]] double busy() const {
      if (until_last_.samples == 0) return 0;
      return 1 - static_cast<double>(until_last_.rests) / static_cast<double>(until_last_.samples);
    }

   private:
    struct Count {
      std::uint64_t samples = 0, rests = 0;
    };
    Count since_, until_last_;
    bool begun_ = false;
  };

  /// A burst that drains has its samples together.
  [[nodiscard]] double spread() const {
    constexpr std::int64_t kParts = 8;
    std::array<bool, kParts> parts{};
    const auto length = (last_ - first_.value_or(last_)).count() + 1;
    for (const auto time : long_) parts.at(static_cast<std::size_t>((time - *first_).count() * kParts / length)) = true;
    return static_cast<double>(std::ranges::count(parts, true));
  }
  [[nodiscard]] double left() const {
    return queued_.most() == 0 ? 0 : course_.last() / static_cast<double>(queued_.most());
  }

  Setting setting_;
  Share shown_;
  Pace pace_;
  Course course_;
  Rest rest_;
  std::vector<Millis> long_;  ///< times of the samples with a long queue
  std::optional<Millis> first_;
  Millis last_{};
  Middle queued_;
  std::int64_t most_procs_ = 0;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_overproduction(Setting setting) { return std::make_unique<Overproduction>(setting); }

}  // namespace schedlitmus::diagnosis
