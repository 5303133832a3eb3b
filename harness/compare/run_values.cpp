#include "compare/run_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "compare/printed.hpp"
#include "expectation/theil_sen.hpp"

namespace schedlitmus::compare {
namespace {

constexpr std::size_t kFewestSamples = 5;  ///< in the window
constexpr double kHigh = 0.9;
constexpr std::size_t kMostOfLine = 120;

/// What the scheduler does with a program's goroutines; the rest is the runtime's own.
constexpr std::array<std::string_view, 6> kScheduling = {"gomaxprocs",  "idleprocs", "runqueue",
                                                         "local_total", "imbalance", "waiting"};

/// Where the runtime begins to say why it ends: its dump of goroutines and
/// addresses is worded anew in many releases.
constexpr std::array<std::string_view, 4> kLastWords = {"panic: ", "fatal error: ", "unexpected fault address ",
                                                        "[signal "};

std::size_t last_words(const std::string& text) {
  std::size_t first = text.size();
  for (const auto words : kLastWords) {
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
      if (at == 0 || text[at - 1] == '\n') first = std::min(first, at);
    }
  }
  return first;
}

/// "panic: index out of range [#]".
std::string why_failed(const RunShown& run) {
  const auto& text = run.series.text();
  const auto at = last_words(text);
  if (at == text.size()) return {};
  const auto line = text.substr(at, text.find('\n', at) - at);
  return lift(masked(line, run.mask)).shape.substr(0, kMostOfLine);
}

std::optional<double> nearest(const std::vector<Series::Point>& points, Millis time, Millis within) {
  const auto far = [&](const Series::Point& point) { return std::chrono::abs(point.time - time); };
  const auto best = std::ranges::min_element(points, {}, far);
  if (best == points.end() || far(*best) > within) return std::nullopt;
  return best->value;
}

/// Of a count of goroutines, no line is none of them.
std::vector<Series::Point> points_of(const Series& series, const Series::Track& track) {
  if (!track.counts_goroutines || track.points.size() == series.times().size()) return track.points;
  std::vector<Series::Point> all;
  auto next = track.points.begin();
  for (const auto time : series.times()) {
    const bool there = next != track.points.end() && next->time == time;
    all.push_back({time, there ? (next++)->value : 0});
  }
  return all;
}

class FromTrace {
 public:
  FromTrace(const Series& series, const Grid& grid, Values& values) : series_(series), grid_(grid), values_(values) {}

  void put(const Series::Track& track) {
    const bool scheduling = std::ranges::find(kScheduling, track.name) != kScheduling.end();
    group_ = scheduling || (track.counts_goroutines && !track.of_runtime) ? Group::scheduling : Group::runtime;
    name_ = &track.name;
    const auto points = points_of(series_, track);
    for (const auto time : grid_.times) {
      if (const auto value = nearest(points, time, grid_.within)) put(Statistic::at, *value, time);
    }
    std::vector<double> window;
    expectation::Buckets buckets;
    for (const auto& point : points) {
      if (point.time < grid_.from || point.time > grid_.until) continue;
      window.push_back(point.value);
      buckets.add(point.time, point.value);
    }
    if (window.size() < kFewestSamples) return;
    std::ranges::sort(window);
    put(Statistic::median, window[window.size() / 2]);
    put(Statistic::high, window[static_cast<std::size_t>(kHigh * static_cast<double>(window.size() - 1))]);
    const std::chrono::duration<double> length = grid_.until - grid_.from;
    if (const auto slope = expectation::theil_sen(buckets.points())) {
      put(Statistic::trend, slope->estimate * length.count());
    }
  }

 private:
  void put(Statistic statistic, double value, Millis at = {}) {
    Observable what{fmt::format("trace|{}|{}|{}", *name_, name_of(statistic), at.count()), *name_, statistic, at,
                    group_};
    values_.emplace(std::move(what), value);
  }

  const Series& series_;
  const Grid& grid_;
  Values& values_;
  Group group_ = Group::runtime;
  const std::string* name_ = nullptr;
};

void put_cost(const RunShown& run, Values& values) {
  const auto put = [&](const char* name, double value, bool clock) {
    Observable what{std::string("run|") + name, name};
    what.group = Group::runtime;
    what.clock = clock;
    values.emplace(std::move(what), value);
  };
  put("cpu_ms", run.cpu_ms, true);
  if (run.ended == Ended::exited) put("wall_ms", run.wall_ms, true);
  put("trace_lost_share", run.lost_share, false);
}

}  // namespace

std::string exit_of(const RunShown& run) {
  switch (run.ended) {
    case Ended::exited: {
      const auto why = run.number == 0 ? std::string() : why_failed(run);
      return why.empty() ? fmt::format("exit {}", run.number) : why;
    }
    case Ended::signalled: {
      const auto why = why_failed(run);
      return why.empty() ? fmt::format("signal {}", run.number) : why;
    }
    case Ended::timed_out:
      return "timed out";
    case Ended::output_limit:
      return "too much output";
    case Ended::memory_limit:
      return "too much memory";
    case Ended::unknown:
      break;
  }
  return {};
}

Values values_of(const RunShown& run, const Grid& grid) {
  Values values;
  if (const auto exit = exit_of(run); !exit.empty()) {
    values.emplace(Observable{"exit", "exit"}, exit);
    put_printed("stdout", run.out, run.mask, values);
    const auto& text = run.series.text();
    if (run.err_is_text) put_printed("stderr", text.substr(0, last_words(text)), run.mask, values);
    put_cost(run, values);
  }
  if (!grid.reached_by(run.series.length())) return values;
  FromTrace from(run.series, grid, values);
  for (const auto& track : run.series.tracks()) from.put(track);
  return values;
}

}  // namespace schedlitmus::compare
