// A stop of the world that does not come: one P runs on and all others stand still.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/pace.hpp"
#include "diagnosis/runners.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

using trace::MachineField;
using trace::ProcField;

constexpr std::int64_t kProcRunning = 1;

/// A P that has not stopped yet, with its M and the goroutine that runs there.
struct Runs {
  std::int64_t proc = 0, machine = 0, goroutine = 0;
  bool operator==(const Runs&) const = default;
};

/// What the M of a running P runs; nothing where it is not printed.
struct OnProc {
  const trace::Proc* proc = nullptr;
  const trace::Machine* machine = nullptr;
  const trace::Goroutine* g = nullptr;
};

std::vector<OnProc> on_procs(const trace::Sample& sample) {
  std::vector<OnProc> all;
  for (const auto& proc : sample.procs) {
    const auto m = proc.fields.get(ProcField::m);
    if (proc.fields.get(ProcField::status) != kProcRunning || !m) continue;
    const auto machine = std::ranges::find(sample.machines, *m, &trace::Machine::id);
    if (machine == sample.machines.end()) continue;
    const auto curg = machine->fields.get(MachineField::curg);
    if (!curg) continue;
    const auto g = std::ranges::find(sample.goroutines, *curg, &trace::Goroutine::id);
    all.push_back({&proc, &*machine, g == sample.goroutines.end() ? nullptr : &*g});
  }
  return all;
}

/// A collection that waits until each P has come to a place to stop: the M of one of its own is blocked, with its P,
/// and the goroutine that it runs waits.
bool waits_for_procs(const std::vector<OnProc>& all) {
  return std::ranges::any_of(all, [](const OnProc& on) {
    return on.machine->fields.get(MachineField::blocked) == 1 && on.g != nullptr &&
           on.g->status == trace::kGStatusWaiting && on.g->waitreason.starts_with("GC ");
  });
}

/// Besides the collector. Nobody, where all Ps are stopped or idle: then it is who stops the world that the host keeps
/// from it.
std::vector<Runs> who_runs(const trace::Sample& sample, const std::vector<OnProc>& all) {
  std::vector<Runs> runs;
  for (const auto& on : all) {
    const bool waits = on.g != nullptr && on.g->status == trace::kGStatusWaiting;
    if (waits || (on.g != nullptr && part_of(sample, *on.g) == Part::collector)) continue;
    runs.push_back({on.proc->id, on.machine->id, *on.machine->fields.get(MachineField::curg)});
  }
  return runs;
}

