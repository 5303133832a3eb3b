// What of a run is compared: one value a run, for the run is the unit of
// replication, whatever the number of its samples or lines.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "support/duration.hpp"

namespace schedlitmus::compare {

/// Whose doing a change is. Each group is corrected for the number of its own
/// comparisons: many noisy fields of the trace must not hide what is printed.
enum class Group : std::uint8_t {
  output,      ///< what the program printed and how it ended
  scheduling,  ///< what the scheduler did with the program's goroutines
  runtime,     ///< the runtime's own: its threads, its goroutines, what a run costs
};
inline constexpr std::size_t kGroups = 3;
[[nodiscard]] std::string_view name_of(Group group);  // "output", ...

enum class Statistic : std::uint8_t {
  whole,   ///< the run gives one value: exit, a printed number
  lines,   ///< how many lines of that shape are printed
  order,   ///< the order of the lines
  least,   ///< of more printed numbers than are compared one by one, likewise the next two
  median,  ///< also over the samples of the window
  greatest,
  at,     ///< in the sample nearest to a time
  high,   ///< the 90 % quantile over the samples of the window
  trend,  ///< the change over the window, by the median of all slopes
};
[[nodiscard]] std::string_view name_of(Statistic statistic);  // "", "lines", ...

struct Observable {
  /// The same in every run for the same thing; names may be shared.
  std::string id;
  std::string name;  ///< "exit", "stdout", "stdout.x", "measure.served", "runqueue"
  Statistic statistic = Statistic::whole;
  Millis at{};  ///< of Statistic::at
  Group group = Group::output;
  bool clock = false;  ///< a time or a speed, which differs from release to release by the compiler alone
  /// Of a printed number: its line, numbers lifted out. With {}, so that initializers may leave it out.
  std::string shape{};
  bool operator<(const Observable& other) const { return id < other.id; }
};
/// "stdout" of "stdout.x": what is printed on a stream is one observable; else the name.
[[nodiscard]] std::string base_of(const std::string& name);
/// "runqueue at 500ms", "runqueue, median", "stdout.x".
[[nodiscard]] std::string describe(const Observable& observable);

/// Nothing: the run does not tell. A category is a text.
using Value = std::variant<std::monostate, double, std::string>;
using Values = std::map<Observable, Value>;

}  // namespace schedlitmus::compare
