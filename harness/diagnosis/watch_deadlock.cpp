// All goroutines wait for each other. Up to 1.13 a program that traces itself
// hangs then: nothing runs, and nothing that could wake anything is left.
#include <fmt/format.h>

#include "diagnosis/dump.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr std::uint64_t kLeastQuiet = 3;
constexpr double kSecond = 1000;
constexpr std::string_view kScavenger = "GC scavenge wait";
constexpr std::string_view kFatal = "fatal error: ";

bool says_deadlock(std::string_view line) {
  const auto at = line.find(kFatal);
  if (at == std::string_view::npos) return false;
  const auto rest = line.substr(at + kFatal.size());
  return rest.starts_with("all goroutines are asleep - deadlock!") ||
         rest.starts_with("no goroutines (main called runtime.Goexit) - deadlock!");
}

class Deadlock final : public Watch {
 public:
  explicit Deadlock(Setting setting) : setting_(setting) {}

  void read(std::string_view line) override {
    if (fatal_) dump_.read(line);
    fatal_ = fatal_ || says_deadlock(line);
  }

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines) return;
    seen_ = true;
    for (const auto& g : sample.goroutines)
      if (g.waitreason == kScavenger) scavenger_ = g.id;
    last_ = digest.time;
    waiting_ = digest.waiting;
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::waiting; });
    const bool scavenges = scavenger_ && digest.asleep == std::vector{*scavenger_};
    const bool quiet = is_quiet(digest, scavenges) && (quiet_samples_ == 0 || begins_few(digest, scavenges));
    rounds_ = digest.rounds;
    scavenged_ = quiet && (scavenges || (quiet_samples_ > 0 && scavenged_));
    sleepers_ = digest.sleepers;
    if (!quiet) {
      quiet_samples_ = 0;
      return;
    }
    if (quiet_samples_++ == 0) since_ = digest.time;
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::deadlock);
    if (!seen_ && !fatal_) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    const double asleep = quiet_samples_ == 0 ? 0 : static_cast<double>((last_ - since_).count()) / kSecond;
    const auto& facts = setting_.facts;
    const auto least = setting_.rules[RuleId::dead_time] * (scavenged_ ? 2 : 1);
    // What ended by itself was not asleep for ever, and the runtime never ends a program well.
    const bool ended = facts.exit_status && !facts.was_stopped;
    const bool hangs = quiet_samples_ >= kLeastQuiet && asleep >= least && !ended;
    const bool dies = fatal_ && !(ended && *facts.exit_status == 0);
    said.found = dies || hangs;
    said.excess = dies ? 1 : asleep / least;
    said.confidence = dies || (sleepers_ == 0 && !scavenged_) ? Confidence::high : Confidence::medium;
    if (hangs || !dies)
      said.evidence.figures.push_back(
          figure_of(RuleId::dead_time, "nothing runs and nothing can wake, at the end", asleep));
    if (waiting_ > 0)
      said.evidence.figures.push_back({"goroutines that wait", static_cast<double>(waiting_), "goroutines", {}});
    if (scavenged_)
      said.evidence.remarks.emplace_back("only the runtime's scavenger, which gives memory back, has a timer set");
    if (quiet_samples_ > 0) said.evidence.times.push_back(since_);
    if (quiet_samples_ > 1) said.evidence.times.push_back(last_);
    said.evidence.goroutines = examples_;
    if (dies) {
      if (!dump_.goroutines().empty()) said.evidence.goroutines = dump_.goroutines();
      said.summary = "the runtime found that all goroutines are asleep";
      said.evidence.remarks.emplace_back("the program's text has the runtime's \"fatal error: ... deadlock!\"");
      constexpr int kEnds = 14;
      if (facts.minor && *facts.minor < kEnds)
        said.evidence.remarks.emplace_back("before Go 1.14 a program that traces itself hangs after these words");
    } else {
      const auto who = waiting_ == 1 ? "one goroutine waits for what no other will do"
                                     : fmt::format("{} goroutines wait for each other", waiting_);
      said.summary = fmt::format("since {} nothing runs: {}, with no timer, connection or call left",
                                 format_duration(since_), who);
    }
    return said;
  }

 private:
  /// `scavenges`: the runtime's scavenger alone sleeps, and may have a timer (up to 1.13 with its goroutine).
  [[nodiscard]] static bool is_quiet(const Digest& digest, bool scavenges) {
    const bool nothing_runs = digest.idle_procs == digest.procs && digest.queued == 0 && digest.ready == 0 &&
                              digest.running == 0 && digest.in_call == 0 && digest.collector == 0;
    const std::int64_t allowed = scavenges ? 1 : 0;
    const bool nothing_wakes = digest.wakeable == 0 && (scavenges || digest.asleep.empty()) &&
                               digest.timers.value_or(0) <= allowed && digest.timer_goroutines <= allowed;
    // A signal wakes who receives from its channel.
    const bool no_signal = digest.sleepers == 0 || digest.receivers == 0;
    return nothing_runs && nothing_wakes && no_signal && digest.waiting > (scavenges ? 1 : 0);
  }
  /// Of rounds none, but for those in which the scavenger works.
  [[nodiscard]] bool begins_few(const Digest& digest, bool scavenges) const {
    constexpr std::int64_t kMostOfIt = 100;
    if (!scavenges) return digest.rounds == rounds_;
    return digest.rounds && rounds_ && *digest.rounds - *rounds_ <= kMostOfIt;
  }

  Setting setting_;
  bool fatal_ = false, seen_ = false;
  Dump dump_;
  std::uint64_t quiet_samples_ = 0;
  bool scavenged_ = false;  ///< the scavenger's timer is all that was set
  std::optional<std::int64_t> rounds_, scavenger_;
  Millis since_{}, last_{};
  std::int64_t waiting_ = 0, sleepers_ = 0;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_deadlock(Setting setting) { return std::make_unique<Deadlock>(setting); }

}  // namespace schedlitmus::diagnosis
