// Goroutines that could run and wait for a P, while another P has nothing to do.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

/// Ids of the Ps with a local queue of that length or more.
std::vector<std::int64_t> procs_with_queue(const trace::Sample& sample, double least) {
  std::vector<std::int64_t> ids;
  for (std::size_t p = 0; p < sample.local.size() && ids.size() < kMostExamples; ++p)
    if (static_cast<double>(sample.local[p]) >= least) ids.push_back(static_cast<std::int64_t>(p));
  return ids;
}

/// A P that idles, or whose thread spins: that is to look for work and to have none. One that spins may be about to
/// take its half of a short queue, so that the queue has to be longer. Where rounds are few, each piece of work is long
/// enough for the others to find the rest, and who idles is kept from its CPU.
class IdleProcs final : public Watch {
 public:
  explicit IdleProcs(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.longest || digest.stopping) return;
    most_procs_ = std::max(most_procs_, digest.procs);
    if (digest.rounds) rounds_.see(digest.time, *digest.rounds);
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
    const auto rounds = rounds_.a_second();
    const bool churns = !rounds || *rounds >= rules[RuleId::idle_rounds];
    said.found = shown_.shown() >= kLeastShown && shown_.share() >= rules[RuleId::idle_share] && churns;
    said.excess = shown_.share() / rules[RuleId::idle_share];
    said.confidence = idle_share() < kMostly || !rounds ? Confidence::medium : Confidence::high;
    said.evidence.figures = {
        figure_of(RuleId::idle_share, "samples with a P without work and a long local queue", shown_.share()),
        figure_of(RuleId::idle_queue, "longest local queue beside such a P", static_cast<double>(longest_)),
        {"of these samples, with a P that idles", idle_share(), "of these samples", {}}};
    if (rounds) said.evidence.figures.push_back(figure_of(RuleId::idle_rounds, "scheduling rounds a second", *rounds));
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
  Rounds rounds_;
  std::uint64_t idle_ = 0;
  std::int64_t most_procs_ = 0, longest_ = 0;
  std::vector<std::int64_t> procs_;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_idle_procs(Setting setting) { return std::make_unique<IdleProcs>(setting); }

}  // namespace schedlitmus::diagnosis
