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
  std::vector<std::string> names;  ///< of the layers: "P0", "P8 to P15", "global"
  std::vector<StackedPoint> points;
  std::string since;                ///< as Timeline has it
  std::size_t samples = 0;          ///< of the run
  std::size_t samples_a_point = 1;  ///< above 1: each point is the busiest of about so many samples
};

inline constexpr std::size_t kMostPoints = 240;
inline constexpr std::size_t kMostLocalLayers = 8;

/// At most so many of its samples, in the order of their times: where there are
/// more, of each span the one with the most goroutines waiting, so that no peak
/// is lost. Those without a run queue are left out, and the trace.
[[nodiscard]] Timeline thin_out(const Timeline& timeline, std::size_t most = kMostPoints);

/// The samples of thin_out() as layers.
[[nodiscard]] StackedTimeline stack(const Timeline& timeline, std::size_t most = kMostPoints);

/// When a check's samples were taken, drawn above the queues.
struct DecidedAt {
  std::string check;
  Millis first{}, last{};
};

/// An <svg> element, well-formed XML, with a title and a description; `id` makes its ids unique on the page, which
/// has kTimelineDefs once. Empty where nothing can be drawn.
[[nodiscard]] std::string timeline_svg(const StackedTimeline& stacked, std::int64_t run,
                                       const std::vector<DecidedAt>& decided, const std::string& id);
/// The same as a document of its own, for a file: with its style inside. Empty for an empty one.
[[nodiscard]] std::string as_document(const std::string& svg);
/// The global queue is hatched, so that it can be told from the local ones without colour.
extern const char* const kTimelineDefs;

}  // namespace schedlitmus::report
