#include "expectation/read_diagnosis.hpp"

#include <fmt/format.h>

#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;

void read_quantifier(ObjectReader& reader, Check& check, Problems& problems) {
  const Member* const never = reader.get("never");
  const Member* const eventually = reader.get("eventually");
  check.quantifier = eventually != nullptr ? Quantifier::eventually : Quantifier::never;
  if (never != nullptr && eventually != nullptr) {
    problems.add(eventually->key_place, R"("eventually" beside "never")",
                 "a diagnosis is found in a run, or it is not");
  } else if (never == nullptr && eventually == nullptr && reader.is_object()) {
    problems.add(reader.place(), "the check does not say whether the diagnosis may be found",
                 R"(add "never": true, or "eventually": true for a program that shows it)");
  }
  for (const Member* const member : {never, eventually}) {
    if (member == nullptr) continue;
    const auto yes = read_bool(member->value, quote(member->key), problems);
    if (yes == false) problems.add(member->value.place, fmt::format("{} is true or left out", quote(member->key)));
  }
}

void refuse_others(ObjectReader& reader, Problems& problems) {
  for (const std::string_view key :
       {"at", "always", "share", "streak", "trend", "quantile", "aggregate", "within", "until", "by", "equals",
        "one_of", "matches", "min", "max", "tolerance", "order", "ps", "reference"}) {
    if (const Member* member = reader.get(key))
      problems.add(member->key_place, fmt::format("{} does not belong here", quote(key)),
                   R"(a diagnosis is found over the run by its "rules", and has "never" or "eventually" and "from")");
  }
}

}  // namespace

void read_diagnosis(ObjectReader& reader, Check& check, Problems& problems) {
  read_quantifier(reader, check, problems);
  refuse_others(reader, problems);
  if (const Member* from = reader.get("from"))
    if (const auto time = read_duration(from->value, R"("from")", problems)) check.from.time = *time;
  if (const Member* rules = reader.get("rules")) check.rules.read(rules->value, check.subject.diagnosis, problems);
  if (check.check_class != CheckClass::typical)
    problems.add(reader.place(), fmt::format(R"({} beside "diagnosis")", quote(name_of(check.check_class))),
                 "a diagnosis is judged by its hold rate over the runs: leave out \"class\"");
}

void refuse_rules(ObjectReader& reader, Problems& problems) {
  if (const Member* rules = reader.get("rules"))
    problems.add(rules->key_place, R"("rules" does not belong here)", R"(they are those of a "diagnosis")");
}

}  // namespace schedlitmus::expectation
