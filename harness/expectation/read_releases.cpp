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

constexpr int kMostRuns = 10'000;

/// A share strictly between 0 and 1; nothing after an error. `fallback` where the key is absent.
std::optional<double> read_share(ObjectReader& reader, std::string_view key, double fallback, Problems& problems) {
  const json::Member* member = reader.get(key);
  if (member == nullptr) return fallback;
  const auto share = read_number(member->value, quote(key), problems);
  if (!share || (*share > 0 && *share < 1)) return share;
  problems.add(member->value.place,
               fmt::format("{} must be between 0 and 1, not {}", quote(key), format_number(*share)),
               "0 and 1 themselves can never be shown");
  return std::nullopt;
}

/// Where the reader of an error looks first: at the later of two keys, or at the object.
json::Place place_of(const json::Value& object, std::string_view first, std::string_view second) {
  const json::Member* a = object.find(first);
  const json::Member* b = object.find(second);
  if (a != nullptr && b != nullptr) return std::max(a->value.place, b->value.place);
  if (a == nullptr && b == nullptr) return object.place;
  return a != nullptr ? a->value.place : b->value.place;
}

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

Hold read_hold(const json::Value& value, Problems& problems) {
  Hold hold;
  ObjectReader reader(value, R"("hold")", problems);
  const auto good = read_share(reader, "good", hold.good, problems);
  const auto bad = read_share(reader, "bad", hold.bad, problems);
  const auto alpha = read_share(reader, "alpha", hold.alpha, problems);
  const auto beta = read_share(reader, "beta", hold.beta, problems);
  if (const auto* runs = reader.get("max_runs"))
    hold.max_runs = read_integer(runs->value, R"("max_runs")", 1, kMostRuns, problems).value_or(hold.max_runs);
  reader.finish();
  if (good && bad && *bad >= *good) {
    problems.add(place_of(value, "good", "bad"),
                 fmt::format("bad {} is not below good {}", format_number(*bad), format_number(*good)),
                 "good is the hold rate as promised, bad the one that counts as broken");
  }
  if (alpha && beta && *alpha + *beta >= 1) {
    problems.add(place_of(value, "alpha", "beta"),
                 fmt::format("alpha {} and beta {} add up to 1 or more", format_number(*alpha), format_number(*beta)),
                 "they are chances of error, such as 0.05");
  }
  hold.good = good.value_or(hold.good);
  hold.bad = bad.value_or(hold.bad);
  hold.alpha = alpha.value_or(hold.alpha);
  hold.beta = beta.value_or(hold.beta);
  return hold;
}

std::vector<ReleaseRule> read_releases(const json::Member& member, const std::vector<Check>& checks,
                                       const Limits& limits, Problems& problems) {
  std::vector<ReleaseRule> rules;
  if (!expect_type(member.value, json::Type::array, R"("releases")", problems)) return rules;
  const Ids ids = ids_of(checks);
  for (const json::Value& item : member.value.items) rules.push_back(read_rule(item, ids, limits, problems));
  return rules;
}

}  // namespace schedlitmus::expectation
