#include "expectation/value_range.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "expectation/condition.hpp"

namespace schedlitmus::expectation {
namespace {

/// More than a counter of the runtime reaches.
constexpr double kLargest = 1e18;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

std::optional<ValueRange> range_of(const trace::FieldInfo& field, int gomaxprocs) {
  const std::string_view name = field.name;
  // Ids have -1 for none; nmidlelocked is -1 at start-up, and helpgc below 0 on the M that collects.
  if (is_one_of(name, {"p.m", "m.p", "m.curg", "m.lockedg", "nmidlelocked", "m.helpgc"})) return ValueRange{-1, {}};
  if (name == "threads_over_procs") return ValueRange{-gomaxprocs, {}};
  if (is_one_of(name, {"idleprocs", "busy_procs"})) return ValueRange{0, gomaxprocs};
  if (is_one_of(name, {"needspinning", "gcwaiting", "sysmonwait", "m.spinning", "m.blocked"})) return ValueRange{0, 1};
  // That a local queue holds 256 is not put here: checks are there to show it.
  return ValueRange{0, {}};
}

/// The same value for each P, where the subject is a list.
Observation observation_of(const Subject& subject, double value, int gomaxprocs) {
  if (kind_of(subject) == ValueKind::number) return {value, static_cast<double>(gomaxprocs)};
  return {Observation::List(static_cast<std::size_t>(gomaxprocs), static_cast<std::int64_t>(value)),
          static_cast<double>(gomaxprocs)};
}

/// All values up to a thousand, and some far beyond.
std::vector<double> some_values(const ValueRange& range) {
  constexpr std::int64_t kDense = 1'000;
  std::vector<double> values;
  for (std::int64_t value = range.least; value <= range.most.value_or(kDense); ++value)
    values.push_back(static_cast<double>(value));
  if (!range.most)
    for (const double far : {1e4, 1e5, 1e6, 1e9, 1e15, kLargest}) values.push_back(far);
  return values;
}

/// Values between whole numbers are there too: a mean, a ratio.
bool has_fractions(const Check& check) {
  return check.subject.kind == SubjectKind::ratio ||
         (check.subject.field != nullptr && check.subject.field->name == "syscall_ratio");
}

/// What it says of the values of one sample; nothing of a change or a count.
bool is_about_values(const Check& check) {
  if (!check.per.empty()) return false;
  if (check.quantifier != Quantifier::aggregate) return check.quantifier != Quantifier::trend;
  return check.aggregate != Aggregate::change && check.aggregate != Aggregate::distinct;
}

/// Whether more samples that are as the condition says make it hold, or miss.
struct Wants {
  bool many, few;
};

Wants wants_of(const Check& check) {
  switch (check.quantifier) {
    case Quantifier::never:
      return {false, true};
    case Quantifier::share:
      return {check.share.min.has_value(), check.share.max.has_value()};
    case Quantifier::streak:
      return {check.streak.min.has_value(), check.streak.max.has_value()};
    default:
      return {true, false};
  }
}

}  // namespace

std::optional<ValueRange> range_of(const Subject& subject, int gomaxprocs) {
  switch (subject.kind) {
    case SubjectKind::field:
      return subject.field == nullptr ? std::nullopt : range_of(*subject.field, gomaxprocs);
    case SubjectKind::ratio:
    case SubjectKind::goroutines:
      return ValueRange{0, {}};
    default:
      return std::nullopt;
  }
}

namespace {

/// The whole numbers around each one that the condition names.
void add_named(const Condition& condition, int gomaxprocs, const ValueRange& range, std::vector<double>& values) {
  const auto add = [&](const Expected& expected) {
    const auto* bound = std::get_if<Bound>(&expected);
    if (bound == nullptr) return;
    const double named = bound->at(gomaxprocs);
    const double slack = condition.tolerance + condition.tolerance_share * std::abs(named);
    for (const double near : {std::ceil(named - slack), std::floor(named + slack)})
      if (near >= static_cast<double>(range.least) && near <= kLargest) values.push_back(near);
  };
  if (condition.equals) add(*condition.equals);
  for (const auto& expected : condition.one_of) add(expected);
}

}  // namespace

Satisfying satisfying(const Subject& subject, const Condition& condition, int gomaxprocs) {
  const auto range = range_of(subject, gomaxprocs);
  if (!range) return Satisfying::unknown;
  auto values = some_values(*range);
  if (!range->most) add_named(condition, gomaxprocs, *range, values);
  bool any = false, all = true;
  for (const double value : values) {
    const bool is = satisfies(condition, observation_of(subject, value, gomaxprocs));
    any = any || is;
    all = all && is;
  }
  if (all) return Satisfying::all;
  // A list need not have the same entry everywhere.
  const bool sure = kind_of(subject) == ValueKind::number;
  return any ? Satisfying::some : sure ? Satisfying::none : Satisfying::unknown;
}

Power power_of(const Check& check, int gomaxprocs) {
  if (!is_about_values(check) || check.reference || is_of_run(check.subject)) return Power::can_do_both;
  const auto wants = wants_of(check);
  switch (satisfying(check.subject, check.condition, gomaxprocs)) {
    case Satisfying::all:
      return wants.few ? Power::cannot_hold : Power::cannot_fail;
    case Satisfying::none:
      if (has_fractions(check) || check.quantifier == Quantifier::aggregate) return Power::can_do_both;
      return wants.many ? Power::cannot_hold : Power::cannot_fail;
    default:
      return Power::can_do_both;
  }
}

bool contradict(const Check& a, const Check& b, int gomaxprocs) {
  const bool each = a.quantifier == Quantifier::at || a.quantifier == Quantifier::always;
  if (!each || a.quantifier != b.quantifier || a.reference || b.reference) return false;
  if (describe(a.subject) != describe(b.subject) || describe_window(a) != describe_window(b)) return false;
  const auto range = range_of(a.subject, gomaxprocs);
  if (!range || kind_of(a.subject) != ValueKind::number || has_fractions(a)) return false;
  bool one = false, other = false;
  for (const double value : some_values(*range)) {
    const bool as_a = satisfies(a.condition, observation_of(a.subject, value, gomaxprocs));
    const bool as_b = satisfies(b.condition, observation_of(b.subject, value, gomaxprocs));
    if (as_a && as_b) return false;
    one = one || as_a;
    other = other || as_b;
  }
  return one && other;
}

}  // namespace schedlitmus::expectation
