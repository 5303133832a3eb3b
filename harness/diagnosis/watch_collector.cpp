// The garbage collector at work.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/pace.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

class Collector final : public Watch {
 public:
  explicit Collector(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& sample) override {
    pace_.see(digest.time);
    if (!digest.has_goroutines) return;
    const auto is_helper = [](const trace::Goroutine& g, Part part) {
      return part == Part::collector && g.waitreason.starts_with("GC assist");
    };
    const bool helps = std::ranges::any_of(sample.goroutines,
                                           [&](const trace::Goroutine& g) { return is_helper(g, part_of(sample, g)); });
    active_.see(digest.time, digest.collector > 0);
    asked_.see(digest.time, std::ranges::any_of(sample.goroutines, [](const trace::Goroutine& g) {
                 return g.status == trace::kGStatusWaiting && g.waitreason == "wait for GC cycle";
               }));
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
    const auto late = pace_.lost_share();
    const auto& rules = setting_.rules;
    const bool in_time = late < rules[RuleId::noise_doubt];
    // Who allocates has to help. Where nobody ever does, a sample may have met a stop that the host made long.
    const bool sure = in_time && helped_.shown() > 0;
    const auto id = sure ? RuleId::gc_share : stricter(rules, RuleId::gc_share, RuleId::gc_doubted);
    const auto least = rules[id];
    said.found = active_.shown() >= kLeastShown && active_.share() >= least;
    said.excess = active_.share() / least;
    said.confidence = in_time && helped_.share() >= least ? Confidence::high : Confidence::medium;
    said.evidence.figures = {figure_of(id, "samples with a collection under way", active_.share()),
                             {"samples in which a goroutine waits to help it", helped_.share(), "of the samples", {}},
                             {"time by which samples are late", late, "of the time", {}}};
    if (in_time && id != RuleId::gc_share)
      said.evidence.figures.push_back(
          figure_of(RuleId::gc_share, "likewise, if there were goroutines that help", active_.share()));
    said.evidence.times = active_.times();
    said.evidence.goroutines = examples_;
    said.summary = fmt::format("a collection is under way in {} of the samples, and goroutines wait to help it in {}",
                               format_percent(active_.share()), format_percent(helped_.share()));
    if (asked_.share() >= least)
      said.evidence.remarks.emplace_back(
          "a goroutine waits for a collection that it asked for: look for calls of runtime.GC and debug.FreeOSMemory");
    return said;
  }

 private:
  Setting setting_;
  Pace pace_;
  Share active_, helped_, asked_;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_collector(Setting setting) { return std::make_unique<Collector>(setting); }

}  // namespace schedlitmus::diagnosis
