// What decides a check from the runs that count, one after the other.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "expectation/expectation.hpp"
#include "verdict/verdict.hpp"

namespace schedlitmus::verdict {

/// How far a test has come: a number on its way between two bounds.
struct Standing {
  std::string_view measure;  ///< "log ratio", "misses", "median"
  double value = 0;
  std::optional<double> holds, violated;  ///< the bounds; none: it has no way to go step by step
};

class RunTest {
 public:
  RunTest() = default;
  virtual ~RunTest() = default;
  RunTest(const RunTest&) = delete;
  RunTest& operator=(const RunTest&) = delete;
  RunTest(RunTest&&) = delete;
  RunTest& operator=(RunTest&&) = delete;

  /// Held or missed; of a distribution with its number.
  virtual void add(const expectation::Outcome& outcome) = 0;
  /// holds or violated when decided, else inconclusive.
  [[nodiscard]] virtual VerdictKind state() const = 0;
  /// Runs that count after which it takes no more.
  [[nodiscard]] virtual int most_runs() const = 0;
  /// About how many more until it is decided or takes no more; 0 then.
  [[nodiscard]] virtual int expected_more() const = 0;
  /// For inconclusive: about how many more would settle it, most_runs() or not.
  [[nodiscard]] virtual int more_to_settle() const = 0;
  /// "7 held", "median 5 against 4 ...": what the runs so far say.
  [[nodiscard]] virtual std::string describe() const = 0;
  /// For inconclusive: "about 12 more runs would settle it".
  [[nodiscard]] virtual std::string describe_lack() const = 0;
  /// One line for --explain: "sequential test of the hold rate: ...".
  [[nodiscard]] virtual std::string describe_test() const = 0;
  [[nodiscard]] virtual Standing standing() const = 0;
  /// Its figures, for reports.
  virtual void fill(Verdict& verdict) const = 0;
};

/// The one for the check's class and the file's "hold".
[[nodiscard]] std::unique_ptr<RunTest> make_test(const expectation::Check& check, const expectation::Hold& hold);

}  // namespace schedlitmus::verdict
