#include "record/seen_again.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace schedlitmus::record {
namespace {

using expectation::Aggregate;
using expectation::Check;
using expectation::Direction;
using expectation::Outcome;
using expectation::OutcomeKind;
using expectation::Quantifier;
using expectation::ValueKind;

constexpr double kLowest = std::numeric_limits<double>::lowest();
constexpr std::array kDirections = {Direction::growing, Direction::flat, Direction::shrinking};

Look cannot(std::string why) { return {Showing::number, {}, std::move(why)}; }

/// Judged as any other, and true of every number.
Check open(Check check) {
  check.check_class = expectation::CheckClass::typical;
  check.reference.reset();
  const auto order = check.condition.order;
  check.condition = {};
  check.condition.order = order;
  check.condition.min = expectation::Bound{kLowest};
  return check;
}

Check aggregate_of(const Check& check, Aggregate aggregate) {
  auto part = open(check);
  part.quantifier = Quantifier::aggregate;
  part.aggregate = aggregate;
  part.id += "-";
  part.id += name_of(aggregate);
  return part;
}

Look look_at_list(const Check& check) {
  if (check.condition.names_lists()) {
    if (check.quantifier != Quantifier::at) return cannot("a list is read off one sample only, with \"at\"");
    return {Showing::list, {check}, {}};
  }
  const bool is_of_window = check.quantifier == Quantifier::always || check.quantifier == Quantifier::never;
  if (check.condition.entries != expectation::Entries::all) return cannot("it is not about all entries of the list");
  if (!is_of_window && check.quantifier != Quantifier::at) return cannot("a list has no number of its own here");
  auto part = open(check);
  if (is_of_window) part.quantifier = Quantifier::always;
  return {Showing::range, {part}, {}};
}

Look look_at_run(const Check& check) {
  if (check.subject.kind == expectation::SubjectKind::diagnosis)
    return cannot("a diagnosis is found or not; its \"rules\" are set by hand");
  switch (kind_of(check.subject)) {
    case ValueKind::fact:
      return {Showing::fact, {check}, {}};
    case ValueKind::text:
      if (check.condition.matches) return cannot("a regular expression is not made of what it does not match");
      return {Showing::kind, {check}, {}};
    default:
      return {Showing::number, {open(check)}, {}};
  }
}

Look look_at_trend(const Check& check) {
  if (!check.trend.direction) {
    auto part = check;
    part.trend.slope = {kLowest, std::nullopt};
    return {Showing::number, {part}, {}};
  }
  Look look{Showing::kind, {}, {}};
  for (const auto direction : kDirections) {
    auto& part = look.parts.emplace_back(check);
    part.trend.direction = direction;
    part.id += "-";
    part.id += name_of(direction);
  }
  return look;
}

const Outcome* find(const std::vector<Outcome>& outcomes, const Check& part) {
  const auto found = std::ranges::find(outcomes, part.id, &Outcome::check);
  return found == outcomes.end() || found->kind == OutcomeKind::undecided ? nullptr : &*found;
}

Values range_in(const Look& look, const std::vector<Outcome>& outcomes) {
  const auto* first = find(outcomes, look.parts.front());
  const auto* last = find(outcomes, look.parts.back());
  if (first == nullptr || last == nullptr) return std::nullopt;
  if (first->number && last->number) return std::vector{*first->number, *last->number};
  const auto numbers = numbers_in(first->seen);
  if (!numbers) return std::nullopt;
  const auto [least, greatest] = std::ranges::minmax(*numbers);
  return std::vector{least, greatest};
}

/// Of a trend: the first direction that held.
Values direction_in(const Look& look, const std::vector<Outcome>& outcomes, Texts& texts) {
  for (const auto& part : look.parts) {
    const auto* outcome = find(outcomes, part);
    if (outcome == nullptr || outcome->kind != OutcomeKind::held || !part.trend.direction) continue;
    return std::vector{texts.number_of(std::string(name_of(*part.trend.direction))).value_or(Texts::kNone)};
  }
  return std::nullopt;
}

}  // namespace

Look look_at(const Check& check) {
  if (is_of_run(check.subject)) return look_at_run(check);
  if (kind_of(check.subject) == ValueKind::list && check.quantifier != Quantifier::share &&
      check.quantifier != Quantifier::streak) {
    return look_at_list(check);
  }
  switch (check.quantifier) {
    case Quantifier::always:
    case Quantifier::never:
    case Quantifier::eventually:
      return {Showing::range, {aggregate_of(check, Aggregate::min), aggregate_of(check, Aggregate::max)}, {}};
    case Quantifier::share: {
      auto part = check;
      part.share = {0.0, std::nullopt};
      return {Showing::number, {part}, {}};
    }
    case Quantifier::streak:
      return cannot("how long a streak was is known up to its bound only");
    case Quantifier::trend:
      return look_at_trend(check);
    default:
      return {Showing::number, {open(check)}, {}};
  }
}

Values seen_again(const Look& look, const std::vector<Outcome>& outcomes, Texts& texts) {
  if (look.showing == Showing::range) return range_in(look, outcomes);
  if (look.showing == Showing::kind && look.parts.size() > 1) return direction_in(look, outcomes, texts);
  const auto* outcome = find(outcomes, look.parts.front());
  if (outcome == nullptr) return std::nullopt;
  if (look.showing == Showing::list) return numbers_in(outcome->seen);
  std::optional<double> value = outcome->number;
  if (look.showing == Showing::fact) value = outcome->seen == "true" ? 1 : 0;
  if (look.showing == Showing::kind) value = texts.number_of(outcome->seen);
  if (!value) return std::nullopt;
  return std::vector{*value};
}

}  // namespace schedlitmus::record
