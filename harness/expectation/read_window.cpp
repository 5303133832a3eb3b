// Windows: their ends, and whether they lie in the run and hold enough samples.
#include <fmt/format.h>

#include <algorithm>

#include "expectation/read_condition.hpp"
#include "expectation/read_subject.hpp"
#include "expectation/read_when.hpp"
#include "expectation/watch.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;

std::string text_of(Millis time) { return format_duration(time); }

/// A span of time that a check looks at, and the value that errors point to.
struct Span {
  Millis from;
  Millis until;
  json::Place place;
};

/// Whether the window is inside the run and holds a sample by the trace's pace.
/// False after an error.
bool check_span(const Span& span, const Limits& limits, Problems& problems) {
  bool good = true;
  if (limits.deadline && span.until > *limits.deadline) {
    problems.add(
        span.place,
        fmt::format("the window ends at {}, after the deadline of {}", text_of(span.until), text_of(*limits.deadline)),
        R"(look earlier or raise "deadline" of the scenario)");
    good = false;
  }
  if (span.until <= limits.warmup) {
    problems.add(
        span.place,
        fmt::format("the window ends at {}, in the warm-up of {}", text_of(span.until), text_of(limits.warmup)),
        "samples of the warm-up are not looked at");
    return false;
  }
  const Millis from = std::max(span.from, Millis{0});
  if (span.until - span.from < kSampleDelay) {
    problems.add(span.place, fmt::format("a window of {} is too short", text_of(span.until - span.from)),
                 "a sample can be 10ms late");
    return false;
  }
  if (!limits.period || span.until - span.from >= *limits.period) return good;
  const auto period = *limits.period;
  const Millis due = (from + period - Millis{1}) / period * period;
  if (due <= span.until) return good;
  problems.add(span.place, fmt::format("no sample is due from {} until {}", text_of(from), text_of(span.until)),
               fmt::format("one comes every {}: widen the window or set \"period\" of the scenario's \"trace\"",
                           text_of(period)));
  return false;
}

std::optional<Millis> time_of(const Member* member, Problems& problems) {
  return member == nullptr ? std::nullopt : read_duration(member->value, quote(member->key), problems);
}

/// A time, or a condition on the trace; nothing after an error.
std::optional<Edge> read_edge(const Member& member, const Limits& limits, Problems& problems) {
  const bool may_be_time = member.value.type == json::Type::string || member.value.type == json::Type::number;
  if (!may_be_time && member.value.type != json::Type::object) {
    problems.add(
        member.value.place,
        fmt::format("{} must be a duration or a condition, not {}", quote(member.key), name_of(member.value.type)),
        R"("2s", or the first sample that is so: {"field": "idleprocs", "equals": 2})");
    return std::nullopt;
  }
  if (may_be_time) {
    const auto time = read_duration(member.value, quote(member.key), problems);
    return time ? std::optional(Edge{*time, {}}) : std::nullopt;
  }
  ObjectReader reader(member.value, quote(member.key), problems);
  const auto subject = read_subject(reader, limits, problems);
  Condition condition = read_condition(reader, subject, limits, problems);
  reader.finish();
  if (subject && is_of_run(*subject))
    problems.add(member.value.place, fmt::format("{} is known at the end of the run only", describe(*subject)),
                 "a window begins and ends with what a sample shows");
  return Edge{{}, Clause{subject.value_or(Subject{}), std::move(condition)}};
}

/// As many samples as the check needs. `end`: of the window, or the deadline.
void check_samples(const Member& quantifier, const Check& check, Millis end, const Limits& limits, Problems& problems) {
  const std::uint64_t needed = fewest_samples(check);
  if (needed <= 1 || !limits.period) return;
  const auto most = static_cast<std::uint64_t>((end - check.from.time) / *limits.period) + 1;
  if (most >= needed) return;
  problems.add(quantifier.value.place,
               fmt::format("{} needs {}, and the window has {} at most", quote(quantifier.key),
                           count_of(needed, "sample"), format_count(most)),
               fmt::format("one comes every {}: widen the window or set \"period\" of the scenario's \"trace\"",
                           text_of(*limits.period)));
}

/// A streak that is longer than its window.
void check_streak(const Member& quantifier, const Check& check, Millis end, Problems& problems) {
  for (const auto& bound : {check.streak.min, check.streak.max}) {
    const auto* time = bound ? std::get_if<Millis>(&*bound) : nullptr;
    if (time != nullptr && *time > end - check.from.time)
      problems.add(quantifier.value.place, fmt::format("a streak of {} does not fit into a window of {}",
                                                       text_of(*time), text_of(end - check.from.time)));
  }
}

void check_times(const Member& quantifier, const Member* end, const Check& check, const Limits& limits,
                 Problems& problems) {
  const bool ends_by_time = check.until && !check.until->clause;
  if (end != nullptr && !ends_by_time) return;
  if (!ends_by_time && !limits.deadline) return;
  const Millis until = ends_by_time ? check.until->time : *limits.deadline;
  if (!ends_by_time && check.from.time >= until) return;
  if (ends_by_time && !check_span({check.from.time, until, end->value.place}, limits, problems)) return;
  check_samples(quantifier, check, until, limits, problems);
  if (check.quantifier == Quantifier::streak) check_streak(quantifier, check, until, problems);
}

}  // namespace

void read_at(const Member& at, const WindowKeys& keys, const Limits& limits, Check& check, Problems& problems) {
  const auto time = time_of(&at, problems);
  const auto within = time_of(keys.within, problems);
  check.at = time.value_or(Millis{});
  check.within = within.value_or(limits.period.value_or(TraceMode{}.period));
  if (within && *within < kSampleDelay) {
    problems.add(keys.within->value.place, fmt::format("within {} hardly any sample can be", text_of(*within)),
                 "a sample can be 10ms late");
  } else if (time && (within || keys.within == nullptr)) {
    check_span({check.at - check.within, check.at + check.within, at.value.place}, limits, problems);
  }
}

void read_span(const Member& quantifier, const WindowKeys& keys, const Limits& limits, Check& check,
               Problems& problems) {
  const bool eventually = check.quantifier == Quantifier::eventually;
  const Member* end = eventually ? keys.by : keys.until;
  // Where the time stands at "eventually" itself, that is the one mistake.
  if (eventually && end == nullptr && quantifier.value.type != json::Type::string)
    problems.add(quantifier.key_place, R"("eventually" without "by")", R"(say when at the latest: "by": "3s")");
  const auto from = keys.from == nullptr ? std::optional(Edge{}) : read_edge(*keys.from, limits, problems);
  if (end != nullptr) check.until = read_edge(*end, limits, problems);
  if (!from) return;
  check.from = *from;
  if (keys.from != nullptr && !from->clause && end == nullptr && limits.deadline && from->time >= *limits.deadline)
    problems.add(keys.from->value.place, fmt::format("from {} is not before the deadline of {}", text_of(from->time),
                                                     text_of(*limits.deadline)));
  if (check.until && !check.until->clause && !from->clause && check.until->time < from->time) {
    problems.add(end->value.place,
                 fmt::format("{} {} is before from {}", end->key, text_of(check.until->time), text_of(from->time)),
                 "the window is empty");
    return;
  }
  if (!eventually && from->clause && check.until && check.until->clause &&
      describe(*from->clause) == describe(*check.until->clause)) {
    problems.add(end->value.place, "the window begins and ends with the same condition", "it never has a sample");
    return;
  }
  check_times(quantifier, end, check, limits, problems);
}

}  // namespace schedlitmus::expectation
