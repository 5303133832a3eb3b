// The garbage collector at work, and a stop of the world that does not come.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/runners.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr std::uint64_t kLeastShown = 3;
constexpr std::int64_t kProcRunning = 1;

class Collector final : public Watch {
 public:
  explicit Collector(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines) return;
    const auto is_helper = [](const trace::Goroutine& g, Part part) {
      return part == Part::collector && g.status == trace::kGStatusWaiting;
    };
    const bool helps = std::ranges::any_of(sample.goroutines,
                                           [&](const trace::Goroutine& g) { return is_helper(g, part_of(sample, g)); });
    active_.see(digest.time, digest.collector > 0);
    helped_.see(digest.time, helps);
    if (digest.collector == 0) return;
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::collector; });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::gc_pressure);
    if (active_.seen() == 0) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    said.found = active_.shown() >= kLeastShown && active_.share() >= setting_.rules[RuleId::gc_share];
    said.excess = active_.share() / setting_.rules[RuleId::gc_share];
    said.confidence = helped_.share() >= setting_.rules[RuleId::gc_share] ? Confidence::high : Confidence::medium;
    said.evidence.figures = {figure_of(RuleId::gc_share, "samples with a collection under way", active_.share()),
                             {"samples in which a goroutine waits to help it", helped_.share(), "of the samples", {}}};
    said.evidence.times = active_.times();
    said.evidence.goroutines = examples_;
    said.summary = fmt::format("a collection is under way in {} of the samples, and goroutines wait to help it in {}",
                               format_percent(active_.share()), format_percent(helped_.share()));
    return said;
  }

 private:
  Setting setting_;
  Share active_, helped_;
  std::vector<SeenGoroutine> examples_;
};

class Stop final : public Watch {
 public:
  explicit Stop(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!sample.detailed) return;
    shown_.see(digest.time, digest.stopping);
    const bool same = digest.stopping && before_ && digest.rounds == before_;
    same_.see(digest.time, same);
    before_ = digest.stopping ? digest.rounds : std::nullopt;
    if (!digest.stopping) return;
    since_ = same && since_ ? since_ : digest.time;
    longest_ = std::max(longest_, digest.time - *since_);
    procs_.clear();
    for (const auto& proc : sample.procs)
      if (proc.fields.get(trace::ProcField::status) == kProcRunning) procs_.push_back(proc.id);
    for (const auto& g : sample.goroutines)
      if (part_of(sample, g) == Part::running) runners_.see(g.id);
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::running; });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::stuck_stop_the_world);
    if (shown_.seen() == 0) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    const auto& rules = setting_.rules;
    const auto enough = static_cast<double>(shown_.shown()) >= rules[RuleId::stop_samples];
    constexpr double kOfAll = 4;  // more is needed where it is not always one
    const bool one = culprit() >= rules[RuleId::stop_culprit];
    const bool often = one && shown_.share() >= rules[RuleId::stop_share];
    const auto least = rules[RuleId::stop_same] * (one ? 1 : kOfAll);
    said.found = enough && (often || same_.share() >= std::min(least, 1.0));
    said.excess = std::max(one ? shown_.share() / rules[RuleId::stop_share] : 0, same_.share() / least);
    said.confidence = one && same_.share() >= least ? Confidence::high : Confidence::medium;
    said.evidence.figures = {figure_of(RuleId::stop_share, "samples that wait for the world to stop", shown_.share()),
                             figure_of(RuleId::stop_same, "samples in the same stop as the one before", same_.share()),
                             figure_of(RuleId::stop_culprit, "of these, with the same goroutine running on", culprit()),
                             {"longest stop seen", static_cast<double>(longest_.count()), "ms", {}}};
    said.evidence.times = shown_.times();
    said.evidence.procs = procs_;
    said.evidence.goroutines = examples_;
    said.summary =
        fmt::format("the world is being stopped and a P runs on in {} of the samples", format_percent(shown_.share()));
    if (longest_ > Millis{0}) said.summary += fmt::format(", once for {} at least", format_duration(longest_));
    if (one) said.evidence.remarks.push_back(fmt::format("it is G{} that runs on", runners_.top().id));
    return said;
  }

 private:
  [[nodiscard]] double culprit() const {
    if (shown_.shown() == 0) return 0;
    return static_cast<double>(runners_.top().first) / static_cast<double>(shown_.shown());
  }

  Setting setting_;
  Share shown_, same_;
  Runners runners_;
  std::optional<std::int64_t> before_;  ///< rounds in the sample before, where it was in a stop
  std::optional<Millis> since_;
  Millis longest_{};
  std::vector<std::int64_t> procs_;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_collector(Setting setting) { return std::make_unique<Collector>(setting); }
std::unique_ptr<Watch> watch_stop(Setting setting) { return std::make_unique<Stop>(setting); }

}  // namespace schedlitmus::diagnosis
