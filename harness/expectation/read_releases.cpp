#include "expectation/read_releases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "expectation/read_check.hpp"
#include "support/nearest.hpp"
#include "support/numbers.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

using Ids = std::vector<std::string_view>;

Ids ids_of(const std::vector<Check>& checks) {
  Ids ids;
  ids.reserve(checks.size());
  for (const Check& check : checks) ids.push_back(check.id);
  return ids;
}

void require_known(std::string_view id, const Ids& ids, json::Place place, Problems& problems) {
  if (std::ranges::find(ids, id) == ids.end())
    problems.add(place, fmt::format("no check has the id {}", quote(id)), did_you_mean(id, ids));
}

std::vector<std::string> read_violated(const json::Member& member, const Ids& ids, Problems& problems) {
  std::vector<std::string> violated;
  if (!expect_type(member.value, json::Type::array, R"("violated")", problems)) return violated;
  if (member.value.items.empty()) problems.add(member.value.place, R"("violated" is empty)", "name at least one check");
  std::set<std::string> seen;
  for (const json::Value& item : member.value.items) {
    const auto id = read_text(item, R"(an entry of "violated")", problems);
    if (!id) continue;
    require_known(*id, ids, item.place, problems);
    if (!seen.insert(*id).second) problems.add(item.place, fmt::format("{} stands twice in \"violated\"", quote(*id)));
    violated.push_back(*id);
  }
  return violated;
}

std::vector<Check> read_replacements(const json::Member& member, const Ids& ids, const Limits& limits,
                                     ReleaseRule& rule, Problems& problems) {
  std::vector<Check> checks = read_checks(member, limits, problems);
  for (std::size_t i = 0; i < checks.size(); ++i) {
    Check& check = checks[i];
    check.replaced_why = rule.why;
    if (check.id.empty()) continue;
    const json::Place place = member.value.items[i].find("id")->value.place;
    require_known(check.id, ids, place, problems);
    if (std::ranges::find(rule.violated, check.id) != rule.violated.end())
      problems.add(place, fmt::format("{} is both replaced and in \"violated\"", quote(check.id)),
                   "replace it by what holds there, or say that it is violated");
  }
  return checks;
}

void read_skip(const json::Member& skip, const std::vector<const json::Member*>& others, ReleaseRule& rule,
               Problems& problems) {
  rule.skip = true;
  rule.why = read_filled_text(skip.value, R"("skip")", problems).value_or("");
  for (const json::Member* other : others) {
    if (other != nullptr)
      problems.add(other->key_place, fmt::format(R"({} beside "skip")", quote(other->key)),
                   other->key == "why" ? R"("skip" is the reason already)" : "what is skipped is not checked");
  }
}

ReleaseRule read_rule(const json::Value& value, const Ids& ids, const Limits& limits, Problems& problems) {
  ReleaseRule rule;
  rule.position = rule.go_position = problems.position(value.place);
  ObjectReader reader(value, "a release rule", problems);
  if (auto go = reader.required_text("go")) {
    rule.go = std::move(*go);
    rule.go_position = problems.position(value.find("go")->value.place);
  }
  const json::Member* skip = reader.get("skip");
  const json::Member* why = reader.get("why");
  const json::Member* violated = reader.get("violated");
  const json::Member* checks = reader.get("checks");
  reader.finish();
  if (skip != nullptr) {
    read_skip(*skip, {why, violated, checks}, rule, problems);
    return rule;
  }
  if (violated == nullptr && checks == nullptr && reader.is_object())
    problems.add(value.place, "the release rule does not say what is different",
                 R"(add "skip": "the reason", "violated": ["an-id"] or "checks": [...])");
  if (why != nullptr) {
    rule.why = read_filled_text(why->value, R"("why")", problems).value_or("");
  } else if (violated != nullptr || checks != nullptr) {
    problems.add(value.place, R"(the release rule has no "why")", "the reason is required: reports show it");
  }
  if (violated != nullptr) rule.violated = read_violated(*violated, ids, problems);
  if (checks != nullptr) rule.checks = read_replacements(*checks, ids, limits, rule, problems);
  return rule;
}

}  // namespace

std::vector<ReleaseRule> read_releases(const json::Member& member, const std::vector<Check>& checks,
                                       const Limits& limits, Problems& problems) {
  std::vector<ReleaseRule> rules;
  if (!expect_type(member.value, json::Type::array, R"("releases")", problems)) return rules;
  const Ids ids = ids_of(checks);
  for (const json::Value& item : member.value.items) rules.push_back(read_rule(item, ids, limits, problems));
  return rules;
}

}  // namespace schedlitmus::expectation
