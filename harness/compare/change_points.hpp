// When, along the campaigns of a program, its behaviour changed.
#pragma once

#include <cstddef>
#include <vector>

#include "compare/difference.hpp"
#include "compare/observable.hpp"

namespace schedlitmus::compare {

/// One observable in one setting: what its runs show, campaign by campaign in the order of time. A
/// campaign may have few runs, or none that tell.
struct Timeline {
  Observable what;
  std::vector<Side> campaigns;
};

struct ChangePoint {
  std::size_t timeline = 0;
  std::size_t at = 0;              ///< the first campaign that shows the new behaviour
  std::size_t first = 0, end = 0;  ///< campaigns that were looked at for it: [first, at) against [at, end)
  Side before, after;
  Difference found;
  double q = 1;  ///< among all that were looked at
};

/// Binary segmentation: of each timeline the place with the smallest p between all before and all after
/// it, times the number of places it could have been at (Bonferroni); where that is no chance among all
/// timelines (Benjamini and Hochberg, q at most kQ) and large (difference.hpp), both parts are looked at
/// likewise. At the end each change must still be one between its neighbours: the first place that is found
/// may lie beside two true ones. Needs kFewestRuns a side. By timeline, and in it by time.
[[nodiscard]] std::vector<ChangePoint> change_points(const std::vector<Timeline>& timelines);

}  // namespace schedlitmus::compare
