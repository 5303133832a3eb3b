// One goroutine that does all the work, or one lock that lets one at a time do it.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/runners.hpp"
#include "diagnosis/turns.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

/// Waiting for something that another goroutine is to do. Workers wait in "select" as well, callers in "chan receive";
/// but those are workers as a rule.
bool waits_for_others(std::string_view reason) { return is_backlog(reason) || reason == "select"; }

Turns::Does does(const trace::Goroutine& g, Part part) {
  if (part == Part::ready || part == Part::running) return Turns::Does::works;
  return part == Part::waiting && waits_for_others(g.waitreason) ? Turns::Does::waits : Turns::Does::other;
}

/// One of three is enough: the same goroutine runs while others wait to hand over or for a lock; one at a time runs,
/// they wait, and a P idles; or the same one runs alone, and many others take turns at waiting and at being ready.
class BusyP final : public Watch {
 public:
  explicit BusyP(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines) return;
    most_procs_ = std::max(most_procs_, digest.procs);
    // The monitor preempts what ran for 10 ms and prints its sample then: of many samples in a row all may fall so.
    const bool just_preempted = digest.running == 0 && digest.ready <= digest.procs;
    const bool many_wait = static_cast<double>(digest.backlog) >= setting_.rules[RuleId::busy_waiting];
    backlog_.see(digest.backlog);
    waited_.see(digest.time, many_wait);
    const bool one_runs = digest.running == 1 || (digest.running == 0 && digest.ready == 1);
    const bool nobody_waits = static_cast<double>(digest.queued) < setting_.rules[RuleId::idle_queue];
    alone_.see(digest.time,
               many_wait && one_runs && digest.in_call - digest.held <= 0 && digest.idle_procs > 0 && nobody_waits);
    free_.see(digest.time, digest.running <= 1 && digest.idle_procs + digest.spinning > 0);
    std::vector<Turns::Seen> all;
    for (const auto& g : sample.goroutines) {
      const auto part = part_of(sample, g);
      if (part == Part::dead) continue;
      all.push_back({g.id, does(g, part)});
      const bool runs = part == Part::running || (just_preempted && part == Part::ready);
      if (runs) all_runners_.see(g.id);
      ran_ += runs ? 1 : 0;
      if (many_wait && (runs || part == Part::call)) runners_.see(g.id);
    }
    turns_.see(std::move(all));
    examples_ = some_goroutines(sample, [](const trace::Goroutine& g, Part part) {
      return part == Part::running || (part == Part::waiting && waits_for_others(g.waitreason));
    });
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::busy_p);
    if (waited_.seen() == 0) said.not_looked_why = kNeedsDetail;
    if (waited_.seen() > 0 && most_procs_ < 2) said.not_looked_why = "there is one P only";
    if (!said.not_looked_why.empty()) return said;
    const auto& rules = setting_.rules;
    const auto same = share_of(runners_), all = share_of(all_runners_);
    // Without one that runs most there is nobody whom they could wait for.
    const auto takers = all.next < all.share ? turns_.takers(rules[RuleId::busy_turns], all.id) : Turns::Takers{};
    const auto callers = static_cast<double>(takers.count);
    const auto others = static_cast<double>(ran_) / static_cast<double>(waited_.seen()) - all.share;
    // With nobody who asks, one that works alone is a program with one goroutine of work.
    // Workers run beside the one that feeds them, callers hardly ever; and pools are seldom as large.
    constexpr double kMostOthers = 0.03, kTwice = 2;
    const bool is_asked = callers >= kTwice * rules[RuleId::busy_waiting] &&
                          takers.at_work >= rules[RuleId::busy_at_work] && others <= all.share * kMostOthers;
    const auto serves = is_asked ? std::min(all.share, free_.share()) : 0;
    const bool is_same = same.share >= rules[RuleId::busy_share] && same.next <= same.share / 2;
    const bool is_alone = alone_.share() >= rules[RuleId::busy_alone];
    const bool is_server = serves >= rules[RuleId::busy_serves];
    said.found = is_same || is_alone || is_server;
    said.excess = std::max({same.share / rules[RuleId::busy_share], alone_.share() / rules[RuleId::busy_alone],
                            serves / rules[RuleId::busy_serves]});
    said.confidence = is_same ? Confidence::high : Confidence::medium;
    said.evidence.figures = {
        figure_of(RuleId::busy_share, "samples in which the same goroutine runs and many wait", same.share),
        {"samples in which the next one does", same.next, "of the samples", {}},
        figure_of(RuleId::busy_alone, "samples in which one runs, many wait and a P idles", alone_.share()),
        figure_of(RuleId::busy_serves,
                  "samples in which the same goroutine runs and serves others, and a P has no work", serves),
        figure_of(RuleId::busy_waiting, "goroutines that wait to hand over or for a lock, median", backlog_.median()),
        {"goroutines that are ready in some samples and wait in others", callers, "goroutines", {}},
        {"samples in which another one runs", others, "of the samples", {}},
        figure_of(RuleId::busy_at_work, "of them ready or running, on average", takers.at_work)};
    said.evidence.times = is_same || is_alone ? waited_.times() : free_.times();
    said.evidence.goroutines = examples_;
    tell(said, is_same, is_server, is_same ? same : all, callers);
    return said;
  }

 private:
  struct Top {
    std::int64_t id = 0;
    double share = 0, next = 0;
  };
  [[nodiscard]] Top share_of(const Runners& runners) const {
    const auto seen = static_cast<double>(waited_.seen());
    const auto top = runners.top();
    return {top.id, static_cast<double>(top.first) / seen, static_cast<double>(top.second) / seen};
  }
  void tell(Judgement& said, bool is_same, bool is_server, const Top& top, double callers) const {
    if (is_same) {
      said.summary = fmt::format("G{} runs in {} of the samples while {} goroutines wait to hand over", top.id,
                                 format_percent(top.share), format_number(backlog_.median()));
    } else if (is_server) {
      said.summary = fmt::format("G{} runs alone in {} of the samples; {} goroutines wait for it in turns", top.id,
                                 format_percent(top.share), format_number(callers));
      said.evidence.remarks.emplace_back(
          "they are ready in some samples and wait in others, as those who want an answer; workers that get too little "
          "to do from it look the same");
    } else {
      said.summary = fmt::format("one goroutine at a time runs in {} of the samples while {} wait",
                                 format_percent(alone_.share()), format_number(backlog_.median()));
      said.evidence.remarks.emplace_back("always another one runs: they take turns, as under one lock");
    }
  }

  Setting setting_;
  Share waited_, alone_;
  Share free_;  ///< one runs at most, and a P has no work
  Middle backlog_;
  Runners runners_;      ///< where many wait
  Runners all_runners_;  ///< in all samples
  std::uint64_t ran_ = 0;
  Turns turns_;
  std::int64_t most_procs_ = 0;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_busy_p(Setting setting) { return std::make_unique<BusyP>(setting); }

}  // namespace schedlitmus::diagnosis
