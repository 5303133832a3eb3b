// The rules as data: what each diagnosis compares with which number, and where
// the number comes from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "diagnosis/name.hpp"
#include "support/object_reader.hpp"
#include "support/result.hpp"

namespace schedlitmus::diagnosis {

enum class RuleId : std::uint8_t {
  threads_held,
  threads_unseen,
  idle_queue,
  idle_spun,
  idle_share,
  idle_rounds,
  over_waiting,
  over_per_p,
  over_share,
  over_spread,
  over_busy,
  over_mostly,
  over_refilled,
  over_left,
  calls_per_request,
  calls_per_round,
  gc_share,
  gc_doubted,
  stop_held,
  stop_doubted,
  stop_culprit,
  stop_often,
  stop_samples,
  leak_slope,
  leak_growth,
  dead_time,
  locked_idle,
  locked_active,
  locked_share,
  locked_rounds,
  busy_share,
  busy_alone,
  busy_waiting,
  noise_late,
  noise_lost,
  noise_share,
  noise_doubt,
};
inline constexpr std::size_t kRules = 37;

/// How a trace of the healthy service moves a threshold.
enum class Margin : std::uint8_t {
  none,   ///< it says what a sample must show, not how much of it is too much
  share,  ///< half as much again as the healthy traces show, and at least 0.05 more
  count,  ///< half as much again, and at least 4 more
  rate,   ///< half as much again, and at least 1 more
};

struct Rule {
  RuleId id;
  Name name;
  std::string_view word;  ///< "goroutine-leak.slope": in files and on the command line
  double threshold;
  std::string_view unit;    ///< "threads"; "of the samples" for a share
  std::string_view signal;  ///< what is compared: found where it is at least the threshold
  double least, most;       ///< what the threshold may be set to
  Margin margin;
  std::string_view source;  ///< where the number comes from
};

/// In the order of RuleId.
[[nodiscard]] const std::array<Rule, kRules>& all_rules();
[[nodiscard]] const Rule& rule(RuleId id);

/// The thresholds in effect.
class Rules {
 public:
  Rules();
  [[nodiscard]] double operator[](RuleId id) const { return thresholds_[static_cast<std::size_t>(id)]; }
  /// Who set it: "built in", "--rule", a file, "baseline".
  [[nodiscard]] std::string_view set_by(RuleId id) const { return set_by_[static_cast<std::size_t>(id)]; }
  void set(RuleId id, double threshold, std::string_view by);
  /// "goroutine-leak.slope=50"
  [[nodiscard]] Result<void> set(std::string_view assignment);
  /// A text of {"rules": {"goroutine-leak.slope": 50}}; all that is wrong, each with file:line:column.
  /// An object of {"goroutine-leak.slope": 50}; `of`: only the rules of this diagnosis.
  void read(const json::Value& object, std::optional<Name> of, json::Problems& problems);
  [[nodiscard]] std::vector<Error> load(std::string_view text, const std::string& file);

  bool operator==(const Rules&) const = default;

 private:
  std::array<double, kRules> thresholds_{};
  std::array<std::string_view, kRules> set_by_{};
};

/// What each rule compared in one trace; nothing where that could not be seen.
using Measured = std::array<std::optional<double>, kRules>;

/// What healthy traces of the service show becomes the threshold, with a margin, where the rule has one.
[[nodiscard]] Rules with_baseline(Rules rules, std::span<const Measured> healthy);

}  // namespace schedlitmus::diagnosis
