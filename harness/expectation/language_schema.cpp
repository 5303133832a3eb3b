// The language as JSON Schema, draft 7.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "diagnosis/rules.hpp"
#include "expectation/defaults.hpp"
#include "expectation/language_parts.hpp"
#include "trace/fields.hpp"

namespace schedlitmus::expectation {
namespace {

using Json = nlohmann::ordered_json;

/// Names with their meanings, as editors show them.
struct Names {
  Json names = Json::array();
  Json meanings = Json::array();
};

Names names_behind(std::string_view marker) {
  Names all;
  const auto add = [&](std::string_view name, std::string_view meaning) {
    all.names.push_back(name);
    if (!meaning.empty()) all.meanings.push_back(meaning);
  };
  if (marker == "@fields")
    for (const trace::FieldInfo& field : trace::all_fields()) add(field.name, field.meaning);
  if (marker == "@lists")
    for (const trace::FieldInfo& field : trace::all_fields())
      if (field.is_list) add(field.name, "");
  if (marker == "@aggregates")
    for (std::size_t i = 0; i < kAggregates; ++i) add(name_of(static_cast<Aggregate>(i)), "");
  if (marker == "@statuses")
    for (const Word& status : goroutine_statuses()) add(status.name, status.meaning);
  if (marker == "@diagnoses")
    for (const auto& each : diagnosis::all_diagnoses()) add(each.word, each.title);
  if (marker == "@rules")
    for (const auto& each : diagnosis::all_rules()) add(each.word, each.signal);
  if (marker == "@facts")
    for (const Word& fact : run_facts()) add(fact.name, fact.meaning);
  return all;
}

/// Puts the names in place of each {"enum": "@fields"}.
void fill_in(Json& node) {
  if (node.is_object() && node.contains("enum") && node["enum"].is_string()) {
    const Names all = names_behind(node["enum"].get<std::string>());
    node["enum"] = all.names;
    if (!all.meanings.empty()) node["enumDescriptions"] = all.meanings;
  }
  if (!node.is_structured()) return;
  for (Json& child : node) fill_in(child);
}

Json reference_to(std::string_view name) { return {{"$ref", fmt::format("#/definitions/{}", name)}}; }

Json schema_of(std::string_view schema) {
  Json json = schema.starts_with('{') ? Json::parse(schema) : reference_to(schema);
  fill_in(json);
  return json;
}

/// A description beside "$ref" would be ignored in draft 7.
Json described(const LanguageKey& key) {
  Json property{{"description", key.meaning}};
  Json schema = schema_of(key.schema);
  if (schema.contains("$ref")) schema = {{"allOf", Json::array({schema})}};
  property.update(schema);
  return property;
}

bool is_object(std::string_view definition) {
  return std::ranges::any_of(language_objects(),
                             [&](const LanguageObject& object) { return object.name == definition; });
}

/// The definition that the schema is a reference to, or empty.
std::string definition_of(const Json& schema) {
  const bool is_alone = schema.size() == 1 && schema.contains("allOf") && schema["allOf"].size() == 1;
  const Json& only = is_alone ? schema["allOf"][0] : schema;
  return only.size() == 1 && only.contains("$ref")
             ? only["$ref"].get<std::string>().substr(std::string_view("#/definitions/").size())
             : "";
}

/// Whether no parameter can stand for it, or any text is accepted anyway.
bool takes_no_parameter(const Json& schema) {
  const std::string definition = definition_of(schema);
  if (!definition.empty())
    return is_object(definition) || definition == "text" || definition == "selector" ||
           definition.starts_with("parameter");
  const auto type = schema.value("type", Json());
  if (type == "array")
    return schema.contains("items") && takes_no_parameter(schema["items"]) && is_object(definition_of(schema["items"]));
  return type == "object" || (type == "string" && !schema.contains("pattern"));
}

/// The schema, or "$name".
Json or_parameter(const Json& as_is) {
  if (!as_is.is_object() || as_is.empty()) return as_is;
  Json schema = as_is;
  Json either = Json::object();
  if (schema.contains("description")) {
    either["description"] = schema["description"];
    schema.erase("description");
  }
  if (takes_no_parameter(schema)) return as_is;
  if (const std::string definition = definition_of(schema); !definition.empty()) schema = reference_to(definition);
  either["anyOf"] = Json::array({schema, reference_to("parameter_use")});
  return either;
}

/// What holds otherwise is not known where the key that decides is a parameter.
void open_otherwise(Json& node) {
  if (!node.contains("if") || !node.contains("else") || !node["if"].contains("properties")) return;
  Json uses = Json::object();
  for (const auto& [key, unused] : node["if"]["properties"].items()) uses[key] = reference_to("parameter_use");
  const Json is_parameter{{"properties", uses}, {"required", node["if"]["required"]}};
  node["else"] = {{"anyOf", Json::array({is_parameter, node["else"]})}};
}

/// "$name" may stand for each value; what a rule only looks at ("if") stays.
void allow_parameters(Json& node) {
  if (node.is_array())
    for (Json& child : node) allow_parameters(child);
  if (!node.is_object()) return;
  for (const auto& [key, child] : node.items()) {
    if (key == "if" || key == "not") continue;
    allow_parameters(child);
    if (key == "items") child = or_parameter(child);
    if (key != "properties") continue;
    for (const auto& [name, property] : child.items()) property = or_parameter(property);
  }
  open_otherwise(node);
}

Json object_schema(const LanguageObject& object) {
  Json json{{"description", object.meaning}, {"type", "object"}};
  Json required = Json::array();
  Json properties = Json::object();
  for (const LanguageKey& key : object.keys) {
    const bool may_be_elsewhere = object.name == "scenario" && is_shared(object, key);
    if (key.required && !may_be_elsewhere) required.push_back(key.name);
    properties[std::string(key.name)] = described(key);
  }
  if (!required.empty()) json["required"] = required;
  json["additionalProperties"] = false;
  json["properties"] = properties;
  Json rules = Json::parse(fmt::format("{{{}}}", object.rules));
  fill_in(rules);
  json.update(rules);
  allow_parameters(json);
  return json;
}

constexpr std::string_view kRoots[] = {"expectation", "defaults"};

/// Of files that are such an object; all others are its definitions.
Json file_schema(std::string_view root) {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}};
  Json definitions = Json::object();
  for (const LanguageDefinition& definition : language_definitions()) {
    Json json = schema_of(definition.schema);
    allow_parameters(json);
    definitions[std::string(definition.name)] = std::move(json);
  }
  for (const LanguageObject& object : language_objects()) {
    if (object.name == root) schema.update(object_schema(object));
    if (std::ranges::find(kRoots, object.name) == std::end(kRoots))
      definitions[std::string(object.name)] = object_schema(object);
  }
  schema["definitions"] = std::move(definitions);
  return schema;
}

}  // namespace

std::string language_schema() { return file_schema("expectation").dump(2) + "\n"; }

std::string language_defaults_schema() {
  Json schema = file_schema("defaults");
  Json& scenario = schema["definitions"]["scenario"];
  scenario.erase("required");
  scenario.erase("oneOf");
  scenario["properties"].erase(std::string(kOwnScenarioKey));
  return schema.dump(2) + "\n";
}

}  // namespace schedlitmus::expectation
