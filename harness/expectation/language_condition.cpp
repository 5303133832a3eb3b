// The language: what is looked at, and what it should be.
#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {

std::vector<LanguageKey> subject_language() {
  return {
      {"field", "[field](#fields)", "field",
       "An observable of each sample: the runtime's own words, and a few derived from them."},
      {"ratio", "two fields", "two_fields",
       "The first field over the second, a list by its sum; a sample in which the second is 0 says nothing about it."},
      {"difference", "two fields", "two_fields", "The first field minus the second, a list by its sum."},
      {"goroutines", "[goroutines](#goroutines)", "goroutines",
       "How many goroutines of a sample are in a state, by status, wait reason and lock; detailed traces only."},
  };
}

std::vector<LanguageKey> condition_language() {
  return {
      {"equals", "number, list, text, true or false",
       R"({"oneOf": [{"$ref": "#/definitions/bound"}, {"type": "array", "minItems": 1, "items": {"type": "integer"}},
                     {"type": "string", "not": {"pattern": "gomaxprocs"}}, {"type": "boolean"}]})",
       R"(The value, up to "tolerance": a number, which can grow with gomaxprocs ("2*gomaxprocs + 1"); for a list field a number for each P, such as [4, 4]; a text; true or false.)"},
      {"one_of", "list of such", R"({"type": "array", "minItems": 1, "uniqueItems": true})",
       R"(Several values of which one is right, each as in "equals".)"},
      {"matches", "regular expression", "text", "Of a text: one of its lines matches."},
      {"min", "number", "bound", "At least this, inclusive; of a list its entries. It can grow with gomaxprocs."},
      {"max", "number", "bound", "At most this, inclusive; of a list its entries. It can grow with gomaxprocs."},
      {"tolerance", "number or percent",
       R"({"oneOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+([.][0-9]+)? ?%$"}]})",
       R"(Of "equals" and "one_of": how far off it may be, inclusive, as a number or as a share of the expected one ("10%"); of a list each entry. Default 0. Of a flat "trend": the change over the window that counts as none. Default 1.)"},
      {"order", R"(`"exact"` or `"any"`)", R"({"enum": ["exact", "any"]})",
       "Of a list: exact (the default), P by P, or any: the Ps can change places."},
      {"ps", R"(`"all"`, `"any"` or `"one"`)", R"({"enum": ["all", "any", "one"]})",
       "Of a list field that is compared with a number: of how many entries the condition is true. Default all."},
  };
}

std::vector<LanguageObject> language_of_conditions() {
  std::vector<LanguageKey> clause = subject_language();
  for (const LanguageKey& key : condition_language())
    if (key.name != "matches") clause.push_back(key);  // samples have no texts
  return {
      {"clause", "A condition as a window's end",
       "What a sample shows, held against a condition: one of field, ratio, difference and goroutines, with one of "
       "equals, one_of, min and max.",
       std::move(clause),
       R"("allOf": [{"$ref": "#/definitions/condition"}],
          "dependencies": {"tolerance": {"anyOf": [{"required": ["equals"]}, {"required": ["one_of"]}]}})"},
      {"goroutines",
       "goroutines",
       "Which goroutines of a sample are counted; {} counts all that live. Keys that are left out ask for nothing.",
       {{"status", "name or number",
         R"({"oneOf": [{"enum": "@statuses"}, {"type": "integer", "minimum": 0, "maximum": 11}]})",
         "Of the runtime. Default: waiting where a wait reason is given, else live."},
        {"waitreason", "text", R"({"type": "string"})",
         R"(What it waits for, in the runtime's words, such as "chan receive"; of goroutines that wait only.)"},
        {"locked", "true or false", R"({"type": "boolean"})", "Whether it is locked to an M."}},
       ""},
  };
}

}  // namespace schedlitmus::expectation
