// One goroutine that does all the work, or one lock that lets one at a time do it.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/runners.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

class BusyP final : public Watch {
 public:
  explicit BusyP(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines) return;
    most_procs_ = std::max(most_procs_, digest.procs);
    const bool many_wait = static_cast<double>(digest.backlog) >= setting_.rules[RuleId::busy_waiting];
    backlog_.see(digest.backlog);
    waited_.see(digest.time, many_wait);
    const bool one_runs = digest.running == 1 || (digest.running == 0 && digest.ready == 1);
    const bool nobody_waits = static_cast<double>(digest.queued) < setting_.rules[RuleId::idle_queue];
    alone_.see(digest.time,
               many_wait && one_runs && digest.in_call - digest.held <= 0 && digest.idle_procs > 0 && nobody_waits);
    if (!many_wait) return;
    // The monitor preempts what ran for 10 ms and prints its sample then: of many samples in a row all may fall so.
    const bool just_preempted = digest.running == 0 && digest.ready <= digest.procs;
    for (const auto& g : sample.goroutines) {
      const auto part = part_of(sample, g);
      if (part == Part::running || part == Part::call || (just_preempted && part == Part::ready)) runners_.see(g.id);
    }
    examples_ = some_goroutines(sample, [](const trace::Goroutine& g, Part part) {
      return part == Part::running || (part == Part::waiting && is_backlog(g.waitreason));
    });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::busy_p);
    if (waited_.seen() == 0) said.not_looked_why = kNeedsDetail;
    if (waited_.seen() > 0 && most_procs_ < 2) said.not_looked_why = "there is one P only";
    if (!said.not_looked_why.empty()) return said;
    const auto& rules = setting_.rules;
    const auto seen = static_cast<double>(waited_.seen());
    const auto top = runners_.top();
    const auto share = static_cast<double>(top.first) / seen, next = static_cast<double>(top.second) / seen;
    const bool same = share >= rules[RuleId::busy_share] && next <= share / 2;
    said.found = same || alone_.share() >= rules[RuleId::busy_alone];
    said.excess = std::max(share / rules[RuleId::busy_share], alone_.share() / rules[RuleId::busy_alone]);
    said.confidence = same ? Confidence::high : Confidence::medium;
    said.evidence.figures = {
        figure_of(RuleId::busy_share, "samples in which the same goroutine runs and many wait", share),
        {"samples in which the next one does", next, "of the samples", {}},
        figure_of(RuleId::busy_alone, "samples in which one runs, many wait and a P idles", alone_.share()),
        figure_of(RuleId::busy_waiting, "goroutines that wait to hand over or for a lock, median", backlog_.median())};
    said.evidence.times = waited_.times();
    said.evidence.goroutines = examples_;
    if (same) {
      said.summary = fmt::format("G{} runs in {} of the samples while {} goroutines wait to hand over", top.id,
                                 format_percent(share), format_number(backlog_.median()));
    } else {
      said.summary = fmt::format("one goroutine at a time runs in {} of the samples while {} wait",
                                 format_percent(alone_.share()), format_number(backlog_.median()));
      said.evidence.remarks.emplace_back("always another one runs: they take turns, as under one lock");
    }
    return said;
  }

 private:
  Setting setting_;
  Share waited_, alone_;
  Middle backlog_;
  Runners runners_;
  std::int64_t most_procs_ = 0;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_busy_p(Setting setting) { return std::make_unique<BusyP>(setting); }

}  // namespace schedlitmus::diagnosis
