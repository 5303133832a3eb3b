#include "record/new_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "record/form.hpp"
#include "support/json_text.hpp"
#include "support/numbers.hpp"
#include "verdict/two_sample.hpp"

namespace schedlitmus::record {
namespace {

using expectation::Bounds;
using expectation::Check;
using expectation::Quantifier;
using expectation::SubjectKind;
using Runs = std::span<const std::vector<double>>;
using Changes = Result<std::vector<NewValue>>;

constexpr double kBeyond = 0.01;  ///< of a fraction: how far past it something starts that was never seen
constexpr std::size_t kMostNamed = 4;

Form around(Runs runs, Shape shape) {
  Probe probe;
  probe.shape = shape;
  return form_around(probe, runs, Room::some, 1);
}

std::vector<std::vector<double>> ends_of(Runs runs, bool greatest) {
  std::vector<std::vector<double>> ends;
  for (const auto& run : runs) ends.push_back({greatest ? run.back() : run.front()});
  return ends;
}

bool is_whole(double value) { return value == std::floor(value); }

/// The bounds that some run passed, moved around what was seen.
Changes moved(const Bounds& bounds, const std::string& parent, Runs runs, Shape shape) {
  const auto form = around(runs, shape);
  std::vector<NewValue> changes;
  const auto move = [&](const char* key, std::optional<double> to) {
    if (!to) return false;
    changes.push_back(
        {parent.empty() ? std::vector<std::string>{key} : std::vector<std::string>{parent, key}, format_number(*to)});
    return true;
  };
  const bool below =
      bounds.min && std::ranges::any_of(runs, [&](const auto& run) { return run.front() < *bounds.min; });
  const bool above = bounds.max && std::ranges::any_of(runs, [&](const auto& run) { return run.back() > *bounds.max; });
  if ((below && !move("min", form.min)) || (above && !move("max", form.max))) {
    return fail("a bound around what was seen would allow everything");
  }
  return changes;
}

Bounds bounds_of(const expectation::Condition& condition) {
  Bounds bounds;
  if (condition.min) bounds.min = condition.min->base;
  if (condition.max) bounds.max = condition.max->base;
  return bounds;
}

/// What is never there begins behind what was seen.
Changes never_seen(const Check& check, Runs runs) {
  const auto bounds = bounds_of(check.condition);
  if (bounds.min.has_value() == bounds.max.has_value()) return fail("what is \"never\" so has no end that could move");
  const bool up = bounds.min.has_value();
  const auto form = around(ends_of(runs, up), Shape::measure);
  const double end = up ? form.max.value_or(0) : form.min.value_or(0);
  const double step = is_whole(end) ? 1 : std::abs(end) * kBeyond;
  return std::vector<NewValue>{{{up ? "min" : "max"}, format_number(up ? end + step : end - step)}};
}

/// What some sample of each run reaches.
Changes reached(const Check& check, Runs runs) {
  const auto bounds = bounds_of(check.condition);
  if (bounds.min.has_value() == bounds.max.has_value())
    return fail("\"eventually\" has no one end here that could move");
  const bool up = bounds.min.has_value();
  const auto ends = ends_of(runs, up);
  return moved(bounds, "", ends, Shape::measure);
}

std::string list_text(const std::vector<double>& numbers) {
  std::vector<std::string> texts;
  for (const double number : numbers) texts.push_back(format_number(number));
  return fmt::format("[{}]", fmt::join(texts, ", "));
}

Changes same_list(const Check& check, Runs runs) {
  Probe probe;
  probe.shape = Shape::list_at;
  const auto form = form_around(probe, runs, Room::none, 1);
  if (!form.equals) return fail("the lists differ too much from run to run");
  std::vector<NewValue> changes{{{"equals"}, list_text(*form.equals)}};
  if (form.tolerance > check.condition.tolerance) {
    if (check.condition.tolerance_share > 0)
      return fail("the \"tolerance\" is a share, which does not cover what was seen");
    changes.push_back({{"tolerance"}, format_number(form.tolerance + 1)});
  }
  return changes;
}

Changes same_number(const Check& check, Runs runs) {
  std::vector<double> all;
  for (const auto& run : runs) all.insert(all.end(), run.begin(), run.end());
  const bool whole = std::ranges::all_of(all, is_whole);
  const double median = verdict::median(all);
  const double scale = whole || median == 0 ? 1 : std::pow(10, std::floor(std::log10(std::abs(median))) - 2);
  const double centre = std::round(median / scale) * scale;
  double needed = 0;
  for (const double value : all) needed = std::max(needed, std::abs(value - centre));
  const auto& condition = check.condition;
  std::vector<NewValue> changes{{{"equals"}, format_number(std::round(centre * 1e6) / 1e6)}};
  if (needed <= condition.tolerance + condition.tolerance_share * std::abs(centre)) return changes;
  if (condition.tolerance_share > 0) return fail("the \"tolerance\" is a share, which does not cover what was seen");
  changes.push_back({{"tolerance"}, format_number(whole ? needed + 1 : std::ceil(needed * 1.25 / scale) * scale)});
  return changes;
}

Changes kinds(const Check& check, Runs runs, const Texts& texts, bool are_texts) {
  const auto found = around(runs, are_texts ? Shape::text : Shape::exit_status).one_of;
  if (found.empty()) return fail("what was seen varies from run to run, without a stable set");
  std::vector<std::string> each;
  for (const double kind : found)
    each.push_back(are_texts ? json::string_text(texts.text_of(kind)) : format_number(kind));
  const auto list = fmt::format("[{}]", fmt::join(each, ", "));
  if (!check.condition.equals) return std::vector<NewValue>{{{"one_of"}, list}};
  if (each.size() == 1) return std::vector<NewValue>{{{"equals"}, each.front()}};
  return std::vector<NewValue>{{{"equals"}, list, "one_of"}};
}

Changes reference_of(Runs runs, const std::string& release) {
  std::vector<double> numbers;
  for (const auto& run : runs) numbers.push_back(run.front());
  return std::vector<NewValue>{{{"reference", "runs"}, list_text(numbers)},
                               {{"reference", "go"}, json::string_text(release)}};
}

Changes same_fact(Runs runs) {
  const bool steady = std::ranges::all_of(runs, [&](const auto& run) { return run == runs.front(); });
  if (!steady) return fail("what was seen varies from run to run");
  return std::vector<NewValue>{{{"equals"}, runs.front().front() == 1 ? "true" : "false"}};
}

Changes of_condition(const Check& check, const Look& look, Runs runs, const Texts& texts) {
  const auto& condition = check.condition;
  if (look.showing == Showing::fact) return same_fact(runs);
  if (look.showing == Showing::kind) return kinds(check, runs, texts, true);
  if (look.showing == Showing::list) {
    return condition.equals ? same_list(check, runs)
                            : Changes(fail("one of several lists is not made of what was seen"));
  }
  const bool is_exit_status = check.subject.kind == SubjectKind::outcome;
  if (is_exit_status && condition.names_values()) return kinds(check, runs, texts, false);
  if (check.quantifier == Quantifier::never && !is_of_run(check.subject)) return never_seen(check, runs);
  if (check.quantifier == Quantifier::eventually && !is_of_run(check.subject)) return reached(check, runs);
  if (condition.equals) return same_number(check, runs);
  if (!condition.one_of.empty()) {
    return look.showing == Showing::number ? kinds(check, runs, texts, false)
                                           : Changes(fail("one of several numbers is not made of a window's range"));
  }
  return moved(bounds_of(condition), "", runs, Shape::measure);
}

}  // namespace

Changes new_values(const Check& check, const Look& look, Runs runs, const Texts& texts, const std::string& release) {
  if (check.reference) return reference_of(runs, release);
  if (is_of_run(check.subject)) return of_condition(check, look, runs, texts);
  if (check.quantifier == Quantifier::share) return moved(check.share, "share", runs, Shape::share);
  if (check.quantifier != Quantifier::trend) return of_condition(check, look, runs, texts);
  if (!check.trend.direction) return moved(check.trend.slope, "trend", runs, Shape::measure);
  const auto found = around(runs, Shape::text).one_of;
  if (found.size() != 1) return fail("the trend is another one from run to run");
  return std::vector<NewValue>{{{"trend"}, json::string_text(texts.text_of(*found.begin()))}};
}

std::string seen_text(const Look& look, Runs runs, const Texts& texts) {
  if (look.showing == Showing::number || look.showing == Showing::range) {
    double least = runs.front().front();
    double greatest = runs.front().back();
    for (const auto& run : runs) {
      least = std::min(least, run.front());
      greatest = std::max(greatest, run.back());
    }
    const auto text = fmt::format("{:.4g}", least);
    return least == greatest ? text : fmt::format("{}..{:.4g}", text, greatest);
  }
  std::map<std::string, int> counts;
  for (const auto& run : runs) {
    std::string text;
    if (look.showing == Showing::list) text = list_text(run);
    if (look.showing == Showing::kind) text = json::string_text(texts.text_of(run.front()));
    if (look.showing == Showing::fact) text = run.front() == 1 ? "true" : "false";
    ++counts[text];
  }
  std::vector<std::string> each;
  for (const auto& [text, count] : counts) each.push_back(text);
  const auto more = each.size() > kMostNamed ? each.size() - kMostNamed : 0;
  each.resize(each.size() - more);
  return fmt::format("{}{}", fmt::join(each, " or "), more > 0 ? fmt::format(" or {} more", more) : "");
}

}  // namespace schedlitmus::record
