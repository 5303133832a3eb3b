// Threads: those held by calls, and those that goroutines are locked to.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

using trace::Goroutine;

/// How many of a sample's calling goroutines were in a call in the sample before.
class Turnover {
 public:
  void see(const std::vector<std::int64_t>& ids) {
    for (const auto id : ids) stayed_ += std::ranges::binary_search(before_, id) ? 1 : 0;
    seen_ += before_.empty() ? 0 : ids.size();
    before_ = ids;
  }
  [[nodiscard]] bool known() const { return seen_ > 0; }
  [[nodiscard]] double stayed() const { return static_cast<double>(stayed_) / static_cast<double>(seen_); }

 private:
  std::vector<std::int64_t> before_;
  std::uint64_t stayed_ = 0, seen_ = 0;
};

class BlockedThreads final : public Watch {
 public:
  explicit BlockedThreads(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    most_procs_ = std::max(most_procs_, digest.procs);
    threads_.see(digest.threads);
    unseen_.see(digest.threads - digest.idle_threads - (digest.procs - digest.idle_procs));
    if (!digest.has_goroutines) return;
    held_.see(digest.held);
    if (static_cast<double>(digest.held) >= threshold(RuleId::threads_held)) keep(digest, sample);
    std::vector<std::int64_t> ids;
    for (const auto& g : sample.goroutines)
      if (part_of(sample, g) == Part::call) ids.push_back(g.id);
    std::ranges::sort(ids);
    turnover_.see(ids);
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::blocked_threads);
    const bool detailed = held_.seen() > 0;
    const auto& counted = detailed ? held_ : unseen_;
    const auto id = detailed ? RuleId::threads_held : RuleId::threads_unseen;
    const auto median = counted.median();
    said.found = counted.seen() > 0 && median >= threshold(id);
    said.excess = median / threshold(id);
    said.confidence = detailed ? Confidence::high : Confidence::medium;
    said.evidence.figures = {figure_of(id,
                                       detailed ? "goroutines in calls that hold a thread, median"
                                                : "threads not idle and without a P, median",
                                       median),
                             {"threads at most", static_cast<double>(threads_.most()), "threads", {}},
                             {"Ps", static_cast<double>(most_procs_), "Ps", {}}};
    said.evidence.times = times_;
    said.evidence.goroutines = examples_;
    said.evidence.machines = machines_;
    said.summary = fmt::format("{} {} hold a thread each, beside {}", format_number(median),
                               detailed ? "goroutines in calls" : "calls or locks", count_of(procs(), "P"));
    if (detailed && turnover_.known()) add_turnover(said);
    if (!detailed)
      said.evidence.remarks.emplace_back("without scheddetail, threads that goroutines are locked to look the same");
    return said;
  }

 private:
  [[nodiscard]] std::uint64_t procs() const {
    return static_cast<std::uint64_t>(std::max<std::int64_t>(0, most_procs_));
  }
  [[nodiscard]] double threshold(RuleId id) const {
    return std::max(setting_.rules[id], static_cast<double>(most_procs_));
  }
  void keep(const Digest& digest, const trace::Sample& sample) {
    if (times_.size() < kMostExamples) times_.push_back(digest.time);
    examples_ = some_goroutines(sample, [](const Goroutine&, Part part) { return part == Part::call; });
    machines_.clear();
    for (const auto& g : examples_)
      if (g.m) machines_.push_back(*g.m);
  }
  void add_turnover(Judgement& said) const {
    constexpr double kMostly = 0.5;
    const bool same = turnover_.stayed() >= kMostly;
    said.evidence.figures.push_back(
        {"of them in a call in the sample before, too", turnover_.stayed(), "of the goroutines", {}});
    said.evidence.remarks.emplace_back(
        same
            ? "the same goroutines stay in their calls: long ones, as reads from pipes and devices, locks of files, or "
              "waiting in C"
            : "always other goroutines: many calls of some time each, as lookups of names through cgo (getaddrinfo), "
              "each in a goroutine of its own");
  }

  Setting setting_;
  Middle held_, unseen_, threads_;
  Turnover turnover_;
  std::int64_t most_procs_ = 0;
  std::vector<Millis> times_;
  std::vector<SeenGoroutine> examples_;
  std::vector<std::int64_t> machines_;
};

class LockedThreads final : public Watch {
 public:
  explicit LockedThreads(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines || !digest.rounds) return;
    locked_.see(digest.locked);
    active_.see(digest.time, digest.locked_active > 0);
    rounds_.see(digest.time, *digest.rounds);
    if (digest.locked_active == 0) return;
    examples_ = some_goroutines(sample, [](const Goroutine& g, Part) { return g.lockedm.has_value(); });
    machines_.clear();
    for (const auto& g : sample.goroutines)
      if (is_live(g) && g.lockedm && machines_.size() < kMostExamples) machines_.push_back(*g.lockedm);
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::locked_threads);
    if (locked_.seen() == 0) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    const auto& rules = setting_.rules;
    const auto median = locked_.median();
    const bool many = median >= rules[RuleId::locked_idle];
    const bool busy = median >= rules[RuleId::locked_active] && active_.share() >= rules[RuleId::locked_share] &&
                      rounds_a_second() >= rules[RuleId::locked_rounds];
    said.found = many || busy;
    said.excess = median / rules[busy ? RuleId::locked_active : RuleId::locked_idle];
    said.confidence = busy ? Confidence::high : Confidence::medium;
    said.evidence.figures = {
        figure_of(busy ? RuleId::locked_active : RuleId::locked_idle, "goroutines locked to a thread, median", median),
        figure_of(RuleId::locked_share, "samples with such a one running or ready", active_.share()),
        figure_of(RuleId::locked_rounds, "scheduling rounds a second", rounds_a_second())};
    said.evidence.times = active_.times();
    said.evidence.goroutines = examples_;
    said.evidence.machines = machines_;
    said.summary = fmt::format("{} goroutines are locked to threads, {:.0f} rounds a second", format_number(median),
                               rounds_a_second());
    return said;
  }

 private:
  [[nodiscard]] double rounds_a_second() const { return rounds_.a_second().value_or(0); }

  Setting setting_;
  Middle locked_;
  Share active_;
  Rounds rounds_;
  std::vector<SeenGoroutine> examples_;
  std::vector<std::int64_t> machines_;
};

}  // namespace

std::unique_ptr<Watch> watch_blocked_threads(Setting setting) { return std::make_unique<BlockedThreads>(setting); }
std::unique_ptr<Watch> watch_locked_threads(Setting setting) { return std::make_unique<LockedThreads>(setting); }

}  // namespace schedlitmus::diagnosis
