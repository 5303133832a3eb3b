#include "record/form.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "verdict/two_sample.hpp"

namespace schedlitmus::record {
namespace {

constexpr double kRounding = 1e-9;      ///< as of the evaluator's conditions
constexpr double kWidenedShare = 0.25;  ///< of the range of fractions
constexpr double kShareStep = 0.05;     ///< a share is a multiple of it: finer ones would need more samples
constexpr std::size_t kMostKinds = 4;   ///< of texts and endings
constexpr double kLeastOfAKind = 0.15;  ///< of the runs show each

struct Ends {
  double least = 0, greatest = 0;
  bool whole = true;  ///< all numbers are whole
};

bool is_whole(double value) { return value == std::floor(value); }

/// Of the numbers that bound the probe's: the least ones and the greatest ones.
Ends ends_of(std::span<const std::vector<double>> runs) {
  Ends ends{runs.front().front(), runs.front().back(), true};
  for (const auto& values : runs) {
    ends.least = std::min(ends.least, values.front());
    ends.greatest = std::max(ends.greatest, values.back());
    ends.whole = ends.whole && std::ranges::all_of(values, is_whole);
  }
  return ends;
}

/// How much of the spread at one end is the runs' own.
bool varies(std::span<const std::vector<double>> runs, bool last) {
  const auto end_of = [&](const std::vector<double>& values) { return last ? values.back() : values.front(); };
  return !std::ranges::all_of(runs, [&](const auto& values) { return end_of(values) == end_of(runs.front()); });
}

double widening(const Ends& ends) {
  const double widened = (ends.greatest - ends.least) * kWidenedShare;
  return ends.whole ? std::max(1.0, std::floor(widened)) : widened;
}

/// Outward to something that a person would write.
double rounded_out(double value, bool up, const Probe& probe, bool whole) {
  if (whole && probe.shape != Shape::share) return value;
  const bool is_measure = probe.shape == Shape::measure && value != 0;
  const double step = probe.shape == Shape::share          ? kShareStep
                      : std::abs(value) < 1 && !is_measure ? 0.01
                                                           : std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  const double steps = value / step;
  return (up ? std::ceil(steps - kRounding) : std::floor(steps + kRounding)) * step;
}

/// Rounding must not leave 0.30000000000000004.
double tidy(double value) { return std::round(value * 1e6) / 1e6; }

/// Values that are a kind each: none is nearer to another.
Form kinds_in(std::span<const std::vector<double>> runs) {
  std::map<double, std::size_t> kinds;
  for (const auto& values : runs) ++kinds[values.front()];
  const auto is_rare = [&](const auto& kind) {
    return static_cast<double>(kind.second) < kLeastOfAKind * static_cast<double>(runs.size());
  };
  if (kinds.size() > kMostKinds || std::ranges::any_of(kinds, is_rare)) return {};
  Form form;
  for (const auto& [kind, count] : kinds) form.one_of.insert(kind);
  return form;
}

/// Of what is so or is not so; of a line, that it is missing is nothing that can be said.
Form fact_in(const Probe& probe, std::span<const std::vector<double>> runs) {
  const auto kinds = kinds_in(runs).one_of;
  if (kinds.size() != 1 || (probe.shape == Shape::line && *kinds.begin() == 0)) return {};
  return {*kinds.begin(), *kinds.begin(), {}, 0, {}};
}

Form list_around(std::span<const std::vector<double>> runs, Room room) {
  Form form;
  std::vector<double> centre;
  for (std::size_t entry = 0; entry < runs.front().size(); ++entry) {
    std::vector<double> column;
    for (const auto& values : runs) column.push_back(values[entry]);
    centre.push_back(std::round(verdict::median(column)));
  }
  for (const auto& values : runs) {
    for (std::size_t entry = 0; entry < centre.size(); ++entry) {
      form.tolerance = std::max(form.tolerance, std::abs(values[entry] - centre[entry]));
    }
  }
  if (form.tolerance > 0 && room == Room::some) form.tolerance += 1;
  // Where an empty queue is as good as a full one, the list says nothing.
  if (centre.back() - form.tolerance <= 0 && centre.back() > 0) return {};
  form.equals = std::move(centre);
  return form;
}

}  // namespace

bool fits(const Form& form, const std::vector<double>& values) {
  if (form.min && values.front() < *form.min - kRounding) return false;
  if (form.max && values.back() > *form.max + kRounding) return false;
  if (!form.one_of.empty() && !form.one_of.contains(values.front())) return false;
  if (!form.equals) return true;
  return std::ranges::equal(*form.equals, values,
                            [&](double a, double b) { return std::abs(a - b) <= form.tolerance + kRounding; });
}

Form form_around(const Probe& probe, std::span<const std::vector<double>> runs, Room room, int gomaxprocs) {
  if (probe.shape == Shape::list_at) {
    const auto as_long = [&](const auto& values) { return values.size() == runs.front().size(); };
    return std::ranges::all_of(runs, as_long) ? list_around(runs, room) : Form{};
  }
  if (probe.shape == Shape::text || probe.shape == Shape::exit_status) return kinds_in(runs);
  if (probe.shape == Shape::timed_out || probe.shape == Shape::line) return fact_in(probe, runs);
  const auto ends = ends_of(runs);
  const auto range = possible(probe, gomaxprocs);
  const auto wider = [&](bool up) {
    double end = up ? ends.greatest : ends.least;
    if (room == Room::some && varies(runs, up)) end += (up ? 1 : -1) * widening(ends);
    return tidy(rounded_out(end, up, probe, ends.whole));
  };
  Form form;
  if (const double min = wider(false); !range.least || min > *range.least) form.min = min;
  if (const double max = wider(true); !range.greatest || max < *range.greatest) form.max = max;
  return form;
}

Range allowed(const Form& form) {
  if (!form.equals) return {form.min, form.max};
  return {form.equals->front() - form.tolerance, form.equals->back() + form.tolerance};
}

}  // namespace schedlitmus::record
