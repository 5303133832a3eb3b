// All goroutines wait for each other. Up to 1.13 a program that traces itself
// hangs then: nothing runs, and nothing that could wake anything is left.
#include <fmt/format.h>

#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr std::uint64_t kLeastQuiet = 3;
constexpr double kSecond = 1000;
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

  void read(std::string_view line) override { fatal_ = fatal_ || says_deadlock(line); }

  void see(const Digest& digest, const trace::Sample& sample) override {
    if (!digest.has_goroutines) return;
    seen_ = true;
    last_ = digest.time;
    waiting_ = digest.waiting;
    examples_ = some_goroutines(sample, [](const trace::Goroutine&, Part part) { return part == Part::waiting; });
    const bool quiet = is_quiet(digest) && (quiet_samples_ == 0 || digest.rounds == rounds_);
    rounds_ = digest.rounds;
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
    const bool hangs = quiet_samples_ >= kLeastQuiet && asleep >= setting_.rules[RuleId::dead_time];
    said.found = fatal_ || hangs;
    said.excess = fatal_ ? 1 : asleep / setting_.rules[RuleId::dead_time];
    said.confidence = fatal_ || sleepers_ == 0 ? Confidence::high : Confidence::medium;
    said.evidence.figures = {figure_of(RuleId::dead_time, "nothing runs and nothing can wake, at the end", asleep),
                             {"goroutines that wait", static_cast<double>(waiting_), "goroutines", {}}};
    if (quiet_samples_ > 0) said.evidence.times = {since_, last_};
    said.evidence.goroutines = examples_;
    if (fatal_) {
      said.summary = "the runtime ended the program: all goroutines are asleep";
      said.evidence.remarks.emplace_back("the program's text has the runtime's \"fatal error: ... deadlock!\"");
    } else {
      said.summary = fmt::format("since {} nothing runs: {} for each other, with no timer, connection or call left",
                                 format_duration(since_),
                                 count_of(static_cast<std::uint64_t>(waiting_), "goroutine waits", "goroutines wait"));
    }
    return said;
  }

 private:
  [[nodiscard]] static bool is_quiet(const Digest& digest) {
    const bool nothing_runs = digest.idle_procs == digest.procs && digest.queued == 0 && digest.ready == 0 &&
                              digest.running == 0 && digest.in_call == 0 && digest.collector == 0;
    const bool nothing_wakes = digest.wakeable == 0 && digest.timers.value_or(0) == 0;
    // A signal wakes who receives from its channel.
    const bool no_signal = digest.sleepers == 0 || digest.receivers == 0;
    return nothing_runs && nothing_wakes && no_signal && digest.waiting > 0;
  }

  Setting setting_;
  bool fatal_ = false, seen_ = false;
  std::uint64_t quiet_samples_ = 0;
  std::optional<std::int64_t> rounds_;
  Millis since_{}, last_{};
  std::int64_t waiting_ = 0, sleepers_ = 0;
  std::vector<SeenGoroutine> examples_;
};

}  // namespace

std::unique_ptr<Watch> watch_deadlock(Setting setting) { return std::make_unique<Deadlock>(setting); }

}  // namespace schedlitmus::diagnosis
