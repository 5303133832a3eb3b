// The language as JSON Schema, draft 7.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <ranges>

#include "expectation/expectation.hpp"
#include "expectation/language.hpp"
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

Json object_schema(const LanguageObject& object) {
  Json json{{"description", object.meaning}, {"type", "object"}};
  Json required = Json::array();
  Json properties = Json::object();
  for (const LanguageKey& key : object.keys) {
    if (key.required) required.push_back(key.name);
    properties[std::string(key.name)] = described(key);
  }
  if (!required.empty()) json["required"] = required;
  json["additionalProperties"] = false;
  json["properties"] = properties;
  Json rules = Json::parse(fmt::format("{{{}}}", object.rules));
  fill_in(rules);
  json.update(rules);
  return json;
}

}  // namespace

std::string language_schema() {
  Json schema{{"$schema", "http://json-schema.org/draft-07/schema#"}};
  schema.update(object_schema(language_objects().front()));
  Json definitions = Json::object();
  for (const LanguageDefinition& definition : language_definitions())
    definitions[std::string(definition.name)] = schema_of(definition.schema);
  for (const LanguageObject& object : language_objects() | std::views::drop(1))
    definitions[std::string(object.name)] = object_schema(object);
  schema["definitions"] = definitions;
  return schema.dump(2) + "\n";
}

}  // namespace schedlitmus::expectation
