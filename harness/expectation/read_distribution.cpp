#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "expectation/read_check.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

/// More say no more, and the exact tests would take long.
constexpr std::size_t kMostReferenceRuns = 1000;

void read_runs(const json::Member& member, Reference& reference, Problems& problems) {
  if (!expect_type(member.value, json::Type::array, R"("runs")", problems)) return;
  for (const json::Value& item : member.value.items) {
    if (const auto number = read_number(item, R"(an entry of "runs")", problems)) reference.runs.push_back(*number);
  }
  const std::size_t runs = member.value.items.size();
  if (runs < kLeastRunsASide)
    problems.add(member.value.place, fmt::format("a reference of {}", count_of(runs, "run")),
                 fmt::format("below {} runs a side nothing can be told apart", kLeastRunsASide));
  if (runs > kMostReferenceRuns)
    problems.add(member.value.place, fmt::format("a reference of {}", count_of(runs, "run")),
                 fmt::format("{} are enough", format_count(kMostReferenceRuns)));
}

void read_margin(const json::Member& member, Reference& reference, Problems& problems) {
  const auto margin = read_number(member.value, R"("margin")", problems);
  if (margin && *margin < 0)
    problems.add(member.value.place, fmt::format("a margin of {} is below 0", format_number(*margin)));
  reference.margin = margin;
}

Reference read_reference(const json::Member& member, Problems& problems) {
  Reference reference;
  ObjectReader reader(member.value, R"("reference")", problems);
  if (const auto* runs = reader.require("runs")) read_runs(*runs, reference, problems);
  reference.go = reader.required_text("go").value_or("");
  reference.why = reader.text("why").value_or("");
  if (const auto* margin = reader.get("margin")) read_margin(*margin, reference, problems);
  reader.finish();
  return reference;
}

/// The one number that a run gives.
void require_number(ObjectReader& reader, const Check& check, Problems& problems) {
  for (const char* key : {"always", "never", "eventually", "share", "streak", "trend"}) {
    if (const json::Member* member = reader.get(key))
      problems.add(member->key_place, fmt::format("{} beside the class \"distribution\"", quote(key)),
                   R"(a number of each run is compared: it comes from "at", "quantile" or "aggregate")");
  }
  const ValueKind kind = kind_of(check.subject);
  if (kind == ValueKind::number) return;
  const json::Member* member = reader.get(kind == ValueKind::list ? "field" : "outcome");
  if (member != nullptr)
    problems.add(
        member->value.place,
        fmt::format("{} is {}: a distribution is of one number a run", quote(describe(check.subject)),
                    kind == ValueKind::list ? "a list" : "no number"),
        kind == ValueKind::list ? R"(take "local_total" or "imbalance")" : R"(take "measure" or another number)");
}

/// Bounds of the median are one number each, the same in every cell.
void require_fixed_bounds(ObjectReader& reader, const Condition& condition, Problems& problems) {
  for (const char* key : {"one_of", "matches"}) {
    if (const json::Member* member = reader.get(key))
      problems.add(member->key_place, fmt::format("{} beside the class \"distribution\"", quote(key)),
                   R"(the median is compared with "equals", "min" and "max")");
  }
  const Bound* equals = condition.equals ? std::get_if<Bound>(&*condition.equals) : nullptr;
  const auto refuse = [&](const char* key, bool relative) {
    const json::Member* member = reader.get(key);
    if (relative && member != nullptr)
      problems.add(member->value.place, fmt::format("{} grows with gomaxprocs", quote(key)),
                   R"(bounds of a median are numbers; a file for each gomaxprocs, or "variants")");
  };
  refuse("equals", equals != nullptr && equals->is_relative());
  refuse("min", condition.min && condition.min->is_relative());
  refuse("max", condition.max && condition.max->is_relative());
}

}  // namespace

void read_distribution(ObjectReader& reader, Check& check, Problems& problems) {
  const json::Member* reference = reader.get("reference");
  if (reference != nullptr) check.reference = read_reference(*reference, problems);
  if (check.check_class == CheckClass::distribution) {
    require_number(reader, check, problems);
    if (reference == nullptr) require_fixed_bounds(reader, check.condition, problems);
  } else if (reference != nullptr) {
    problems.add(reference->key_place, R"("reference" without "class": "distribution")",
                 "the other classes compare each run with a condition");
  }
  for (const char* key : {"equals", "one_of", "matches", "min", "max"}) {
    const json::Member* condition = reader.get(key);
    if (reference == nullptr || condition == nullptr) continue;
    problems.add(condition->key_place, fmt::format(R"({} beside "reference")", quote(key)),
                 "a distribution is compared with recorded runs, or its median with bounds");
  }
}

}  // namespace schedlitmus::expectation
