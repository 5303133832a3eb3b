// What takes more than the trace to tell: calls for each request, and the host.
#include <fmt/format.h>

#include <algorithm>

#include "diagnosis/watch.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::diagnosis {
namespace {

constexpr double kSecond = 1000;

class SystemCalls final : public Watch {
 public:
  explicit SystemCalls(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& /*sample*/) override {
    if (!digest.calls || !digest.rounds) return;
    const Count now{digest.time, *digest.calls, *digest.rounds};
    if (!first_) first_ = now;
    last_ = now;
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::syscall_heavy);
    if (!first_ || last_.time <= first_->time) {
      said.not_looked_why = kNeedsDetail;
      return said;
    }
    const auto calls = static_cast<double>(last_.calls - first_->calls);
    const auto rounds = static_cast<double>(std::max<std::int64_t>(1, last_.rounds - first_->rounds));
    const auto seconds = static_cast<double>((last_.time - first_->time).count()) / kSecond;
    if (!setting_.facts.requests || *setting_.facts.requests == 0) {
      said.not_looked_why = fmt::format(
          "needs the number of requests (--requests N); seen {:.0f} calls a second, {:.1f} for each scheduling round, "
          "which alone tell nothing",
          calls / seconds, calls / rounds);
      return said;
    }
    const auto each = calls / static_cast<double>(*setting_.facts.requests);
    said.found = each >= setting_.rules[RuleId::calls_per_request];
    said.excess = each / setting_.rules[RuleId::calls_per_request];
    said.confidence = Confidence::high;
    said.evidence.figures = {figure_of(RuleId::calls_per_request, "system calls for each request", each),
                             {"requests", static_cast<double>(*setting_.facts.requests), "requests", {}},
                             {"system calls a second", calls / seconds, "calls", {}},
                             {"system calls for each scheduling round", calls / rounds, "calls", {}}};
    said.evidence.times = {first_->time, last_.time};
    said.summary =
        fmt::format("{:.1f} system calls for each of {}", each, count_of(*setting_.facts.requests, "request"));
    return said;
  }

 private:
  struct Count {
    Millis time{};
    std::int64_t calls = 0, rounds = 0;
  };
  Setting setting_;
  std::optional<Count> first_;
  Count last_;
};

/// Where the host was not watched, late samples are all there is to see.
class Host final : public Watch {
 public:
  explicit Host(Setting setting) : setting_(setting) {}

  void see(const Digest& digest, const trace::Sample& /*sample*/) override {
    // A sample of many goroutines takes long to print, with the scheduler's lock held.
    constexpr std::int64_t kMany = 500;
    large_ = large_ || digest.goroutines > kMany || digest.queued > kMany;
    if (last_) gaps_.push_back({digest.time, digest.time - *last_});
    last_ = digest.time;
    if (gaps_.size() > kMostGaps) gaps_.erase(gaps_.begin(), gaps_.begin() + kMostGaps / 2);
  }

  [[nodiscard]] Judgement judge() const override {
    auto said = judgement_of(Name::host_noise);
    return setting_.facts.host.empty() ? by_lateness(std::move(said)) : by_shares(std::move(said));
  }

 private:
  struct Gap {
    Millis time{}, length{};
  };
  static constexpr std::size_t kMostGaps = 20'000;

  [[nodiscard]] Judgement by_shares(Judgement said) const {
    const auto over = [](const HostShare& each) { return each.share / each.limit; };
    const auto worst = std::ranges::max(setting_.facts.host, {}, over);
    said.found = over(worst) >= setting_.rules[RuleId::noise_share];
    said.excess = over(worst) / setting_.rules[RuleId::noise_share];
    said.confidence = Confidence::high;
    said.evidence.figures.push_back(figure_of(RuleId::noise_share, worst.what, over(worst)));
    for (const auto& each : setting_.facts.host)
      said.evidence.figures.push_back({each.what, each.share, "of the CPU time", {}});
    said.summary = fmt::format("{} of the CPU time was {}, the limit is {}", format_percent(worst.share), worst.what,
                               format_percent(worst.limit));
    return said;
  }

  [[nodiscard]] Judgement by_lateness(Judgement said) const {
    constexpr Millis kLate{100};
    if (gaps_.empty()) {
      said.not_looked_why = "too few samples";
      return said;
    }
    auto lengths = gaps_;
    std::ranges::sort(lengths, {}, &Gap::length);
    const auto period = lengths[lengths.size() / 10].length;
    Share late;
    Millis lost{}, all{};
    for (const auto& gap : gaps_) {
      late.see(gap.time, gap.length >= period + std::max(period, kLate));
      lost += std::max(gap.length - period, Millis{0});
      all += gap.length;
    }
    const auto lost_share = all > Millis{0} ? static_cast<double>(lost.count()) / static_cast<double>(all.count()) : 0;
    const auto& rules = setting_.rules;
    said.found = !large_ && late.share() >= rules[RuleId::noise_late] && lost_share >= rules[RuleId::noise_lost];
    said.excess = late.share() / rules[RuleId::noise_late];
    said.confidence = Confidence::low;
    said.evidence.figures = {figure_of(RuleId::noise_late, "samples that come late", late.share()),
                             figure_of(RuleId::noise_lost, "time by which all are late", lost_share),
                             {"period", static_cast<double>(period.count()), "ms", {}},
                             {"longest gap", static_cast<double>(lengths.back().length.count()), "ms", {}}};
    said.evidence.times = late.times();
    said.summary = fmt::format("{} of the samples come late, by a period of {} or more", format_percent(late.share()),
                               format_duration(period));
    return said;
  }

  Setting setting_;
  std::vector<Gap> gaps_;
  std::optional<Millis> last_;
  bool large_ = false;
};

}  // namespace

std::unique_ptr<Watch> watch_system_calls(Setting setting) { return std::make_unique<SystemCalls>(setting); }
std::unique_ptr<Watch> watch_host(Setting setting) { return std::make_unique<Host>(setting); }

}  // namespace schedlitmus::diagnosis
