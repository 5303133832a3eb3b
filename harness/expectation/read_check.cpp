#include "expectation/read_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;

std::string text_of(Millis time) { return format_duration(time); }

void read_id(ObjectReader& reader, Check& check, Problems& problems) {
  const Member* member = reader.require("id");
  if (member == nullptr) return;
  const auto id = read_filled_text(member->value, R"("id")", problems);
  if (!id) return;
  if (id->find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos)
    problems.add(member->value.place, fmt::format("the id {} has other characters than a-z, 0-9 and -", quote(*id)));
  check.id = *id;
}

void read_class(ObjectReader& reader, Check& check, Problems& problems) {
  const Member* member = reader.get("class");
  if (member == nullptr) return;
  const auto name = read_text(member->value, R"("class")", problems);
  if (name && *name != "typical" && *name != "invariant")
    problems.add(member->value.place, fmt::format("unknown class {}", quote(*name)),
                 R"(it is "typical" or "invariant")");
  check.check_class = name == "invariant" ? CheckClass::invariant : CheckClass::typical;
}

/// When the check looks, as far as the file says it.
struct When {
  const Member* at;
  const Member* always;
  const Member* eventually;
  const Member* within;
  const Member* from;
  const Member* until;
  const Member* by;
};

/// The one quantifier, or nothing after an error.
std::optional<Quantifier> read_quantifier(const When& when, const ObjectReader& reader, Problems& problems) {
  std::optional<Quantifier> quantifier;
  const Member* first = nullptr;
  const auto take = [&](const Member* member, Quantifier meant) {
    if (member == nullptr) return;
    if (first != nullptr) {
      problems.add(member->key_place, fmt::format("{} beside {}", quote(member->key), quote(first->key)),
                   R"(a check has one of "at", "always" and "eventually")");
      return;
    }
    first = member;
    quantifier = meant;
  };
  take(when.at, Quantifier::at);
  take(when.always, Quantifier::always);
  take(when.eventually, Quantifier::eventually);
  for (const Member* member : {when.always, when.eventually}) {
    if (member == nullptr) continue;
    const auto yes = read_bool(member->value, quote(member->key), problems);
    if (yes == false) problems.add(member->value.place, fmt::format("{} is true or left out", quote(member->key)));
  }
  if (first == nullptr && reader.is_object())
    problems.add(reader.place(), "the check does not say when",
                 R"(add one of "at": "2s", "always": true, "eventually": true)");
  return quantifier;
}

/// Keys that belong to another quantifier.
void refuse_strangers(const When& when, Quantifier quantifier, Problems& problems) {
  const auto refuse = [&](const Member* member, bool belongs, std::string_view rule) {
    if (member != nullptr && !belongs)
      problems.add(member->key_place, fmt::format("{} does not belong here", quote(member->key)), std::string(rule));
  };
  const bool at = quantifier == Quantifier::at;
  const bool always = quantifier == Quantifier::always;
  const bool eventually = quantifier == Quantifier::eventually;
  refuse(when.within, at, R"("within" goes with "at")");
  refuse(when.from, !at, R"("from" goes with "always" and "eventually")");
  refuse(when.until, always, eventually ? R"("eventually" has "by")" : R"("until" goes with "always")");
  refuse(when.by, eventually, always ? R"("always" has "until")" : R"("by" goes with "eventually")");
}

/// A span of time that a check looks at, and the value that errors point to.
struct Window {
  Millis from;
  Millis until;
  json::Place place;
};

/// Whether the window is inside the run and holds a sample by the trace's pace.
void check_window(const Window& window, const Limits& limits, Problems& problems) {
  if (limits.deadline && window.until > *limits.deadline) {
    problems.add(window.place,
                 fmt::format("the window ends at {}, after the deadline of {}", text_of(window.until),
                             text_of(*limits.deadline)),
                 R"(look earlier or raise "deadline" of the scenario)");
  }
  const Millis from = std::max(window.from, Millis{0});
  if (window.until - window.from < kSampleDelay) {
    problems.add(window.place, fmt::format("a window of {} is too short", text_of(window.until - window.from)),
                 "a sample can be 10ms late");
    return;
  }
  if (!limits.period || window.until - window.from >= *limits.period) return;
  const auto period = *limits.period;
  const Millis due = (from + period - Millis{1}) / period * period;
  if (due > window.until) {
    problems.add(window.place, fmt::format("no sample is due from {} until {}", text_of(from), text_of(window.until)),
                 fmt::format("one comes every {}: widen the window or set \"period\" of the scenario's \"trace\"",
                             text_of(period)));
  }
}

