#include "compare/change_points.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "compare/comparison.hpp"
#include "verdict/multiplicity.hpp"

namespace schedlitmus::compare {
namespace {

/// A part of a timeline, with the place in it at which a change is likeliest.
struct Segment {
  ChangePoint best;
  double p = 1;
  bool split = false;
};

Side pooled(const Timeline& timeline, std::size_t first, std::size_t end) {
  Side side;
  for (auto i = first; i < end; ++i) append(side, timeline.campaigns[i]);
  return side;
}

/// Nothing where no test could find anything.
std::optional<Segment> look_at(const Timeline& timeline, std::size_t index, std::size_t first, std::size_t end) {
  constexpr auto kLeast = static_cast<std::size_t>(kFewestRuns);
  std::optional<Segment> best;
  std::size_t places = 0;
  for (auto at = first + 1; at < end; ++at) {
    if (timeline.campaigns[at].size() == 0) continue;  // the same sides as a place before
    auto before = pooled(timeline, first, at);
    auto after = pooled(timeline, at, end);
    if (before.size() < kLeast || after.size() < kLeast) continue;
    const auto found = difference(timeline.what, before, after);
    if (found.none_possible) continue;
    ++places;
    if (!best || found.p < best->p)
      best = Segment{{index, at, first, end, std::move(before), std::move(after), found}, found.p};
  }
  if (best) best->p = std::min(1.0, best->p * static_cast<double>(places));
  return best;
}

class Search {
 public:
  explicit Search(const std::vector<Timeline>& timelines) : timelines_(timelines) {
    for (std::size_t i = 0; i < timelines.size(); ++i) add(i, 0, timelines[i].campaigns.size());
  }

  std::vector<ChangePoint> find() {
    while (split_what_is_sure()) {
    }
    std::vector<ChangePoint> points;
    for (auto& segment : segments_)
      if (is_sure(segment)) points.push_back(std::move(segment.best));
    std::ranges::sort(points, {}, [](const ChangePoint& point) { return std::tuple(point.timeline, point.at); });
    while (drop_one(points)) {
    }
    return points;
  }

 private:
  void add(std::size_t timeline, std::size_t first, std::size_t end) {
    if (auto segment = look_at(timelines_[timeline], timeline, first, end)) segments_.push_back(std::move(*segment));
  }

  [[nodiscard]] static bool is_sure(const Segment& segment) { return segment.best.found.large && segment.best.q <= kQ; }

  /// What is looked at further adds to what the others are corrected for.
  bool split_what_is_sure() {
    std::vector<double> p;
    for (const auto& segment : segments_) p.push_back(segment.p);
    const auto q = verdict::benjamini_hochberg(p);
    for (std::size_t i = 0; i < segments_.size(); ++i) segments_[i].best.q = q[i];
    bool any = false;
    const auto count = segments_.size();  // add() makes more
    for (std::size_t i = 0; i < count; ++i) {
      if (segments_[i].split || !is_sure(segments_[i])) continue;
      segments_[i].split = any = true;
      const auto [timeline, at, first, end] =
          std::tuple(segments_[i].best.timeline, segments_[i].best.at, segments_[i].best.first, segments_[i].best.end);
      add(timeline, first, at);
      add(timeline, at, end);
    }
    return any;
  }

  /// Looks at each change between its neighbours anew; takes out the least sure one of those that are none.
  bool drop_one(std::vector<ChangePoint>& points) const {
    auto least = points.end();
    for (auto point = points.begin(); point != points.end(); ++point) {
      const auto next = std::next(point);
      const bool follows = point != points.begin() && std::prev(point)->timeline == point->timeline;
      const auto& timeline = timelines_[point->timeline];
      point->first = follows ? std::prev(point)->at : 0;
      point->end = next != points.end() && next->timeline == point->timeline ? next->at : timeline.campaigns.size();
      point->before = pooled(timeline, point->first, point->at);
      point->after = pooled(timeline, point->at, point->end);
      point->found = difference(timeline.what, point->before, point->after);
      const bool is_one = !point->found.none_possible && point->found.large && point->found.p <= kQ;
      if (!is_one && (least == points.end() || point->found.p > least->found.p)) least = point;
    }
    if (least == points.end()) return false;
    points.erase(least);
    return true;
  }

  const std::vector<Timeline>& timelines_;
  std::vector<Segment> segments_;
};

}  // namespace

std::vector<ChangePoint> change_points(const std::vector<Timeline>& timelines) { return Search(timelines).find(); }

}  // namespace schedlitmus::compare
