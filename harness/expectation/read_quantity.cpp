// What "share", "streak", "trend", "quantile" and "aggregate" say.
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "expectation/read_condition.hpp"
#include "expectation/read_subject.hpp"
#include "expectation/read_when.hpp"
#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;
using json::Value;

/// "min" and "max" of an object; one is there, if there was no error.
struct Ends {
  const Value* min = nullptr;
  const Value* max = nullptr;
};

Ends read_ends(const Member& member, Problems& problems) {
  ObjectReader reader(member.value, quote(member.key), problems);
  const Member* min = reader.get("min");
  const Member* max = reader.get("max");
  reader.finish();
  if (reader.is_object() && member.value.members.empty())
    problems.add(member.value.place, fmt::format(R"({} has neither "min" nor "max")", quote(member.key)),
                 "nothing would be asked for");
  return {min == nullptr ? nullptr : &min->value, max == nullptr ? nullptr : &max->value};
}

void refuse_nothing_between(const Ends& ends, const std::string& min, const std::string& max, Problems& problems) {
  problems.add(ends.max->place, fmt::format("max {} is below min {}", max, min), "nothing can be in between");
}

/// 0.1 or "10%".
std::optional<double> read_share(const Value* value, std::string_view name, Problems& problems) {
  if (value == nullptr) return std::nullopt;
  std::optional<double> share;
  if (value->type == json::Type::number) share = value->number;
  if (value->type == json::Type::string) share = parse_percent(value->string);
  if (share && *share >= 0 && *share <= 1) return share;
  const std::string given = value->type == json::Type::number   ? format_number(value->number)
                            : value->type == json::Type::string ? quote(value->string)
                                                                : std::string(name_of(value->type));
  problems.add(value->place, fmt::format(R"({} of "share" is no share: {})", quote(name), given),
               R"(from 0 to 1, or in percent: 0.1 is "10%")");
  return std::nullopt;
}

void read_share(const Member& member, Check& check, Problems& problems) {
  const Ends ends = read_ends(member, problems);
  auto& [min, max] = check.share;
  min = read_share(ends.min, "min", problems);
  max = read_share(ends.max, "max", problems);
  if (min == 0.0) problems.add(ends.min->place, R"("min" of "share" is 0)", "any share is at least that");
  if (max == 1.0) problems.add(ends.max->place, R"("max" of "share" is 1)", "any share is at most that");
  if (min && max && *max < *min) refuse_nothing_between(ends, format_percent(*min), format_percent(*max), problems);
}

/// 3 or "200ms".
std::optional<StreakLength> read_length(const Value* value, std::string_view name, int least, Problems& problems) {
  if (value == nullptr) return std::nullopt;
  const std::string what = fmt::format(R"({} of "streak")", quote(name));
  if (value->type == json::Type::number) {
    constexpr int kMost = 1'000'000;
    const auto count = read_integer(*value, what, least, kMost, problems);
    return count ? std::optional<StreakLength>(static_cast<std::uint64_t>(*count)) : std::nullopt;
  }
  if (value->type != json::Type::string) {
    problems.add(value->place, fmt::format("{} must be a number or a duration, not {}", what, name_of(value->type)),
                 R"(3 is three samples in a row, "200ms" from the first of them to the last)");
    return std::nullopt;
  }
  if (!value->string.empty() && value->string.find_first_not_of("0123456789") == std::string::npos) {
    problems.add(value->place, fmt::format("{} is neither a number nor a duration: {}", what, quote(value->string)),
                 fmt::format(R"(write {0} for samples, "{0}ms" for a time)", value->string));
    return std::nullopt;
  }
  const auto time = read_duration(*value, what, problems);
  if (time && *time == Millis{0}) {
    problems.add(value->place, fmt::format("{} is 0s", what), "a single sample lasts that long");
    return std::nullopt;
  }
  return time ? std::optional<StreakLength>(*time) : std::nullopt;
}

std::string text_of(const StreakLength& length) {
  const auto* time = std::get_if<Millis>(&length);
  return time != nullptr ? format_duration(*time) : format_count(std::get<std::uint64_t>(length));
}

void read_streak(const Member& member, Check& check, Problems& problems) {
  const Ends ends = read_ends(member, problems);
  auto& [min, max] = check.streak;
  min = read_length(ends.min, "min", 1, problems);
  max = read_length(ends.max, "max", 0, problems);
  if (min && max && min->index() == max->index() && *max < *min)
    refuse_nothing_between(ends, text_of(*min), text_of(*max), problems);
}

