#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "expectation/read_check.hpp"
#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

const trace::FieldInfo* read_field(ObjectReader& reader, const Limits& limits, Problems& problems) {
  const json::Member* member = reader.require("field");
  if (member == nullptr) return nullptr;
  const auto name = read_text(member->value, R"("field")", problems);
  if (!name) return nullptr;
  const trace::FieldInfo* field = trace::find_field(*name);
  if (field == nullptr) {
    std::vector<std::string_view> names;
    names.reserve(trace::all_fields().size());
    for (const trace::FieldInfo& info : trace::all_fields()) names.push_back(info.name);
    problems.add(member->value.place, fmt::format("unknown field {}", quote(*name)), did_you_mean(*name, names));
  } else if (field->needs_detail && limits.detail == false) {
    problems.add(member->value.place, fmt::format("{} is in detailed traces only", quote(*name)),
                 R"(set "trace": {"detail": true} in the scenario)");
  }
  return field;
}

std::optional<std::vector<std::int64_t>> read_list(const json::Value& value, Problems& problems) {
  std::vector<std::int64_t> list;
  for (const json::Value& item : value.items) {
    if (item.integer) {
      list.push_back(*item.integer);
    } else if (expect_type(item, json::Type::number, R"(an entry of "equals")", problems)) {
      problems.add(item.place,
                   fmt::format(R"(an entry of "equals" must be a whole number, not {})", format_number(item.number)));
    }
  }
  if (list.size() != value.items.size()) return std::nullopt;
  return list;
}

/// "[4, 4]": what a list for that many Ps looks like.
std::string example_list(const Limits& limits) {
  const std::size_t length = limits.gomaxprocs.size() == 1 ? static_cast<std::size_t>(limits.gomaxprocs[0]) : 2;
  constexpr std::size_t most_shown = 4;
  const std::vector<int> fours(std::min(length, most_shown), 4);
  return fmt::format("[{}{}]", fmt::join(fours, ", "), length > most_shown ? ", ..." : "");
}

void check_length(const json::Value& value, const trace::FieldInfo& field, const Limits& limits, Problems& problems) {
  const std::size_t length = value.items.size();
  for (const int procs : limits.gomaxprocs) {
    if (length == static_cast<std::size_t>(procs)) continue;
    problems.add(value.place,
                 fmt::format("{} for {}, but {} has one for each P and \"gomaxprocs\" has {}",
                             count_of(length, "number"), quote(field.name), field.name, procs),
                 limits.gomaxprocs.size() == 1 ? "write " + example_list(limits)
                                               : "a list fits one setting: use min and max, or a file for each");
    return;
  }
}

std::optional<Expected> read_equals(const json::Value& value, const trace::FieldInfo* field, const Limits& limits,
                                    Problems& problems) {
  if (value.type == json::Type::array) {
    if (field != nullptr && !field->is_list) {
      problems.add(value.place, fmt::format("{} is one number, not a list", quote(field->name)));
      return std::nullopt;
    }
    const auto list = read_list(value, problems);
    if (!list) return std::nullopt;
    if (field != nullptr) check_length(value, *field, limits, problems);
    return *list;
  }
  if (value.type != json::Type::number) {
    problems.add(value.place, fmt::format(R"("equals" must be a number or a list, not {})", name_of(value.type)));
    return std::nullopt;
  }
  if (field != nullptr && field->is_list) {
    problems.add(value.place, fmt::format("{} is a list, a number for each P", quote(field->name)),
                 "write " + example_list(limits));
    return std::nullopt;
  }
  return value.number;
}

void read_tolerance(ObjectReader& reader, bool has_equals, Condition& condition, Problems& problems) {
  const json::Member* member = reader.get("tolerance");
  if (member == nullptr) return;
  const auto tolerance = read_number(member->value, R"("tolerance")", problems);
  if (tolerance && *tolerance < 0)
    problems.add(member->value.place, fmt::format("a tolerance of {} is below 0", format_number(*tolerance)));
  if (!has_equals)
    problems.add(member->key_place, R"("tolerance" without "equals")", "min and max are bounds as they stand");
  condition.tolerance = tolerance.value_or(0);
}

void read_order(ObjectReader& reader, const json::Member* equals, Condition& condition, Problems& problems) {
  const json::Member* member = reader.get("order");
  if (member == nullptr) return;
  const auto order = read_text(member->value, R"("order")", problems);
  if (order && *order != "any" && *order != "exact")
    problems.add(member->value.place, fmt::format("unknown order {}", quote(*order)), R"(it is "exact" or "any")");
  if (equals == nullptr || equals->value.type != json::Type::array)
    problems.add(member->key_place, R"("order" without a list)", R"(it belongs to "equals": [4, 4])");
  condition.order = order == "any" ? ListOrder::any : ListOrder::exact;
}

}  // namespace

void read_subject(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems) {
  check.field = read_field(reader, limits, problems);
}

void read_condition(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems) {
  Condition& condition = check.condition;
  const json::Member* equals = reader.get("equals");
  const json::Member* min = reader.get("min");
  const json::Member* max = reader.get("max");
  if (equals != nullptr) condition.equals = read_equals(equals->value, check.field, limits, problems);
  if (min != nullptr) condition.min = read_number(min->value, R"("min")", problems);
  if (max != nullptr) condition.max = read_number(max->value, R"("max")", problems);
  if (equals != nullptr && (min != nullptr || max != nullptr)) {
    const json::Member& bound = min != nullptr ? *min : *max;
    problems.add(bound.key_place, fmt::format(R"({} beside "equals")", quote(bound.key)),
                 R"("equals" is exact up to "tolerance"; bounds go without it)");
  }
  if (condition.min && condition.max && *condition.min > *condition.max) {
    problems.add(max->value.place,
                 fmt::format("max {} is below min {}", format_number(*condition.max), format_number(*condition.min)),
                 "nothing can be in between");
  }
  const bool compared = equals != nullptr || min != nullptr || max != nullptr || reader.get("reference") != nullptr;
  if (!compared && reader.is_object())
    problems.add(reader.place(), "the check compares its field with nothing", R"(add "equals", "min" or "max")");
  read_tolerance(reader, equals != nullptr, condition, problems);
  read_order(reader, equals, condition, problems);
}

}  // namespace schedlitmus::expectation
