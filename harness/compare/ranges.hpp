// One observable along a line: which places show the same, and so are taken
// together against their neighbours. Internal to compare/.
#pragma once

#include <map>
#include <vector>

#include "compare/comparison.hpp"

namespace schedlitmus::compare {

/// Neighbouring places whose runs all show one and the same value; or one place.
struct Range {
  std::size_t first = 0, last = 0;  ///< places
  Side side;
  std::vector<std::int64_t> runs;  ///< ids, as the side's values
};

/// An observable's values at each place that was compared.
struct Course {
  Observable what;
  bool is_number = true;
  struct At {
    std::size_t place = 0;
    Side side;
    std::vector<std::int64_t> runs;
    bool known = false;  ///< enough of its runs tell
  };
  std::vector<At> places;
};

/// All that any run of the line's places shows.
[[nodiscard]] std::vector<Course> courses_of(const Line& line);

/// Numbers as the texts that they are printed as.
void to_texts(Course& course);

/// What the run shows of it: where there is no line of a shape, or no goroutine that waits so, none of them.
[[nodiscard]] Value value_in(const ComparedRun& run, const Observable& what);

/// Places that are not known are left out: they end no range.
[[nodiscard]] std::vector<Range> ranges_of(const Course& course);

}  // namespace schedlitmus::compare
