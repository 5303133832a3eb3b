#include "expectation/read_check.hpp"

#include <fmt/format.h>

#include <map>

#include "expectation/read_condition.hpp"
#include "expectation/read_diagnosis.hpp"
#include "expectation/read_subject.hpp"
#include "expectation/read_when.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;

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
  if (!name) return;
  if (const auto known = class_of(*name)) {
    check.check_class = *known;
  } else {
    problems.add(member->value.place, fmt::format("unknown class {}", quote(*name)),
                 R"(it is "typical", "invariant" or "distribution")");
  }
}

/// A trend is a condition itself.
void refuse_condition(ObjectReader& reader, Problems& problems) {
  for (const std::string_view key : {"equals", "one_of", "matches", "min", "max", "order", "ps"}) {
    const Member* member = reader.get(key);
    if (member != nullptr)
      problems.add(member->key_place, fmt::format(R"({} beside "trend")", quote(key)),
                   R"(bounds of the slope per second go into it: "trend": {"min": 10, "max": 300})");
  }
}

/// One sample that breaks it must be there to be shown.
void require_one_sample(const ObjectReader& reader, const Check& check, Problems& problems) {
  if (check.check_class != CheckClass::invariant) return;
  switch (check.quantifier) {
    case Quantifier::at:
    case Quantifier::always:
    case Quantifier::never:
      return;
    default:
      problems.add(reader.place(), fmt::format(R"("invariant" beside {})", quote(name_of(check.quantifier))),
                   R"(one sample breaks an invariant: it goes with "always", "never" and "at")");
  }
}

/// A check on what is known at the end of the run has no time.
void refuse_when(ObjectReader& reader, Problems& problems) {
  for (const std::string_view key : {"at", "always", "never", "eventually", "share", "streak", "trend", "quantile",
                                     "aggregate", "per", "within", "from", "until", "by"}) {
    if (const Member* member = reader.get(key))
      problems.add(member->key_place, fmt::format("{} does not belong here", quote(key)),
                   "this is known at the end of the run only");
  }
}

}  // namespace

Check read_check(const json::Value& value, const Limits& limits, Problems& problems) {
  Check check;
  check.position = problems.position(value.place);
  ObjectReader reader(value, "a check", problems);
  read_id(reader, check, problems);
  check.why = reader.text("why").value_or("");
  check.accepted = reader.text("accepted").value_or("");
  read_class(reader, check, problems);
  const auto subject = read_subject(reader, limits, problems);
  check.subject = subject.value_or(Subject{});
  if (value.find("diagnosis") != nullptr) {
    read_diagnosis(reader, check, problems);
    reader.finish();
    return check;
  }
  refuse_rules(reader, problems);
  if (looks_at_run(value)) {
    refuse_when(reader, problems);
  } else if (read_when(reader, limits, check, problems)) {
    require_one_sample(reader, check, problems);
  }
  if (check.quantifier == Quantifier::trend) {
    refuse_condition(reader, problems);
  } else {
    check.condition = read_condition(reader, subject, limits, problems);
  }
  read_distribution(reader, check, problems);
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
