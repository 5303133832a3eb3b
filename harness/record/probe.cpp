#include "record/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "expectation/value_range.hpp"
#include "record/end_probe.hpp"

namespace schedlitmus::record {
namespace {

using expectation::Aggregate;
using expectation::Check;
using expectation::Outcome;
using expectation::OutcomeKind;
using expectation::Quantifier;
using trace::FieldInfo;

constexpr int kTimes = 9;           ///< points of time that are tried
constexpr int kParts = 5;           ///< of a trace, in each of which its phases are looked for
constexpr int kFewestPeriods = 10;  ///< of a trace that times can be chosen in
constexpr int kFewestSamples = 3;   ///< of one that is looked at as a whole
constexpr int kMostListed = 4;      ///< Ps: a longer list is never the same twice

/// The setting, and what follows from another observable once gomaxprocs is fixed.
constexpr std::array<std::string_view, 5> kLeftOut = {"gomaxprocs", "busy_procs", "threads_over_procs", "p.runqsize",
                                                      "p.m"};
constexpr std::array<std::string_view, 5> kAtMostProcs = {"idleprocs", "spinningthreads", "nmspinning", "stopwait",
                                                          "running_goroutines"};
constexpr std::array<std::string_view, 3> kAtLeastOne = {"threads", "busy_threads", "goroutines"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_wanted(const FieldInfo& field, const Scope& scope) {
  if (is_one_of(kLeftOut, field.name)) return false;
  if (field.source == trace::FieldSource::machines) return false;  // their lists are of another length in each sample
  return std::ranges::all_of(scope.minors, [&](int minor) {
    return expectation::why_absent(expectation::subject_of(field), minor, scope.detail).empty();
  });
}

Millis rounded(Millis time, Millis to) { return (time + to / 2) / to * to; }

std::vector<Millis> times_in(const Scope& scope) {
  std::vector<Millis> times;
  for (int i = 1; i <= kTimes; ++i) {
    const auto time = rounded(scope.length * i / (kTimes + 1), scope.period);
    if (time < scope.period * 2 || (!times.empty() && times.back() == time)) continue;
    times.push_back(time);
  }
  return times;
}

/// The whole trace, its middle half, and its fifths: a program's phases are rarely as long as it is.
std::vector<Span> spans_in(const Scope& scope) {
  const auto until = [&](int share, int of) { return rounded(scope.length * share / of, scope.period); };
  if (scope.length < scope.period * kFewestPeriods) return {Span{}};
  std::vector<Span> spans{{}, {until(1, 4), until(3, 4)}};
  for (int part = 0; part < kParts; ++part) spans.push_back({until(part, kParts), until(part + 1, kParts)});
  return spans;
}

/// Of the lists, only the queues have pictures that come again.
bool has_times(const FieldInfo& field, const Scope& scope) {
  if (scope.length < scope.period * kFewestPeriods) return false;
  return !field.is_list || (field.name == "local_queues" && scope.gomaxprocs <= kMostListed);
}

Probe probe_in(Shape shape, const FieldInfo& field, const Span& span) {
  Probe probe;
  probe.shape = shape;
  probe.field = &field;
  probe.span = span;
  return probe;
}

Probe probe_at(const FieldInfo& field, Millis time, const Scope& scope) {
  auto probe = probe_in(field.is_list ? Shape::list_at : Shape::at, field, {});
  probe.at = time;
  probe.within = scope.period * 2;
  return probe;
}

void add_spans(std::vector<Probe>& probes, const FieldInfo& field, const Scope& scope) {
  for (const Span& span : spans_in(scope)) {
    probes.push_back(probe_in(Shape::always, field, span));
    for (const auto aggregate : {Aggregate::median, Aggregate::mean, Aggregate::distinct}) {
      probes.push_back(probe_in(Shape::aggregate, field, span));
      probes.back().aggregate = aggregate;
    }
    if (!is_one_of(kAtLeastOne, field.name)) probes.push_back(probe_in(Shape::share, field, span));
  }
}

Check empty_check(const Probe& probe, const std::string& suffix) {
  Check check;
  check.id = id_of(probe) + suffix;
  check.subject = expectation::subject_of(*probe.field);
  if (probe.span.from) check.from.time = *probe.span.from;
  if (probe.span.until) check.until = expectation::Edge{*probe.span.until, {}};
  return check;
}

Check aggregate_check(const Probe& probe, Aggregate aggregate) {
  auto check = empty_check(probe, fmt::format("-{}", name_of(aggregate)));
  check.quantifier = Quantifier::aggregate;
  check.aggregate = aggregate;
  return check;
}

Check at_check(const Probe& probe) {
  auto check = empty_check(probe, "");
  check.quantifier = Quantifier::at;
  check.at = probe.at;
  check.within = probe.within;
  check.condition.order = expectation::ListOrder::any;
  return check;
}

Check share_check(const Probe& probe) {
  auto check = empty_check(probe, "");
  check.quantifier = Quantifier::share;
  check.condition.min = expectation::Bound{1};
  check.share.min = 0;
  return check;
}

/// Every entry in every sample: what it shows are the least and the greatest of each.
Check entries_check(const Probe& probe) {
  auto check = empty_check(probe, "");
  check.quantifier = Quantifier::always;
  check.condition.min = expectation::Bound{std::numeric_limits<double>::lowest()};
  return check;
}

Values ends_of(Values numbers) {
  if (!numbers) return std::nullopt;
  const auto [least, greatest] = std::ranges::minmax(*numbers);
  return std::vector{least, greatest};
}

}  // namespace

std::vector<Probe> make_probes(const Scope& scope) {
  std::vector<Probe> probes;
  if (scope.length < scope.period * kFewestSamples) return probes;
  for (const FieldInfo& field : trace::all_fields()) {
    if (!is_wanted(field, scope)) continue;
    if (has_times(field, scope))
      for (const Millis time : times_in(scope)) probes.push_back(probe_at(field, time, scope));
    if (field.is_list) {
      probes.push_back(probe_in(Shape::always, field, {}));
    } else {
      add_spans(probes, field, scope);
    }
  }
  return probes;
}

std::string observable_of(const Probe& probe) {
  return probe.is_of_run() ? end_observable_of(probe) : std::string(probe.field->name);
}

std::string id_of(const Probe& probe) {
  if (probe.is_of_run()) return end_id_of(probe);
  std::string id(probe.field->name);
  std::ranges::replace_if(id, [](char c) { return c == '_' || c == '.'; }, '-');
  const auto& [from, until] = probe.span;
  const auto part = from && until ? fmt::format("-{}-{}ms", from->count(), until->count()) : std::string();
  switch (probe.shape) {
    case Shape::at:
    case Shape::list_at:
      return fmt::format("{}-at-{}ms", id, probe.at.count());
    case Shape::always:
      return id + "-always" + part;
    case Shape::aggregate:
      return fmt::format("{}-{}{}", id, name_of(probe.aggregate), part);
    case Shape::share:
      return id + "-share" + part;
    default:
      return id;
  }
}

std::vector<Check> parts_of(const Probe& probe) {
  switch (probe.shape) {
    case Shape::at:
    case Shape::list_at:
      return {at_check(probe)};
    case Shape::always:
      if (probe.field->is_list) return {entries_check(probe)};
      return {aggregate_check(probe, Aggregate::min), aggregate_check(probe, Aggregate::max)};
    case Shape::aggregate:
      return {aggregate_check(probe, probe.aggregate)};
    case Shape::share:
      return {share_check(probe)};
    default:
      return {end_check(probe)};
  }
}

Values values_of(const Probe& probe, const std::vector<Outcome>& outcomes, Texts& texts) {
  if (probe.is_of_run()) return end_value_of(probe, outcomes, texts);
  std::vector<double> values;
  for (const auto& part : parts_of(probe)) {
    const auto outcome = std::ranges::find(outcomes, part.id, &Outcome::check);
    if (outcome == outcomes.end() || outcome->kind == OutcomeKind::undecided) return std::nullopt;
    if (probe.shape == Shape::list_at) return numbers_in(outcome->seen);
    if (probe.field->is_list) return ends_of(numbers_in(outcome->seen));
    const auto& number = outcome->number;
    if (!number) return std::nullopt;
    values.push_back(*number);
  }
  return values;
}

Range possible(const Probe& probe, int gomaxprocs) {
  if (probe.is_of_run()) return {};
  Range range{0, std::nullopt};
  if (probe.shape == Shape::share) {
    range.greatest = 1;
  } else if (const auto known = expectation::range_of(expectation::subject_of(*probe.field), gomaxprocs)) {
    range.least = static_cast<double>(known->least);
    if (known->most) range.greatest = static_cast<double>(*known->most);
  }
  if (probe.shape != Shape::share && is_one_of(kAtMostProcs, probe.field->name)) range.greatest = gomaxprocs;
  const bool counts_kinds = probe.shape == Shape::aggregate && probe.aggregate == Aggregate::distinct;
  if (counts_kinds) return {1, std::nullopt};
  if (probe.shape != Shape::share && is_one_of(kAtLeastOne, probe.field->name)) range.least = 1;
  return range;
}

}  // namespace schedlitmus::record