std::optional<Millis> time_of(const Member* member, Problems& problems) {
  return member == nullptr ? std::nullopt : read_duration(member->value, quote(member->key), problems);
}

void read_at(const When& when, const Limits& limits, Check& check, Problems& problems) {
  const auto at = time_of(when.at, problems);
  const auto within = time_of(when.within, problems);
  check.at = at.value_or(Millis{});
  check.within = within.value_or(limits.period.value_or(TraceMode{}.period));
  if (within && *within < kSampleDelay) {
    problems.add(when.within->value.place, fmt::format("within {} hardly any sample can be", text_of(*within)),
                 "a sample can be 10ms late");
  } else if (at && (within || when.within == nullptr)) {
    check_window({check.at - check.within, check.at + check.within, when.at->value.place}, limits, problems);
  }
}

/// From `from` to `end`, the value of `until` or `by`.
void read_span(const When& when, const Member* end, std::optional<Millis> end_time, const Limits& limits, Check& check,
               Problems& problems) {
  const auto from = time_of(when.from, problems);
  check.from = from.value_or(Millis{});
  if (when.from != nullptr && !from) return;
  if (!end_time) {
    if (end == nullptr && from && limits.deadline && *from >= *limits.deadline)
      problems.add(when.from->value.place,
                   fmt::format("from {} is not before the deadline of {}", text_of(*from), text_of(*limits.deadline)));
    return;
  }
  if (*end_time < check.from) {
    problems.add(end->value.place,
                 fmt::format("{} {} is before from {}", end->key, text_of(*end_time), text_of(check.from)),
                 "the window is empty");
    return;
  }
  check_window({check.from, *end_time, end->value.place}, limits, problems);
}

void read_when(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems) {
  const When when{reader.get("at"),   reader.get("always"), reader.get("eventually"), reader.get("within"),
                  reader.get("from"), reader.get("until"),  reader.get("by")};
  const auto quantifier = read_quantifier(when, reader, problems);
  if (!quantifier) return;
  check.quantifier = *quantifier;
  refuse_strangers(when, *quantifier, problems);
  switch (*quantifier) {
    case Quantifier::at:
      read_at(when, limits, check, problems);
      break;
    case Quantifier::always:
      check.until = time_of(when.until, problems);
      read_span(when, when.until, check.until, limits, check, problems);
      break;
    case Quantifier::eventually: {
      const auto by = time_of(when.by, problems);
      if (when.by == nullptr)
        problems.add(when.eventually->key_place, R"("eventually" without "by")",
                     R"(say when at the latest: "by": "3s")");
      check.by = by.value_or(Millis{});
      read_span(when, when.by, by, limits, check, problems);
      break;
    }
  }
}

}  // namespace

Check read_check(const json::Value& value, const Limits& limits, Problems& problems) {
  Check check;
  check.position = problems.position(value.place);
  ObjectReader reader(value, "a check", problems);
  read_id(reader, check, problems);
  check.why = reader.text("why").value_or("");
  read_class(reader, check, problems);
  read_when(reader, limits, check, problems);
  read_condition(reader, limits, check, problems);
  reader.finish();
  return check;
}

std::vector<Check> read_checks(const json::Member& member, const Limits& limits, Problems& problems) {
  std::vector<Check> checks;
  if (!expect_type(member.value, json::Type::array, R"("checks")", problems)) return checks;
  if (member.value.items.empty()) problems.add(member.value.place, R"("checks" is empty)", "nothing would be checked");
  std::map<std::string, Position> seen;
  for (const json::Value& item : member.value.items) {
    checks.push_back(read_check(item, limits, problems));
    const Check& check = checks.back();
    if (check.id.empty()) continue;
    const auto [first, is_new] = seen.emplace(check.id, check.position);
    if (!is_new)
      problems.add(item.find("id")->value.place, fmt::format("a second check with the id {}", quote(check.id)),
                   fmt::format("the first begins at {}:{}", first->second.line, first->second.column));
  }
  return checks;
}

}  // namespace schedlitmus::expectation
