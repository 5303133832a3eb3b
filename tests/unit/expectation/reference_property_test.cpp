// The streaming evaluator against the meaning of each quantifier written down
// once more, over a whole trace at once and without any care for memory.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "expectation/condition.hpp"
#include "unit/expectation/samples.hpp"

namespace schedlitmus::expectation {
namespace {

using Random = std::mt19937_64;

int number(Random& random, int least, int most) { return std::uniform_int_distribution(least, most)(random); }
bool chance(Random& random, double share) { return std::bernoulli_distribution(share)(random); }

struct Seen {
  Millis time;
  double value;
};

double value_of(const trace::Sample& sample) {
  return static_cast<double>(sample.header.get(trace::HeaderField::runqueue).value());
}
bool is_as(const Condition& condition, const trace::Sample& sample) {
  return satisfies(condition, Observation{value_of(sample)});
}

/// The samples in the window, found by looking at the trace from both ends.
std::vector<Seen> inside(const Check& check, const std::vector<trace::Sample>& trace) {
  std::size_t begin = 0;
  while (begin < trace.size() &&
         (check.from.clause ? !is_as(check.from.clause->condition, trace[begin]) : trace[begin].time < check.from.time))
    ++begin;
  std::size_t end = begin;
  while (end < trace.size()) {
    if (check.until && !check.until->clause && trace[end].time > check.until->time) break;
    if (check.until && check.until->clause && is_as(check.until->clause->condition, trace[end])) {
      if (check.quantifier == Quantifier::eventually) ++end;
      break;
    }
    ++end;
  }
  std::vector<Seen> seen;
  for (std::size_t i = begin; i < end; ++i) seen.push_back({trace[i].time, value_of(trace[i])});
  return seen;
}

using Held = std::optional<bool>;  ///< nothing: undecided

Held share_held(const Check& check, double share, std::size_t samples) {
  // What no further sample can change is decided, however few there are.
  if (check.share.min == 1.0 && share < 1) return false;
  if (check.share.max == 0.0 && share > 0) return false;
  for (const auto& bound : {check.share.min, check.share.max}) {
    const double rarer = bound ? std::min(*bound, 1 - *bound) : 0;
    if (rarer > 0 && static_cast<double>(samples) * rarer < 1 - 1e-9) return std::nullopt;
  }
  return share >= check.share.min.value_or(0) - 1e-9 && share <= check.share.max.value_or(1) + 1e-9;
}

Held streak_held(const Check& check, const std::vector<bool>& holds) {
  std::size_t longest = 0;
  for (std::size_t first = 0; first < holds.size(); ++first) {
    std::size_t length = 0;
    while (first + length < holds.size() && holds[first + length]) ++length;
    longest = std::max(longest, length);
  }
  const auto bound = [](const std::optional<StreakLength>& length) {
    return length ? std::optional(std::get<std::uint64_t>(*length)) : std::nullopt;
  };
  const auto min = bound(check.streak.min);
  const auto max = bound(check.streak.max);
  if (holds.size() < min.value_or(0) || (max && holds.size() < *max + 1)) return std::nullopt;
  return longest >= min.value_or(0) && longest <= max.value_or(longest);
}

double aggregate_of(Aggregate aggregate, std::vector<double> values) {
  const double first = values.front(), last = values.back();
  const std::set<double> distinct(values.begin(), values.end());
  double sum = 0;
  for (const double value : values) sum += value;
  std::ranges::sort(values);
  const std::size_t n = values.size();
  const std::map<Aggregate, double> all{{Aggregate::mean, sum / static_cast<double>(n)},
                                        {Aggregate::median, (values[(n - 1) / 2] + values[n / 2]) / 2},
                                        {Aggregate::min, values.front()},
                                        {Aggregate::max, values.back()},
                                        {Aggregate::first, first},
                                        {Aggregate::last, last},
                                        {Aggregate::change, last - first},
                                        {Aggregate::distinct, static_cast<double>(distinct.size())}};
  return all.at(aggregate);
}

Held naive(const Check& check, const std::vector<Seen>& seen) {
  if (seen.empty()) return std::nullopt;
  std::vector<double> values;
  std::vector<bool> holds;
  for (const Seen& sample : seen) {
    values.push_back(sample.value);
    holds.push_back(satisfies(check.condition, Observation{sample.value}));
  }
  const auto hits = std::ranges::count(holds, true);
  switch (check.quantifier) {
    case Quantifier::always:
      return hits == std::ssize(holds);
    case Quantifier::never:
      return hits == 0;
    case Quantifier::eventually:
      return hits > 0;
    case Quantifier::share:
      return share_held(check, static_cast<double>(hits) / static_cast<double>(holds.size()), holds.size());
    case Quantifier::streak:
      return streak_held(check, holds);
    case Quantifier::quantile: {
      const double rarer = std::min(check.quantile, 1 - check.quantile);
      if (static_cast<double>(values.size()) * rarer < 1 - 1e-9) return std::nullopt;
      std::ranges::sort(values);
      const auto rank = std::ceil(check.quantile * static_cast<double>(values.size()) - 1e-9);
      return satisfies(check.condition, Observation{values[static_cast<std::size_t>(rank) - 1]});
    }
    case Quantifier::aggregate:
      if (check.aggregate == Aggregate::change && values.size() < 2) return std::nullopt;
      return satisfies(check.condition, Observation{aggregate_of(check.aggregate, values)});
    default:
      ADD_FAILURE() << "not written down";
      return std::nullopt;
  }
}

Edge any_edge(Random& random, int least, int most) {
  Edge edge;
  if (chance(random, 0.5)) {
    edge.time = Millis{number(random, least, most)};
    return edge;
  }
  edge.clause = Clause{subject_of(*trace::find_field("runqueue")), {}};
  edge.clause->condition.equals = static_cast<double>(number(random, 0, 5));
  return edge;
}

Bounds any_share(Random& random) {
  if (chance(random, 0.1)) return {1.0, {}};
  if (chance(random, 0.1)) return {{}, 0.0};
  Bounds share{number(random, 1, 10) / 20.0, {}};
  if (chance(random, 0.5)) share.max = number(random, 11, 19) / 20.0;
  return share;
}

Check any_check(Random& random) {
  constexpr std::array quantifiers = {Quantifier::always,   Quantifier::never,  Quantifier::eventually,
                                      Quantifier::share,    Quantifier::streak, Quantifier::quantile,
                                      Quantifier::aggregate};
  Check check = check_of("runqueue", quantifiers.at(static_cast<std::size_t>(number(random, 0, 6))));
  (chance(random, 0.5) ? check.condition.min : check.condition.max) = number(random, 0, 5);
  if (chance(random, 0.7)) check.from = any_edge(random, 0, 500);
  if (chance(random, 0.7)) check.until = any_edge(random, 500, 1000);
  check.share = any_share(random);
  check.streak.min = static_cast<std::uint64_t>(number(random, 1, 3));
  if (chance(random, 0.5)) check.streak.max = static_cast<std::uint64_t>(number(random, 3, 5));
  check.quantile = number(random, 1, 19) / 20.0;
  check.aggregate = static_cast<Aggregate>(number(random, 0, static_cast<int>(kAggregates) - 1));
  return check;
}

std::vector<trace::Sample> any_trace(Random& random) {
  std::vector<trace::Sample> samples;
  const int step = number(random, 10, 300);
  for (int time = number(random, 0, step); time < 1200; time += number(random, 1, step))
    samples.push_back(sample_at(time, number(random, 0, 5), {}));
  return samples;
}

/// The outcome, and that it was the same as soon as it was called decided.
Outcome streamed(const Check& check, const std::vector<trace::Sample>& samples) {
  Evaluator early({check});
  for (const trace::Sample& sample : samples) {
    if (early.all_decided()) break;
    early.on_sample(sample);
  }
  const Outcome outcome = evaluate(check, samples);
  EXPECT_EQ(early.finish({}).at(0), outcome) << "decided too early";
  return outcome;
}

TEST(Reference, TheStreamingEvaluatorSaysWhatTheQuantifiersMean) {
  int held = 0, missed = 0, undecided = 0;
  for (unsigned seed = 1; seed <= 6000 && !testing::Test::HasFailure(); ++seed) {
    Random random(seed);
    const Check check = any_check(random);
    const std::vector<trace::Sample> samples = any_trace(random);
    const Outcome outcome = streamed(check, samples);
    const Held expected = naive(check, inside(check, samples));
    SCOPED_TRACE(fmt::format("seed {}: {}: {} {}", seed, describe(check), outcome.seen, outcome.reason));
    EXPECT_EQ(outcome.kind, !expected ? OutcomeKind::undecided : *expected ? OutcomeKind::held : OutcomeKind::missed);
    EXPECT_EQ(outcome.reason.empty(), expected.has_value());
    EXPECT_EQ(outcome.seen.empty(), !expected.has_value());
    ++(!expected ? undecided : *expected ? held : missed);
  }
  // The random checks are of all kinds.
  EXPECT_GT(held, 1000);
  EXPECT_GT(missed, 1000);
  EXPECT_GT(undecided, 500);
}

/// No sample that could still come changes what is called decided, and what is
/// not called decided some continuation can change.
TEST(Reference, WhatIsNotDecidedSomeContinuationCanChange) {
  int tried = 0;
  for (unsigned seed = 1; seed <= 400 && !testing::Test::HasFailure(); ++seed) {
    Random random(seed);
    Check check = any_check(random);
    if (check.quantifier == Quantifier::aggregate || check.quantifier == Quantifier::quantile) continue;  // at the end
    if (check.from.clause && check.until && check.until->clause &&
        describe(*check.from.clause) == describe(*check.until->clause))
      continue;  // never has a sample; the loader refuses it
    std::vector<trace::Sample> samples = any_trace(random);
    samples.resize(static_cast<std::size_t>(number(random, 0, static_cast<int>(samples.size()))));
    if (samples.empty()) continue;
    ++tried;
    Evaluator evaluator({check});
    for (const trace::Sample& sample : samples) evaluator.on_sample(sample);
    SCOPED_TRACE(fmt::format("seed {}: {}", seed, describe(check)));
    std::set<OutcomeKind> kinds;
    const int last = static_cast<int>(samples.back().time.count());
    for (int first = -1; first <= 6; ++first) {
      for (int then = -1; then <= 6; ++then) {
        // Once, three times in a row, or in about half of the samples.
        for (const auto& [period, times] :
             {std::pair(1000, 1), std::pair(1000, 3), std::pair(2, 1), std::pair(15, 8)}) {
          std::vector<trace::Sample> longer = samples;
          for (int i = 0; i < 120; ++i)
            longer.push_back(sample_at(last + std::max(0, i - 60) * 30, i % period < times ? first : then, {}));
          kinds.insert(evaluate(check, longer).kind);
        }
      }
    }
    kinds.insert(evaluate(check, samples).kind);
    EXPECT_EQ(evaluator.all_decided(), kinds.size() == 1)
        << samples.size() << " samples, the last at " << last << "ms, outcome " << static_cast<int>(*kinds.begin());
  }
  EXPECT_GT(tried, 100);
}

}  // namespace
}  // namespace schedlitmus::expectation
