// One rule on its way through a trace: small classes in watch_*.cpp. Internal
// to the diagnoser.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diagnosis/digest.hpp"
#include "diagnosis/findings.hpp"

namespace schedlitmus::diagnosis {

/// What a watch says of the samples that it was shown.
struct Judgement {
  Name name{};
  bool found = false;
  std::string not_looked_why;  ///< empty: it could look
  Confidence confidence = Confidence::medium;
  std::string summary;
  Evidence evidence;  ///< the figures also where nothing was found
  double excess = 0;  ///< main figure over its threshold: the worst window is kept
};

[[nodiscard]] inline Judgement judgement_of(Name name) {
  Judgement said;
  said.name = name;
  return said;
}

class Watch {
 public:
  Watch() = default;
  virtual ~Watch() = default;
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  Watch(Watch&&) = delete;
  Watch& operator=(Watch&&) = delete;

  virtual void see(const Digest& digest, const trace::Sample& sample) = 0;
  /// A line of the program's own text.
  virtual void read(std::string_view /*line*/) {}
  /// At the end of a window, or of the trace.
  [[nodiscard]] virtual Judgement judge() const = 0;
};

struct Setting {
  const Rules& rules;
  const RunFacts& facts;
};

// Those of one window each.
[[nodiscard]] std::unique_ptr<Watch> watch_blocked_threads(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_idle_procs(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_overproduction(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_collector(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_stop(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_locked_threads(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_busy_p(Setting setting);
// Those of the whole trace.
[[nodiscard]] std::unique_ptr<Watch> watch_system_calls(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_leak(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_deadlock(Setting setting);
[[nodiscard]] std::unique_ptr<Watch> watch_host(Setting setting);

inline constexpr std::string_view kNeedsDetail = "needs scheddetail=1";
inline constexpr std::size_t kMostExamples = 8;

/// How many of the samples show something, and the first few that do.
class Share {
 public:
  void see(Millis time, bool shows);
  [[nodiscard]] double share() const;
  [[nodiscard]] std::uint64_t seen() const { return seen_; }
  [[nodiscard]] std::uint64_t shown() const { return shown_; }
  [[nodiscard]] const std::vector<Millis>& times() const { return times_; }

 private:
  std::uint64_t seen_ = 0, shown_ = 0;
  std::vector<Millis> times_;
};

/// The middle of one count for each sample of a window.
class Middle {
 public:
  void see(std::int64_t count);
  [[nodiscard]] double median() const;  ///< 0 without any
  [[nodiscard]] std::uint64_t seen() const { return seen_; }
  [[nodiscard]] std::int64_t least() const { return least_; }
  [[nodiscard]] std::int64_t most() const { return most_; }

 private:
  std::vector<std::int64_t> counts_;
  std::uint64_t seen_ = 0;
  std::int64_t least_ = 0, most_ = 0;
};

/// How fast a sum of schedticks grows.
class Rounds {
 public:
  void see(Millis time, std::int64_t rounds);
  /// From the first sample to the last; nothing where no time passed between them.
  [[nodiscard]] std::optional<double> a_second() const;

 private:
  struct Count {
    Millis time{};
    std::int64_t rounds = 0;
  };
  std::optional<Count> first_;
  Count last_;
};

/// Of a short trace fewer samples make a large share.
inline constexpr std::uint64_t kLeastShown = 5;

/// The first few goroutines of a sample for which the predicate is true.
template <class Predicate>
std::vector<SeenGoroutine> some_goroutines(const trace::Sample& sample, Predicate predicate) {
  std::vector<SeenGoroutine> some;
  for (const auto& g : sample.goroutines) {
    if (some.size() == kMostExamples) break;
    const auto part = part_of(sample, g);
    if (part == Part::dead || !predicate(g, part)) continue;
    const bool fresh = g.status == trace::kGStatusWaiting;
    some.push_back({g.id, g.status, fresh ? std::string(g.waitreason) : std::string(),
                    g.m.has_value() ? std::optional(*g.m) : std::nullopt});
  }
  return some;
}

[[nodiscard]] Figure figure_of(RuleId id, std::string what, double value);

/// Of two rules the one that asks for more.
[[nodiscard]] inline RuleId stricter(const Rules& rules, RuleId one, RuleId other) {
  return rules[other] > rules[one] ? other : one;
}

}  // namespace schedlitmus::diagnosis