/// One and the same stop, or a collection that waits likewise, lasts from sample to sample: nobody began a round, and
/// the same goroutine runs on, on the same M and P. Time counts where the samples come when they should. A thread that
/// the host does not let run looks the same for some tenths of a second, so more is needed where samples come late, or
/// where it is not always one goroutine.
class Stop final : public Watch {
 public:
  explicit Stop(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!sample.detailed) return;
    if (!first_) first_ = digest.time;
    pace_.see(digest.time);
    shown_.see(digest.time, digest.stopping);
    // A collection that cannot scan the stack of who runs on, or has no word of its P, waits for it as a stop does.
    const auto all = on_procs(sample);
    auto runs =
        digest.stopping || digest.collector > 0 || waits_for_procs(all) ? who_runs(sample, all) : std::vector<Runs>();
    if (digest.stopping && runs.size() == 1) {
      alone_.see(runs.front().goroutine);
      if (examples_.empty()) point_at(sample, runs.front());
    }
    if (!runs.empty() && runs == before_ && digest.rounds == rounds_) {
      same_.push_back({digest.time, digest.time - last_});
      goroutines_.see(runs.front().goroutine);
      point_at(sample, runs.front());
    }
    before_ = std::move(runs);
    rounds_ = digest.rounds;
    last_ = digest.time;
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::stuck_stop_the_world);
    if (shown_.seen() == 0) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    const auto& rules = setting_.rules;
    const auto seen = stops_in_time();
    const auto late = pace_.lost_share();
    const bool sure = culprit() >= rules[RuleId::stop_culprit] && late < rules[RuleId::noise_doubt];
    const auto id = sure ? RuleId::stop_held : stricter(rules, RuleId::stop_held, RuleId::stop_doubted);
    const bool held = static_cast<double>(seen.samples) >= rules[RuleId::stop_samples] && seen.share >= rules[id];
    const auto often = shown_.seen() < kLeastSeen ? 0 : often_by_one();
    said.found = held || often >= rules[RuleId::stop_often];
    said.excess = std::max(seen.share / rules[id], often / rules[RuleId::stop_often]);
    said.confidence = held && sure ? Confidence::high : Confidence::medium;
    said.evidence.figures = {
        figure_of(id, "time in which a stop or a collection waits for the same goroutine", seen.share),
        figure_of(RuleId::stop_culprit, "of it, for the one that it waits for most", culprit()),
        figure_of(RuleId::stop_samples, "samples in the same stop as the one before, in time",
                  static_cast<double>(seen.samples)),
        figure_of(RuleId::stop_often, "samples that wait for the world to stop and for one goroutine", often),
        {"samples that wait for the world to stop", shown_.share(), "of the samples", {}},
        {"longest stop seen", static_cast<double>(seen.longest.count()), "ms", {}},
        {"time by which samples are late", late, "of the time", {}}};
    for (const auto& gap : same_)
      if (said.evidence.times.size() < kMostExamples) said.evidence.times.push_back(gap.time);
    said.evidence.procs = procs_;
    said.evidence.machines = machines_;
    said.evidence.goroutines = examples_;
    said.summary =
        held ? fmt::format("for {} of the time, once for {} at least, a stop or a collection waits and G{} runs on",
                           format_percent(seen.share), format_duration(seen.longest), goroutines_.top().id)
             : fmt::format("in {} of the samples the world is to be stopped and G{} runs on", format_percent(often),
                           alone_.top().id);
    return said;
  }

 private:
  static constexpr std::uint64_t kLeastSeen = 10;
  void point_at(const trace::Sample& sample, const Runs& culprit) {
    procs_ = {culprit.proc};
    machines_ = {culprit.machine};
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::running; });
  }
  /// The share of the samples that wait for the goroutine for which most do; 0 where it is not one that is to blame.
  [[nodiscard]] double often_by_one() const {
    const auto first = static_cast<double>(alone_.top().first), all = static_cast<double>(shown_.shown());
    if (all == 0 || first / all < setting_.rules[RuleId::stop_culprit]) return 0;
    return first / static_cast<double>(shown_.seen());
  }

  struct Seen {
    double share = 0;
    std::uint64_t samples = 0;
    Millis longest{};
  };
  [[nodiscard]] Seen stops_in_time() const {
    Seen seen;
    const auto period = pace_.period();
    Millis all{}, stretch{}, end{};
    for (const auto& gap : same_) {
      if (!is_on_time(gap.length, period)) continue;
      stretch = gap.time - gap.length == end ? stretch + gap.length : gap.length;
      end = gap.time;
      seen.longest = std::max(seen.longest, stretch);
      all += gap.length;
      ++seen.samples;
    }
    const auto length = last_ - first_.value_or(last_);
    if (length > Millis{0}) seen.share = static_cast<double>(all.count()) / static_cast<double>(length.count());
    return seen;
  }
  [[nodiscard]] double culprit() const {
    if (same_.empty()) return 0;
    return static_cast<double>(goroutines_.top().first) / static_cast<double>(same_.size());
  }

  Setting setting_;
  Pace pace_;
  Share shown_;
  Runners goroutines_;        ///< for which the same stop waits from sample to sample
  Runners alone_;             ///< the only one that runs in a sample of a stop
  std::vector<Gap> same_;     ///< between two samples of the same stop
  std::vector<Runs> before_;  ///< in the sample before, if the world was being stopped there
  std::optional<std::int64_t> rounds_;
  std::optional<Millis> first_;
  Millis last_{};
  std::vector<std::int64_t> procs_, machines_;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_stop(Setting setting) { return std::make_unique<Stop>(setting); }

}  // namespace schedlitmus::diagnosis