void read_slope(const Member& member, Check& check, Problems& problems) {
  const Ends ends = read_ends(member, problems);
  auto& [min, max] = check.trend.slope;
  if (ends.min != nullptr) min = read_number(*ends.min, R"("min" of "trend")", problems);
  if (ends.max != nullptr) max = read_number(*ends.max, R"("max" of "trend")", problems);
  if (min && max && *max < *min) refuse_nothing_between(ends, format_number(*min), format_number(*max), problems);
}

void read_direction(const Member& member, Check& check, Problems& problems) {
  constexpr std::array kDirections = {Direction::growing, Direction::flat, Direction::shrinking};
  for (const Direction direction : kDirections)
    if (member.value.string == name_of(direction)) check.trend.direction = direction;
  if (check.trend.direction) return;
  const std::array<std::string_view, 3> names = {"growing", "flat", "shrinking"};
  problems.add(member.value.place, fmt::format("unknown trend {}", quote(member.value.string)),
               did_you_mean(member.value.string, names));
}

void read_trend(const Member& member, ObjectReader& reader, Check& check, Problems& problems) {
  if (member.value.type == json::Type::string) {
    read_direction(member, check, problems);
  } else if (member.value.type == json::Type::object) {
    read_slope(member, check, problems);
  } else {
    problems.add(member.value.place,
                 fmt::format(R"("trend" must be a string or an object, not {})", name_of(member.value.type)),
                 R"("growing", "flat", "shrinking" or {"min": 10, "max": 300}, the slope per second)");
  }
  const Member* tolerance = reader.get("tolerance");
  if (tolerance == nullptr) return;
  if (const auto change = read_number(tolerance->value, R"("tolerance")", problems)) {
    check.trend.tolerance = *change;
    if (*change <= 0)
      problems.add(tolerance->value.place, fmt::format("a tolerance of {} is not above 0", format_number(*change)),
                   "it is the change over the window that counts as none");
  }
  if (check.trend.direction != Direction::flat)
    problems.add(tolerance->key_place, R"("tolerance" beside this "trend")", R"(it belongs to "trend": "flat")");
}

void read_quantile(const Member& member, Check& check, Problems& problems) {
  const auto quantile = read_number(member.value, R"("quantile")", problems);
  if (!quantile) return;
  check.quantile = *quantile;
  if (*quantile <= 0 || *quantile >= 1) {
    problems.add(member.value.place,
                 fmt::format("\"quantile\" must be between 0 and 1, not {}", format_number(*quantile)),
                 R"(0.5 is the median, 0.95 what 95 % are not above; the extremes are "aggregate": "min" and "max")");
  }
}

void read_aggregate(const Member& member, Check& check, Problems& problems) {
  const auto text = read_text(member.value, R"("aggregate")", problems);
  if (!text) return;
  std::array<std::string_view, kAggregates> names;
  for (std::size_t i = 0; i < kAggregates; ++i) {
    names[i] = name_of(static_cast<Aggregate>(i));
    if (*text != names[i]) continue;
    check.aggregate = static_cast<Aggregate>(i);
    return;
  }
  problems.add(member.value.place, fmt::format("unknown aggregate {}", quote(*text)), did_you_mean(*text, names));
}

/// What is computed from numbers cannot be computed from lists.
void require_number(const Member& member, const Check& check, Problems& problems) {
  if (kind_of(check.subject) == ValueKind::list) {
    problems.add(member.key_place,
                 fmt::format("{} takes a number, and {} is a list", quote(member.key), quote(describe(check.subject))),
                 R"(take "local_total", "imbalance" or another number)");
  }
}

}  // namespace

void read_quantity(const Member& member, ObjectReader& reader, Check& check, Problems& problems) {
  switch (check.quantifier) {
    case Quantifier::share:
      return read_share(member, check, problems);
    case Quantifier::streak:
      return read_streak(member, check, problems);
    case Quantifier::trend:
      read_trend(member, reader, check, problems);
      break;
    case Quantifier::quantile:
      read_quantile(member, check, problems);
      break;
    case Quantifier::aggregate:
      read_aggregate(member, check, problems);
      break;
    default:
      return;
  }
  require_number(member, check, problems);
}

void read_per(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems) {
  const Member* member = reader.get("per");
  if (member == nullptr) return;
  if (auto name = read_measure_name(*member, problems)) check.per = std::move(*name);
  if (check.quantifier != Quantifier::aggregate) {
    problems.add(member->key_place, R"("per" without "aggregate")",
                 R"(it divides one number: "aggregate": "change", "field": "syscalltick_total", "per": "requests")");
  } else if (limits.has_load == false) {
    problems.add(member->key_place, R"("per" without a load)",
                 R"(it names a measure that the "load" of the scenario's "command" prints)");
  }
}

}  // namespace schedlitmus::expectation
