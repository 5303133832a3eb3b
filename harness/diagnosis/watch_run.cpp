// What takes more than the trace to tell: calls for each request, and the host.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "diagnosis/pace.hpp"
#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr double kSecond = 1000;

/// Calls of a stretch between two samples, and how many came to each scheduling round.
struct Stretch {
  double a_round = 0, calls = 0;
};

/// A path through the kernel again and again makes its calls in a row. A service that asks others for each request
/// hands it on between goroutines, so that few calls come to a round.
class SystemCalls final : public Watch {
 public:
  explicit SystemCalls(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& /*sample*/) override {
    if (!digest.calls || !digest.rounds) return;
    const Count now{digest.time, *digest.calls, *digest.rounds};
    if (last_) {
      add(*last_, now);
    } else {
      first_ = now.time;
    }
    last_ = now;
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::syscall_heavy);
    if (!last_ || time_ <= Millis{0}) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    const auto seconds = static_cast<double>(time_.count()) / kSecond;
    const auto a_round = calls_a_round();
    const auto requests = requests_seen();
    if (requests <= 0) {
      said.not_looked_why = fmt::format(
          "needs the number of requests (--requests N); seen {:.0f} calls a second, {:.1f} for each scheduling round, "
          "which alone tell nothing",
          calls_ / seconds, a_round);
      return said;
    }
    const auto& rules = setting_.rules;
    const auto each = calls_ / requests;
    said.found = each >= rules[RuleId::calls_per_request] && a_round >= rules[RuleId::calls_per_round];
    said.excess = each / rules[RuleId::calls_per_request];
    said.confidence = Confidence::medium;  // a request that copies a large file looks the same
    said.evidence.figures = {figure_of(RuleId::calls_per_request, "system calls for each request", each),
                             figure_of(RuleId::calls_per_round, "system calls for each scheduling round", a_round),
                             {"requests", std::round(requests), "requests", {}},
                             {"system calls a second", calls_ / seconds, "calls", {}}};
    said.evidence.times = {first_, last_->time};
    said.summary = fmt::format("{:.1f} system calls for each of {}", each,
                               count_of(static_cast<std::uint64_t>(std::round(requests)), "request"));
    return said;
  }

 private:
  struct Count {
    Millis time{};
    std::int64_t calls = 0, rounds = 0;
  };
  static constexpr std::ptrdiff_t kMostStretches = 20'000;

  /// What falls is another process's, or has wrapped.
  void add(const Count& before, const Count& now) {
    if (now.time <= before.time || now.calls < before.calls || now.rounds < before.rounds) return;
    const auto calls = static_cast<double>(now.calls - before.calls);
    time_ += now.time - before.time;
    calls_ += calls;
    stretches_.push_back({calls / static_cast<double>(std::max<std::int64_t>(1, now.rounds - before.rounds)), calls});
    if (std::ssize(stretches_) > kMostStretches)
      stretches_.erase(stretches_.begin(), stretches_.begin() + kMostStretches / 2);
  }
  /// Those of the time that the trace shows, at the load's rate; 0: not known.
  [[nodiscard]] double requests_seen() const {
    const auto all = static_cast<double>(setting_.facts.requests.value_or(0));
    const auto over = setting_.facts.requests_over;
    return over ? all * static_cast<double>(time_.count()) / static_cast<double>(over->count()) : all;
  }
  /// Half of all calls were made in stretches with no more of them to a round: a sweep of the heap makes many rounds in
  /// a short time, and says nothing of the others.
  [[nodiscard]] double calls_a_round() const {
    auto ordered = stretches_;
    std::ranges::sort(ordered, {}, &Stretch::a_round);
    double all = 0, passed = 0;
    for (const auto& stretch : ordered) all += stretch.calls;
    for (const auto& stretch : ordered) {
      passed += stretch.calls;
      if (passed >= all / 2) return stretch.a_round;
    }
    return 0;
  }

  Setting setting_;
  Millis first_{};  ///< of the first sample with counts
  std::optional<Count> last_;
  std::vector<Stretch> stretches_;
  Millis time_{};
  double calls_ = 0;
};

/// Where the host was not watched, late samples are all there is to see.
class Host final : public Watch {
 public:
  explicit Host(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& /*sample*/) override {
    // A sample of many goroutines takes long to print, with the scheduler's lock held.
    constexpr std::int64_t kMany = 500;
    large_ = large_ || digest.goroutines > kMany || digest.queued > kMany;
    pace_.see(digest.time);
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::host_noise);
    return setting_.facts.host.empty() ? by_lateness(std::move(said)) : by_shares(std::move(said));
  }

 private:
  [[nodiscard]] Judgement by_shares(Judgement said) const {
    const auto over = [](const HostShare& each) { return each.share / each.limit; };
    const auto& host = setting_.facts.host;
    const auto unfelt = std::ranges::find_if(host, [&](const auto& each) { return each.is_wait && over(each) < 1; });
    const bool not_felt = unfelt != host.end();
    const auto worst = not_felt ? *unfelt : std::ranges::max(host, {}, over);
    const auto least = setting_.rules[RuleId::noise_share];
    constexpr double kFar = 2;
    said.found = over(worst) >= least && !not_felt;
    said.excess = over(worst) / least;
    said.confidence = said.excess >= kFar ? Confidence::high : Confidence::medium;
    said.evidence.figures.push_back(figure_of(RuleId::noise_share, worst.what, over(worst)));
    for (const auto& each : host) said.evidence.figures.push_back({each.what, each.share, "of the CPU time", {}});
    said.summary = fmt::format("{} of the CPU time was {}", format_percent(worst.share), worst.what);
    return said;
  }

  [[nodiscard]] Judgement by_lateness(Judgement said) const {
    constexpr Millis kLate{100};
    if (pace_.gaps().empty()) {
      said.not_looked_why = "too few samples";
      return said;
    }
    const auto period = pace_.period();
    Share late;
    for (const auto& gap : pace_.gaps()) late.see(gap.time, gap.length >= period + std::max(period, kLate));
    const auto lost_share = pace_.lost_share();
    const auto& rules = setting_.rules;
    said.found = !large_ && late.share() >= rules[RuleId::noise_late] && lost_share >= rules[RuleId::noise_lost];
    said.excess = late.share() / rules[RuleId::noise_late];
    said.confidence = Confidence::low;
    said.evidence.figures = {figure_of(RuleId::noise_late, "samples that come late", late.share()),
                             figure_of(RuleId::noise_lost, "time by which all are late", lost_share),
                             {"period", static_cast<double>(period.count()), "ms", {}},
                             {"longest gap", static_cast<double>(pace_.longest().count()), "ms", {}}};
    said.evidence.times = late.times();
    said.summary = fmt::format("{} of the samples come late, by a period of {} or more", format_percent(late.share()),
                               format_duration(period));
    return said;
  }

  Setting setting_;
  Pace pace_;
  bool large_ = false;
};

}  // namespace

std::unique_ptr<Watch> watch_system_calls(Setting setting) { return std::make_unique<SystemCalls>(setting); }
std::unique_ptr<Watch> watch_host(Setting setting) { return std::make_unique<Host>(setting); }

}  // namespace schedlitmus::diagnosis
