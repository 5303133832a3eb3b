#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>

#include "report/timeline.hpp"

namespace schedlitmus::report {
namespace {

double waiting(const Timeline::Point& point) {
  return std::accumulate(point.local.begin(), point.local.end(), point.runqueue.value_or(0));
}

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

bool has_queue(const Timeline::Point& point) { return !point.local.empty() || point.runqueue; }

std::size_t count_with_queue(const Timeline& timeline) {
  return static_cast<std::size_t>(std::ranges::count_if(timeline.points, has_queue));
}

}  // namespace

Timeline thin_out(const Timeline& timeline, std::size_t most) {
  Timeline thin;
  thin.run = timeline.run;
  std::ranges::copy_if(timeline.points, std::back_inserter(thin.points), has_queue);
  // A trace whose clock went back is drawn in the order of its times.
  std::ranges::stable_sort(thin.points, {}, &Timeline::Point::time);
  const std::size_t count = thin.points.size();
  thin.left_out = timeline.left_out;
  if (count <= most) return thin;
  thin.left_out += count - most;
  std::vector<Timeline::Point> kept;
  kept.reserve(most);
  for (std::size_t i = 0; i < most; ++i) {
    const auto first = thin.points.begin() + static_cast<std::ptrdiff_t>(i * count / most);
    const auto last = thin.points.begin() + static_cast<std::ptrdiff_t>((i + 1) * count / most);
    kept.push_back(
        *std::max_element(first, last, [](const auto& a, const auto& b) { return waiting(a) < waiting(b); }));
  }
  thin.points = std::move(kept);
  return thin;
}

StackedTimeline stack(const Timeline& timeline, std::size_t most) {
  StackedTimeline stacked;
  stacked.since = timeline.since;
  const std::size_t queues = local_queues_in(timeline);
  const std::size_t a_layer = std::max<std::size_t>(1, (queues + kMostLocalLayers - 1) / kMostLocalLayers);
  stacked.names = names_of(queues, a_layer);
  stacked.samples = count_with_queue(timeline) + timeline.left_out;
  if (stacked.samples > most) stacked.samples_a_point = (stacked.samples + most / 2) / most;
  for (const auto& point : thin_out(timeline, most).points) {
    StackedPoint next{point.time, std::vector<double>(stacked.names.size(), 0.0), point.idleprocs};
    for (std::size_t p = 0; p < point.local.size(); ++p)
      next.layers[p / a_layer] += static_cast<double>(std::max<std::int64_t>(point.local[p], 0));
    next.layers.back() = std::max(point.runqueue.value_or(0), 0.0);
    stacked.points.push_back(std::move(next));
  }
  return stacked;
}

}  // namespace schedlitmus::report
