#include "expectation/defaults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "expectation/parameters.hpp"
#include "expectation/read_hold.hpp"
#include "expectation/read_releases.hpp"
#include "expectation/read_scenario.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

void set_source(json::Value& value, int source) {
  value.place.source = source;
  for (json::Value& item : value.items) set_source(item, source);
  for (json::Member& member : value.members) {
    member.key_place.source = source;
    set_source(member.value, source);
  }
}

json::Value* value_of(json::Value& object, std::string_view key) {
  const auto found = std::ranges::find(object.members, key, &json::Member::key);
  return found == object.members.end() ? nullptr : &found->value;
}

void erase(json::Value& object, std::string_view key) {
  std::erase_if(object.members, [key](const json::Member& member) { return member.key == key; });
}

/// What of a file is for others: the keys that can be shared.
void keep_shared(json::Value& root) {
  std::erase_if(root.members, [](const json::Member& member) {
    return std::ranges::find(kSharedKeys, std::string_view(member.key)) == kSharedKeys.end();
  });
  if (json::Value* scenario = value_of(root, "scenario")) erase(*scenario, kOwnScenarioKey);
}

/// A test that is said nearer has numbers of runs of its own.
void drop_runs_of_another_test(const json::Value& near, json::Value& far) {
  const json::Member* test = near.find("test");
  if (test != nullptr) erase(far, test->value.string == "fixed" ? "max_runs" : "runs");
}

/// Puts in what is not there. `own` is the object as the expectation's file has it; nullptr: not there.
void fill(json::Value& into, json::Value from, const json::Value* own, const std::string& path,
          std::vector<Inherited>& inherited) {
  if (path == "hold") drop_runs_of_another_test(into, from);
  for (json::Member& member : from.members) {
    const std::string below = path.empty() ? member.key : path + "." + member.key;
    json::Value* there = value_of(into, member.key);
    if (there == nullptr) {
      if (own != nullptr) inherited.push_back({path, own, member});
      into.members.push_back(std::move(member));
    } else if (there->type == json::Type::object && member.value.type == json::Type::object) {
      const json::Member* of_own = own == nullptr ? nullptr : own->find(member.key);
      fill(*there, std::move(member.value), of_own == nullptr ? nullptr : &of_own->value, below, inherited);
    }
  }
}

/// What the files give together; an object.
json::Value shared_values(const std::vector<DefaultsFile>& files, Problems& problems) {
  json::Value all;
  all.type = json::Type::object;
  std::vector<Inherited> unused;
  for (const DefaultsFile& file : files) {
    json::Document document = json::parse(file.text, file.file);
    const int source = problems.add_file(file.file);
    if (!document.root || document.root->type != json::Type::object) continue;
    set_source(*document.root, source);
    keep_shared(*document.root);
    fill(all, std::move(*document.root), nullptr, "", unused);
  }
  return all;
}

/// With what only the expectations themselves can say.
json::Value completed(json::Value scenario) {
  const auto add = [&scenario](std::string_view key, json::Value value) {
    value.place = scenario.place;
    if (scenario.find(key) != nullptr) return;
    scenario.members.push_back({std::string(key), scenario.place, scenario.begin, std::move(value)});
  };
  json::Value text, number, list;
  text.type = json::Type::string;
  text.string = ">=1.2";
  number.type = json::Type::number;
  number.integer = 1;
  list.type = json::Type::array;
  list.items = {number};
  if (scenario.find("command") == nullptr) add(kOwnScenarioKey, text);
  add("go", text);
  add("gomaxprocs", list);
  return scenario;
}

/// Checks with the ids that the rules name: which an expectation has is its own affair.
std::vector<Check> checks_named_by(const json::Value& rules) {
  std::vector<Check> checks;
  const auto add = [&checks](const json::Value* id) {
    if (id == nullptr || id->type != json::Type::string) return;
    checks.emplace_back().id = id->string;
  };
  for (const json::Value& rule : rules.items) {
    if (const auto* violated = rule.find("violated"))
      for (const json::Value& id : violated->value.items) add(&id);
    if (const auto* replaced = rule.find("checks"))
      for (const json::Value& check : replaced->value.items)
        if (const auto* id = check.find("id")) add(&id->value);
  }
  return checks;
}

void read_defaults(const json::Value& root, Problems& problems) {
  ObjectReader reader(root, "defaults.json", problems);
  (void)reader.text("$schema");
  (void)reader.get("parameters");
  if (const auto* scenario = reader.get("scenario")) {
    if (const auto* program = scenario->value.find(kOwnScenarioKey))
      problems.add(program->key_place, fmt::format("{} in defaults.json", quote(kOwnScenarioKey)),
                   "each expectation names the program that it is about");
    const bool is_object = scenario->value.type == json::Type::object;
    (void)read_scenario(is_object ? completed(scenario->value) : scenario->value, problems);
  }
  if (const auto* hold = reader.get("hold")) (void)read_hold(hold->value, problems);
  if (const auto* releases = reader.get("releases"))
    (void)read_releases(*releases, checks_named_by(releases->value), Limits{}, problems);
  reader.finish();
}

}  // namespace

Merged with_defaults(const json::Value& root, const std::vector<DefaultsFile>& files, Problems& problems) {
  Merged merged{root, {}};
  json::Value shared = shared_values(files, problems);
  if (root.type != json::Type::object) return merged;
  // One that has none is reported as such: it cannot do without a program.
  if (root.find("scenario") == nullptr) erase(shared, "scenario");
  fill(merged.root, std::move(shared), &root, "", merged.inherited);
  return merged;
}

std::vector<Error> check_defaults(const std::vector<DefaultsFile>& files) {
  const DefaultsFile& file = files.front();
  json::Document document = json::parse(file.text, file.file);
  if (!document.root) return std::move(document.errors);
  Problems problems(file.file);
  json::Value whole = with_defaults(*document.root, {files.begin() + 1, files.end()}, problems).root;
  Parameters parameters = read_parameters(whole, {}, problems);
  substitute(whole, parameters, problems);
  read_defaults(whole, problems);
  std::vector<Error> errors = std::move(document.errors);
  for (Error& error : problems.take()) errors.push_back(std::move(error));
  return errors;
}

}  // namespace schedlitmus::expectation
