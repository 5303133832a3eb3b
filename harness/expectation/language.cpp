#include "expectation/language.hpp"

#include <array>

#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr auto kDefinitions = std::to_array<LanguageDefinition>({
    {"parameter_use",
     R"({"description": "The value of a parameter", "type": "string", "pattern": "^\\$[A-Za-z_][A-Za-z0-9_-]*$"})"},
    {"parameter_value",
     R"({"oneOf": [{"type": "string", "pattern": "^$|^[^$]|^\\$\\$"}, {"type": ["number", "boolean"]},
                   {"type": "array", "items": {"$ref": "#/definitions/parameter_value"}}]})"},
    {"text", R"({"type": "string", "pattern": "\\S"})"},
    {"duration",
     R"({"type": "string", "pattern": "^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+(\\.[0-9]+)?(h|m|s|ms))?$", "minLength": 2,
         "examples": ["150ms", "2s", "1.5s", "1m30s"]})"},
    {"share", R"({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1})"},
    {"part",
     R"({"oneOf": [{"type": "number", "minimum": 0, "maximum": 1},
                   {"type": "string", "pattern": "^([0-9]{1,2}(\\.[0-9]+)?|100) ?%$"}], "examples": [0.1, "10%"]})"},
    {"size",
     R"({"type": "string", "pattern": "^[0-9]*[1-9][0-9]*([kMG]?B|[KMG]iB)$", "examples": ["512MiB", "1GB", "64kB"]})"},
    {"selector",
     R"({"allOf": [{"$ref": "#/definitions/text"}], "examples": [">=1.5", "<1.5", "1.13", "1.10..1.13", "1.5, 1.9, latest"]})"},
    {"edge", R"({"oneOf": [{"$ref": "#/definitions/duration"}, {"$ref": "#/definitions/clause"}]})"},
    {"bound",
     R"({"oneOf": [{"type": "number"}, {"type": "string", "pattern": "gomaxprocs"}],
         "examples": [8, "gomaxprocs", "2*gomaxprocs + 1"]})"},
    {"two_fields", R"({"type": "array", "minItems": 2, "maxItems": 2, "items": {"$ref": "#/definitions/field"}})"},
    {"field", R"({"enum": "@fields"})"},
    {"condition",
     R"({"allOf": [
          {"oneOf": [{"required": ["field"]}, {"required": ["ratio"]}, {"required": ["difference"]},
                     {"required": ["goroutines"]}, {"required": ["measure"]}, {"required": ["load"]},
                     {"required": ["outcome"]}]},
          {"oneOf": [{"required": ["equals"]}, {"required": ["one_of"]}, {"required": ["matches"]},
                     {"anyOf": [{"required": ["min"]}, {"required": ["max"]}]}]},
          {"if": {"properties": {"field": {"enum": "@lists"}}, "required": ["field"]},
           "then": {
             "properties": {"matches": false, "pattern": false},
             "if": {"required": ["ps"]},
             "then": {"properties": {"equals": {"$ref": "#/definitions/bound"},
                                     "one_of": {"items": {"$ref": "#/definitions/bound"}}, "order": false}},
             "else": {"properties": {"equals": {"type": "array"}, "one_of": {"items": {"type": "array"}}}}},
           "else": {
             "properties": {"order": false, "ps": false},
             "if": {"properties": {"outcome": {"enum": ["fatal_error", "stdout", "signal"]}}, "required": ["outcome"]},
             "then": {"properties": {"equals": {"type": "string"}, "one_of": {"items": {"type": "string"}},
                                     "min": false, "max": false, "tolerance": false}},
             "else": {
               "properties": {"matches": false, "pattern": false},
               "if": {"properties": {"outcome": {"enum": ["timed_out", "ready", "load_timed_out"]}}, "required": ["outcome"]},
               "then": {"properties": {"equals": {"type": "boolean"}, "one_of": false, "min": false, "max": false,
                                       "tolerance": false}},
               "else": {"properties": {"equals": {"$ref": "#/definitions/bound"},
                                       "one_of": {"items": {"$ref": "#/definitions/bound"}}}}}}}],
         "dependencies": {"order": {"anyOf": [{"required": ["equals"]}, {"required": ["one_of"]}]}}})"},
});

}  // namespace

const std::vector<LanguageObject>& language_objects() {
  static const std::vector<LanguageObject> objects = [] {
    std::vector<LanguageObject> all = language_of_file();
    for (const auto& more : {language_of_scenario(), language_of_command(), language_of_checks(),
                             language_of_conditions(), language_of_judging()})
      all.insert(all.end(), more.begin(), more.end());
    all.push_back(language_of_defaults(all.front()));
    return all;
  }();
  return objects;
}

std::span<const LanguageDefinition> language_definitions() { return kDefinitions; }

}  // namespace schedlitmus::expectation
