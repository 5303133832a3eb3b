// Goroutines that could run and wait.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

// Of a short trace fewer make a large share.
constexpr std::uint64_t kLeastShown = 5;

/// Ids of the Ps with a local queue of that length or more.
std::vector<std::int64_t> procs_with_queue(const trace::Sample& sample, double least) {
  std::vector<std::int64_t> ids;
  for (std::size_t p = 0; p < sample.local.size() && ids.size() < kMostExamples; ++p)
    if (static_cast<double>(sample.local[p]) >= least) ids.push_back(static_cast<std::int64_t>(p));
  return ids;
}

/// A P that idles, or whose thread spins: that is to look for work and to have none. One that spins may be about to
/// take its half of a short queue, so that the queue has to be longer.
class IdleProcs final : public Watch {
 public:
  explicit IdleProcs(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.longest || digest.stopping) return;
    most_procs_ = std::max(most_procs_, digest.procs);
    const auto longest = static_cast<double>(*digest.longest);
    const auto& rules = setting_.rules;
    const bool shows = (digest.idle_procs > 0 && longest >= rules[RuleId::idle_queue]) ||
                       (digest.spinning > 0 && longest >= rules[RuleId::idle_spun]);
    shown_.see(digest.time, shows);
    if (!shows) return;
    idle_ += digest.idle_procs > 0 ? 1 : 0;
    longest_ = std::max(longest_, *digest.longest);
    procs_ = procs_with_queue(sample, rules[RuleId::idle_queue]);
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::ready; });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::work_waits_while_idle);
    if (shown_.seen() == 0) said.not_looked_why = "the samples have no local queues";
    if (shown_.seen() > 0 && most_procs_ < 2)
      said.not_looked_why = "there is one P only, which cannot idle beside another";
    const auto& rules = setting_.rules;
    said.found = shown_.shown() >= kLeastShown && shown_.share() >= rules[RuleId::idle_share];
    said.excess = shown_.share() / rules[RuleId::idle_share];
    said.confidence = idle_share() < kMostly ? Confidence::medium : Confidence::high;
    said.evidence.figures = {
        figure_of(RuleId::idle_share, "samples with a P without work and a long local queue", shown_.share()),
        figure_of(RuleId::idle_queue, "longest local queue beside such a P", static_cast<double>(longest_)),
        {"of these samples, with a P that idles", idle_share(), "of these samples", {}}};
    said.evidence.times = shown_.times();
    said.evidence.procs = procs_;
    said.evidence.goroutines = examples_;
    said.summary = fmt::format("in {} of the samples a P has no work while up to {} goroutines wait in another one's",
                               format_percent(shown_.share()), longest_);
    if (idle_share() < kMostly)
      said.evidence.remarks.emplace_back(
          "mostly its thread spins: it looks for work, finds it when it is nearly done, and begins anew");
    return said;
  }

 private:
  static constexpr double kMostly = 0.5;
  [[nodiscard]] double idle_share() const {
    return shown_.shown() == 0 ? 0 : static_cast<double>(idle_) / static_cast<double>(shown_.shown());
  }

  Setting setting_;
  Share shown_;
  std::uint64_t idle_ = 0;
  std::int64_t most_procs_ = 0, longest_ = 0;
  std::vector<std::int64_t> procs_;
  std::vector<SeenGoroutine> examples_;
};

class Overproduction final : public Watch {
 public:
  explicit Overproduction(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    const auto& rules = setting_.rules;
    const auto procs = static_cast<double>(digest.procs);
    const bool shows =
        static_cast<double>(digest.queued) > std::max(rules[RuleId::over_waiting], procs * rules[RuleId::over_per_p]);
    most_procs_ = std::max(most_procs_, digest.procs);
    queued_.see(digest.queued);
    shown_.see(digest.time, shows);
    if (!first_) first_ = digest.time;
    last_ = digest.time;
    if (shows) long_.push_back(digest.time);
    if (shows)
      examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::ready; });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::overproduction);
    const auto& rules = setting_.rules;
    said.found = shown_.shown() >= kLeastShown && shown_.share() >= rules[RuleId::over_share] &&
                 spread() >= rules[RuleId::over_spread];
    said.excess = shown_.share() / rules[RuleId::over_share];
    said.confidence = Confidence::high;
    said.evidence.figures = {
        figure_of(RuleId::over_share, "samples with a queue far beyond what the Ps can run", shown_.share()),
        figure_of(RuleId::over_waiting, "goroutines in run queues, median", queued_.median()),
        figure_of(RuleId::over_spread, "eighths of the time with such a sample", spread()),
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
  /// A burst that drains has its samples together.
  [[nodiscard]] double spread() const {
    constexpr std::int64_t kParts = 8;
    std::array<bool, kParts> parts{};
    const auto length = (last_ - first_.value_or(last_)).count() + 1;
    for (const auto time : long_) parts.at(static_cast<std::size_t>((time - *first_).count() * kParts / length)) = true;
    return static_cast<double>(std::ranges::count(parts, true));
  }

  Setting setting_;
  Share shown_;
  std::vector<Millis> long_;  ///< times of the samples with a long queue
  std::optional<Millis> first_;
  Millis last_{};
  Middle queued_;
  std::int64_t most_procs_ = 0;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_idle_procs(Setting setting) { return std::make_unique<IdleProcs>(setting); }
std::unique_ptr<Watch> watch_overproduction(Setting setting) { return std::make_unique<Overproduction>(setting); }

}  // namespace schedlitmus::diagnosis
