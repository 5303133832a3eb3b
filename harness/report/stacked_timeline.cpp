#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "report/timeline.hpp"

namespace schedlitmus::report {
namespace {

double total(const StackedPoint& point) { return std::accumulate(point.layers.begin(), point.layers.end(), 0.0); }

std::size_t local_queues_in(const Timeline& timeline) {
  std::size_t most = 0;
  for (const auto& point : timeline.points) most = std::max(most, point.local.size());
  return most;
}

/// Many Ps share a layer, so that the picture stays readable: "P8 to P15".
std::vector<std::string> names_of(std::size_t queues, std::size_t a_layer) {
  std::vector<std::string> names;
  for (std::size_t first = 0; first < queues; first += a_layer) {
    const std::size_t last = std::min(first + a_layer, queues) - 1;
    names.push_back(first == last ? fmt::format("P{}", first) : fmt::format("P{} to P{}", first, last));
  }
  names.emplace_back("global");
  return names;
}

/// The busiest point of each of kMostPoints spans of samples, so that no peak is lost.
void thin_out(StackedTimeline& stacked) {
  const std::size_t count = stacked.points.size();
  if (count <= kMostPoints) return;
  std::vector<StackedPoint> kept;
  kept.reserve(kMostPoints);
  for (std::size_t i = 0; i < kMostPoints; ++i) {
    const auto first = stacked.points.begin() + static_cast<std::ptrdiff_t>(i * count / kMostPoints);
    const auto last = stacked.points.begin() + static_cast<std::ptrdiff_t>((i + 1) * count / kMostPoints);
    kept.push_back(*std::max_element(first, last, [](const auto& a, const auto& b) { return total(a) < total(b); }));
  }
  stacked.samples_a_point = (count + kMostPoints / 2) / kMostPoints;
  stacked.points = std::move(kept);
}

}  // namespace

StackedTimeline stack(const Timeline& timeline) {
  StackedTimeline stacked;
  const std::size_t queues = local_queues_in(timeline);
  const std::size_t a_layer = std::max<std::size_t>(1, (queues + kMostLocalLayers - 1) / kMostLocalLayers);
  stacked.names = names_of(queues, a_layer);
  for (const auto& point : timeline.points) {
    if (point.local.empty() && !point.runqueue) continue;
    StackedPoint next{point.time, std::vector<double>(stacked.names.size(), 0.0), point.idleprocs};
    for (std::size_t p = 0; p < point.local.size(); ++p)
      next.layers[p / a_layer] += static_cast<double>(std::max<std::int64_t>(point.local[p], 0));
    next.layers.back() = std::max(point.runqueue.value_or(0), 0.0);
    stacked.points.push_back(std::move(next));
  }
  // A trace whose clock went back is drawn in the order of its times.
  std::sort(stacked.points.begin(), stacked.points.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
  stacked.samples = stacked.points.size();
  thin_out(stacked);
  return stacked;
}

}  // namespace schedlitmus::report
