#include "expectation/read_variants.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "expectation/read_command.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

/// An object of texts. `refuse` gives what is wrong with an entry, or an empty what.
std::map<std::string, std::string> read_text_map(const json::Member& map, Problems& problems,
                                                 Error (*refuse)(const std::string& key, const std::string& value)) {
  std::map<std::string, std::string> texts;
  if (!expect_type(map.value, json::Type::object, quote(map.key), problems)) return texts;
  for (const json::Member& member : map.value.members) {
    const auto text = read_text(member.value, fmt::format("{} of {}", quote(member.key), quote(map.key)), problems);
    if (!text) continue;
    Error wrong = refuse(member.key, *text);
    if (!wrong.what.empty()) {
      problems.add(member.key_place, std::move(wrong.what), std::move(wrong.hint));
    } else {
      texts.emplace(member.key, *text);
    }
  }
  return texts;
}

Error refuse_env(const std::string& key, const std::string& /*value*/) {
  if (key.empty() || key.find('=') != std::string::npos || key.find('\0') != std::string::npos)
    return {fmt::format("{} cannot be the name of an environment variable", quote(key)), "", ""};
  if (key == "GODEBUG") return {"GODEBUG cannot be set here", "", R"(use "godebug" of the scenario)"};
  if (key == "GOMAXPROCS") return {"GOMAXPROCS cannot be set here", "", R"(use "gomaxprocs" of the scenario)"};
  return {};
}

Error refuse_godebug(const std::string& key, const std::string& value) {
  if (key == "schedtrace") return {"schedtrace cannot be set here", "", R"(set "period" of the scenario's "trace")"};
  if (key == "scheddetail") return {"scheddetail cannot be set here", "", R"(set "detail" of the scenario's "trace")"};
  const auto has_separator = [](const std::string& text) {
    return text.find_first_of(std::string_view("=,\0 ", 4)) != std::string::npos;
  };
  if (key.empty() || has_separator(key))
    return {fmt::format("{} cannot be a GODEBUG setting", quote(key)), "",
            R"(one name a key: {"asyncpreemptoff": "1"})"};
  if (value.empty() || has_separator(value))
    return {fmt::format("GODEBUG's {} cannot be {}", key, quote(value)), "",
            R"(one value a key: {"asyncpreemptoff": "1"})"};
  return {};
}

bool is_name(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view("._=,+-").find(c) != std::string_view::npos;
  });
}

/// What is run in place of the scenario's: arguments of a program, or another executable of a command.
void read_other(ObjectReader& reader, const json::Value& value, const Scenario& scenario, Variant& variant,
                Problems& problems) {
  if (!scenario.command) {
    if (const auto* args = reader.get("args")) variant.args = read_texts(args->value, R"("args")", problems);
    return;
  }
  Executable other = scenario.command->executable;
  read_executable(reader, other, problems);
  if (other != scenario.command->executable) variant.executable = std::move(other);
  for (const json::Member& member : value.members)
    if (member.key == "argv") refuse_placeholders(member.value, scenario.command->instances, problems);
}

Variant read_variant(const json::Value& value, const std::vector<Variant>& others, const Scenario& scenario,
                     Problems& problems) {
  Variant variant;
  ObjectReader reader(value, "a variant", problems);
  if (auto name = reader.required_text("name")) {
    variant.name = std::move(*name);
    const auto place = value.find("name")->value.place;
    if (!is_name(variant.name)) {
      problems.add(place, fmt::format("{} cannot be the name of a variant", quote(variant.name)),
                   "letters, digits and ._=,+- without blanks, such as \"asyncpreemptoff=1\"");
    } else if (std::ranges::find(others, variant.name, &Variant::name) != others.end()) {
      problems.add(place, fmt::format("two variants have the name {}", quote(variant.name)));
    }
  }
  read_other(reader, value, scenario, variant, problems);
  if (const auto* env = reader.get("env")) variant.env = read_env(*env, problems);
  if (const auto* godebug = reader.get("godebug")) variant.godebug = read_godebug(*godebug, problems);
  reader.finish();
  return variant;
}

}  // namespace

std::map<std::string, std::string> read_env(const json::Member& member, Problems& problems) {
  return read_text_map(member, problems, refuse_env);
}

std::map<std::string, std::string> read_godebug(const json::Member& member, Problems& problems) {
  return read_text_map(member, problems, refuse_godebug);
}

std::vector<Variant> read_variants(const json::Member& member, const Scenario& scenario, Problems& problems) {
  std::vector<Variant> variants;
  if (!expect_type(member.value, json::Type::array, R"("variants")", problems)) return variants;
  if (member.value.items.empty()) {
    problems.add(member.value.place, R"("variants" is empty)", "leave it out to run the scenario as it stands");
  }
  for (const auto& item : member.value.items) variants.push_back(read_variant(item, variants, scenario, problems));
  return variants;
}

}  // namespace schedlitmus::expectation
