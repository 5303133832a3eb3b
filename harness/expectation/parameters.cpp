#include "expectation/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/json_text.hpp"
#include "support/nearest.hpp"
#include "support/quote.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kLiteral = R"(a text that begins with a '$' is written with two: "$$...")";

/// A value that is set must have room where the file declares it: in an object of an object.
constexpr std::size_t kMostLists = json::kMaxDepth - 2;

bool is_value(const json::Value& value) {
  if (value.type == json::Type::array) return std::ranges::all_of(value.items, is_value);
  return value.type != json::Type::object && value.type != json::Type::null;
}

/// "$$5" is the text "$5"; false: it begins with a single '$'.
bool unescape(std::string& text) {
  if (text.starts_with("$$"))
    text.erase(0, 1);
  else if (text.starts_with('$'))
    return false;
  return true;
}

/// Texts of a declared value; a parameter is not made of others.
void read_texts_of(json::Value& value, const std::string& name, Problems& problems) {
  if (value.type == json::Type::string && !unescape(value.string))
    problems.add(value.place, fmt::format("the parameter {} has the value {}", quote(name), quote(value.string)),
                 fmt::format("a parameter is not made of another one; {}", kLiteral));
  for (json::Value& item : value.items) read_texts_of(item, name, problems);
}

json::Value text_value(const std::string& text) {
  json::Value value;
  value.type = json::Type::string;
  value.string = text;
  return value;
}

json::Value read_set(const std::string& text, const json::Value& declared) {
  if (declared.type == json::Type::string) return text_value(text);
  const json::Document document = json::parse(text, "--set", kMostLists);
  return document.root && is_value(*document.root) ? *document.root : text_value(text);
}

void set_place(json::Value& value, json::Place place) {
  value.place = place;
  for (json::Value& item : value.items) set_place(item, place);
}

void escape(json::Value& value) {
  if (value.string.starts_with('$')) value.string.insert(0, "$");
  for (json::Value& item : value.items) escape(item);
}

class Substitution {
 public:
  Substitution(Parameters& parameters, Problems& problems) : parameters_(parameters), problems_(problems) {}

  void into(json::Value& value) {
    if (value.type == json::Type::string && !unescape(value.string))
      put_in(value);
    else
      for (json::Value& item : value.items) into(item);
    for (json::Member& member : value.members) into(member.value);
  }

 private:
  void put_in(json::Value& use) {
    const std::string name = use.string.substr(1);
    const auto found = std::ranges::find(parameters_, name, &DeclaredParameter::name);
    if (found == parameters_.end()) {
      report(use.place, name);
      return;
    }
    found->is_used = true;
    const json::Place place = use.place;
    use = found->value;
    set_place(use, place);
    problems_.remark(place, fmt::format("${} is {}{}", name, json::to_text(use), found->is_set ? ", by --set" : ""));
  }

  void report(json::Place place, const std::string& name) {
    if (!is_parameter_name(name)) {
      problems_.add(place, fmt::format("{} is not the name of a parameter", quote("$" + name)), std::string(kLiteral));
    } else if (parameters_.empty()) {
      problems_.add(place, fmt::format("unknown parameter {}", quote(name)),
                    fmt::format(R"(declare it: "parameters": {{"{}": ...}}; {})", name, kLiteral));
    } else {
      std::vector<std::string_view> names;
      for (const DeclaredParameter& parameter : parameters_) names.push_back(parameter.name);
      problems_.add(place, fmt::format("unknown parameter {}", quote(name)), did_you_mean(name, names));
    }
    problems_.settle(place);
  }

  Parameters& parameters_;
  Problems& problems_;
};

}  // namespace

bool is_parameter_name(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !name.empty() && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; });
}

Parameters read_parameters(const json::Value& root, const std::map<std::string, std::string>& set, Problems& problems) {
  Parameters parameters;
  const json::Member* all = root.find("parameters");
  if (all == nullptr || !expect_type(all->value, json::Type::object, R"("parameters")", problems)) return parameters;
  for (const json::Member& member : all->value.members) {
    if (!is_parameter_name(member.key))
      problems.add(member.key_place, fmt::format("{} cannot be the name of a parameter", quote(member.key)),
                   "a letter or _ first, then letters, digits, _ and -");
    if (!is_value(member.value))
      problems.add(member.value.place,
                   fmt::format("the parameter {} must be a text, a number, true, false or a list of these, not {}",
                               quote(member.key), json::name_of(member.value.type)));
    DeclaredParameter parameter{member.key, member.value, {}, false, false, member.key_place};
    read_texts_of(parameter.value, parameter.name, problems);
    if (const auto given = set.find(parameter.name); given != set.end()) {
      parameter.given = given->second;
      parameter.value = read_set(given->second, parameter.value);
      parameter.is_set = true;
    }
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

void substitute(json::Value& root, Parameters& parameters, Problems& problems) {
  Substitution substitution(parameters, problems);
  for (json::Member& member : root.members)
    if (member.key != "parameters" && member.key != "$schema") substitution.into(member.value);
}

std::string text_of(const DeclaredParameter& parameter) {
  json::Value value = parameter.value;
  escape(value);
  return json::to_text(value);
}

std::vector<Parameter> described(const Parameters& parameters, const Problems& problems) {
  std::vector<Parameter> all;
  for (const DeclaredParameter& parameter : parameters) {
    Parameter& one = all.emplace_back();
    one.name = parameter.name;
    one.value = parameter.value.type == json::Type::string ? parameter.value.string : json::to_text(parameter.value);
    if (parameter.is_set) one.set_to = parameter.given;
    one.is_used = parameter.is_used;
    one.is_inherited = parameter.place.source != 0;
    one.position = problems.position(parameter.place);
  }
  return all;
}

}  // namespace schedlitmus::expectation
