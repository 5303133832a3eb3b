#include "expectation/read_when.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>
#include <vector>

#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using json::Member;

constexpr std::array kQuantifiers = {Quantifier::at,         Quantifier::always,   Quantifier::never,
                                     Quantifier::eventually, Quantifier::share,    Quantifier::streak,
                                     Quantifier::trend,      Quantifier::quantile, Quantifier::aggregate};

std::string all_quantifiers() {
  std::vector<std::string_view> names;
  for (const Quantifier quantifier : kQuantifiers) names.push_back(name_of(quantifier));
  return fmt::format("{}", fmt::join(names, ", "));
}

/// The one quantifier, or nullptr after an error.
const Member* find_quantifier(ObjectReader& reader, Quantifier& quantifier, Problems& problems) {
  const Member* first = nullptr;
  bool one = true;
  for (const Quantifier known : kQuantifiers) {
    const Member* member = reader.get(name_of(known));
    if (member == nullptr) continue;
    if (first == nullptr) {
      first = member;
      quantifier = known;
      continue;
    }
    one = false;
    problems.add(member->key_place, fmt::format("{} beside {}", quote(member->key), quote(first->key)),
                 "a check has one of " + all_quantifiers());
  }
  if (first == nullptr && reader.is_object())
    problems.add(reader.place(), "the check does not say when",
                 R"(add "at": "2s", "always": true, "eventually": true or another one of )" + all_quantifiers());
  return one ? first : nullptr;
}

/// Keys that belong to another quantifier.
void refuse_strangers(const WindowKeys& keys, Quantifier quantifier, Problems& problems) {
  const auto refuse = [&](const Member* member, bool belongs, std::string_view rule) {
    if (member != nullptr && !belongs)
      problems.add(member->key_place, fmt::format("{} does not belong here", quote(member->key)), std::string(rule));
  };
  const bool at = quantifier == Quantifier::at;
  const bool eventually = quantifier == Quantifier::eventually;
  refuse(keys.within, at, R"("within" goes with "at")");
  refuse(keys.from, !at, R"("at" has "within"; "from" goes with all others, such as "always")");
  refuse(keys.until, !at && !eventually, eventually ? R"("eventually" has "by")" : R"("at" has "within")");
  refuse(keys.by, eventually, R"("by" goes with "eventually", "until" with all others but "at")");
}

void require_true(const Member& member, Problems& problems) {
  if (member.value.type == json::Type::string) {
    problems.add(member.value.place, fmt::format("{} must be true, not a string", quote(member.key)),
                 fmt::format(R"(a time goes into the window: {}: true, {}: {})", quote(member.key),
                             member.key == "eventually" ? R"("by")" : R"("until")", quote(member.value.string)));
    return;
  }
  const auto yes = read_bool(member.value, quote(member.key), problems);
  if (yes == false) problems.add(member.value.place, fmt::format("{} is true or left out", quote(member.key)));
}

}  // namespace

bool read_when(ObjectReader& reader, const Limits& limits, Check& check, Problems& problems) {
  const WindowKeys keys{reader.get("within"), reader.get("from"), reader.get("until"), reader.get("by")};
  const Member* member = find_quantifier(reader, check.quantifier, problems);
  if (member == nullptr) return false;
  refuse_strangers(keys, check.quantifier, problems);
  read_per(reader, limits, check, problems);
  switch (check.quantifier) {
    case Quantifier::at:
      read_at(*member, keys, limits, check, problems);
      return true;
    case Quantifier::always:
    case Quantifier::never:
    case Quantifier::eventually:
      require_true(*member, problems);
      break;
    default:
      read_quantity(*member, reader, check, problems);
  }
  read_span(*member, keys, limits, check, problems);
  return true;
}

}  // namespace schedlitmus::expectation
