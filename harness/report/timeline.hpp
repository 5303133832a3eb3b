// The run queues of one run over time, as a picture.
#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"

namespace schedlitmus::report {

/// Goroutines that wait at one time, in stacked layers.
struct StackedPoint {
  Millis time{};
  std::vector<double> layers;  ///< from the bottom: the local queues, then the global one
  std::optional<double> idleprocs;
};

/// The timeline ready to draw: few enough points and layers for a small page.
struct StackedTimeline {
  std::vector<std::string> names;    ///< of the layers: "P0", "P8 to P15", "global"
  std::vector<StackedPoint> points;  ///< at most kMostPoints
  std::size_t samples = 0;           ///< of the run
  std::size_t samples_a_point = 1;   ///< above 1: each point is the busiest of about so many samples
};

inline constexpr std::size_t kMostPoints = 240;
inline constexpr std::size_t kMostLocalLayers = 8;

/// Samples without a run queue are left out.
[[nodiscard]] StackedTimeline stack(const Timeline& timeline);

/// When a check's samples were taken, drawn above the queues.
struct DecidedAt {
  std::string check;
  Millis first{}, last{};
};

/// An <svg> element, well-formed XML, with a title and a description; `id` makes its ids unique on the page.
/// Empty where nothing can be drawn.
[[nodiscard]] std::string timeline_svg(const Timeline& timeline, const std::vector<DecidedAt>& decided,
                                       const std::string& id);

}  // namespace schedlitmus::report
