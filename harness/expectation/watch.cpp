#include "expectation/watch.hpp"

#include <fmt/format.h>

#include <cassert>

#include "support/numbers.hpp"

namespace schedlitmus::expectation {

std::unique_ptr<Watch> make_watch(const Check& check) {
  switch (check.quantifier) {
    case Quantifier::at:
      return watch_at(check);
    case Quantifier::always:
    case Quantifier::never:
    case Quantifier::eventually:
      return watch_first(check);
    case Quantifier::share:
      return watch_share(check);
    case Quantifier::streak:
      return watch_streak(check);
    case Quantifier::trend:
      return watch_trend(check);
    case Quantifier::quantile:
      return watch_quantile(check);
    case Quantifier::aggregate:
      return watch_aggregate(check);
  }
  assert(false);
  return nullptr;
}

Outcome outcome_of(bool held, std::optional<Millis> time, std::string seen) {
  Outcome outcome;
  outcome.kind = held ? OutcomeKind::held : OutcomeKind::missed;
  outcome.time = time;
  outcome.seen = std::move(seen);
  return outcome;
}

Outcome too_few(std::uint64_t samples, std::string_view what, std::uint64_t needed) {
  Outcome outcome;
  outcome.reason = fmt::format("{} {} too few for {}, which needs {}", count_of(samples, "sample"),
                               samples == 1 ? "is" : "are", what, format_count(needed));
  return outcome;
}

std::optional<double> number_of(const Observation& observation) {
  const double* number = observation.number();
  return number == nullptr ? std::nullopt : std::optional(*number);
}

}  // namespace schedlitmus::expectation
