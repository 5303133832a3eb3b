// What later runs are compared with: the values of runs at one or more places,
// as a text that can be read in a pull request and tested against again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compare/comparison.hpp"
#include "compare/grid.hpp"
#include "support/result.hpp"

namespace schedlitmus::compare {

/// One observable over the runs of a place: each value, and how many runs show it.
struct Counted {
  Observable what;
  std::vector<std::pair<double, int>> numbers;     ///< ascending; or
  std::vector<std::pair<std::string, int>> texts;  ///< ascending

  [[nodiscard]] int runs() const;
  [[nodiscard]] Side side() const;
  bool operator==(const Counted& other) const {
    return what.id == other.what.id && numbers == other.numbers && texts == other.texts;
  }
};
[[nodiscard]] Counted counted(const Observable& what, const Side& side);

/// One setting on one release.
struct BaselinePlace {
  std::string release;  ///< "1.26.5"
  int minor = 0;        ///< Go 1.N
  int gomaxprocs = 1;
  std::string variant;  ///< empty: none
  std::string build, go_line;
  bool noisy = false;  ///< as of Place
  int runs = 0;
  Grid grid;  ///< at which its traces were read, as those of later runs are to be
  std::vector<Counted> values;
};

struct Baseline {
  std::string name;     ///< of what is compared
  std::string setting;  ///< program, trace and what else is the same for all; no folder of the machine
  std::string made_by;  ///< "schedlitmus 0.1.0"
  std::string host;
  Millis period{};  ///< of schedtrace; 0: no trace
  bool detail = false;
  std::vector<BaselinePlace> places;
};
/// Of the format, not of the program: a reader knows no other.
inline constexpr int kBaselineVersion = 1;
inline constexpr int kMostBaselineRuns = 100'000;  ///< of a place

/// `place` with its values as a baseline has them: filled in where no line means none,
/// numbers with a fraction to four digits, texts as UTF-8. What hardly any run shows is left out.
[[nodiscard]] std::vector<Counted> counted_values(const Place& place);
/// The same for a run that is compared with a baseline.
void normalize(Values& values);
/// Runs that show these values; which run shows which is not known, and matters to no comparison.
[[nodiscard]] Place place_of(const BaselinePlace& place);

/// JSON, one observable a line, sorted. Two baselines of the same values are the same text.
[[nodiscard]] std::string to_text(const Baseline& baseline);
/// Strict: each error has file:line:column. Never throws.
[[nodiscard]] tl::expected<Baseline, std::vector<Error>> parse_baseline(std::string_view text, const std::string& file);

/// `now` for a later recording of `before`: a value that is not told apart from the one before stays as it
/// was, on the same minor release and in the same setting, so that only what changed is another text.
[[nodiscard]] Baseline renewed(const Baseline& before, Baseline now);

}  // namespace schedlitmus::compare
