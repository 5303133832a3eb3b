// Samples and checks in a line, for the tests of the expectation stage.
#pragma once

#include <array>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "expectation/evaluator.hpp"
#include "expectation/expectation.hpp"
#include "trace/health.hpp"
#include "trace/sample.hpp"

namespace schedlitmus::expectation {

/// A summary sample: the global queue and the local ones.
inline trace::Sample sample_at(int ms, std::int64_t runqueue, std::vector<std::int64_t> local) {
  trace::Sample sample;
  sample.time = Millis{ms};
  sample.header.set(trace::HeaderField::gomaxprocs, static_cast<std::int64_t>(local.size()));
  sample.header.set(trace::HeaderField::runqueue, runqueue);
  sample.local = std::move(local);
  sample.has_local = true;
  return sample;
}

/// The sample that lost its list of local queues.
inline trace::Sample without_local(int ms, std::int64_t runqueue) {
  trace::Sample sample = sample_at(ms, runqueue, {});
  sample.has_local = false;
  sample.complete = false;
  return sample;
}

inline Check check_of(std::string_view field, Quantifier quantifier) {
  Check check;
  check.id = "c";
  check.quantifier = quantifier;
  check.subject = subject_of(*trace::find_field(field));
  return check;
}

inline Check at_check(std::string_view field, int at, int within, Expected equals, double tolerance = 0) {
  Check check = check_of(field, Quantifier::at);
  check.at = Millis{at};
  check.within = Millis{within};
  check.condition.equals = std::move(equals);
  check.condition.tolerance = tolerance;
  return check;
}

inline Check always_check(std::string_view field, int from, std::optional<int> until, Expected equals) {
  Check check = check_of(field, Quantifier::always);
  check.from.time = Millis{from};
  if (until) check.until = Edge{Millis{*until}, {}};
  check.condition.equals = std::move(equals);
  return check;
}

inline Check eventually_check(std::string_view field, int from, int by, Expected equals) {
  Check check = check_of(field, Quantifier::eventually);
  check.from.time = Millis{from};
  check.until = Edge{Millis{by}, {}};
  check.condition.equals = std::move(equals);
  return check;
}

/// A trace's account with that many samples delivered and that many lost.
inline trace::Health health_of(std::uint64_t samples, std::uint64_t lost) {
  trace::Health health;
  health.samples = samples;
  for (std::uint64_t i = 0; i < lost; ++i) health.count(trace::Trouble::torn_header, i + 1, "SCHED");
  return health;
}

inline void PrintTo(const Outcome& outcome, std::ostream* out) {
  constexpr std::array<std::string_view, 3> kinds = {"held", "missed", "undecided"};
  *out << kinds.at(static_cast<std::size_t>(outcome.kind)) << " \"" << outcome.seen << '"';
  if (outcome.time) *out << " at " << outcome.time->count();
  if (outcome.number) *out << ", number " << *outcome.number;
  *out << ", " << outcome.samples << " samples, reason \"" << outcome.reason << '"';
}

/// The only outcome of one check over the whole trace.
inline Outcome evaluate(const Check& check, const std::vector<trace::Sample>& samples,
                        const trace::Health& health = {}) {
  Evaluator evaluator({check});
  for (const trace::Sample& sample : samples) evaluator.on_sample(sample);
  return evaluator.finish(health).at(0);
}

}  // namespace schedlitmus::expectation
