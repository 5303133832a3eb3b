// The language: the file, "hold" and "releases".
#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {

std::vector<LanguageObject> language_of_file() {
  return {
      {"expectation",
       "The file",
       "What the Go scheduler should do with a program: a scenario and the checks on its trace. Comments (`//` and "
       "`/* */`) are allowed everywhere.",
       {{"$schema", "text", "text", "Where the schema is, for editors."},
        {"title", "text", "text", "One line: what should hold. Stands in every report.", true},
        {"why", "text", "text", "The story behind it: what in the scheduler makes it so."},
        {"parameters", "[values](#parameters) by name",
         R"({"type": "object", "propertyNames": {"pattern": "^[A-Za-z_][A-Za-z0-9_-]*$"},
             "additionalProperties": {"$ref": "#/definitions/parameter_value"}})",
         R"(Values with names: the text "$name" anywhere else stands for the value, and --set name=value of the command line puts in another.)"},
        {"scenario", "[scenario](#scenario)", "scenario", "The program with its settings.", true},
        {"checks", "list of [checks](#check)",
         R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/check"}})",
         "Conditions on one run. Each is judged over many runs.", true},
        {"hold", "[hold](#hold)", "hold", "How the outcomes of many runs are judged."},
        {"releases", "list of [releases](#release)", R"({"type": "array", "items": {"$ref": "#/definitions/release"}})",
         "What is different on some releases, with the reason. The first entry whose releases fit applies, the others "
         "do not."}},
       R"("title": "An expectation of schedlitmus")"},
  };
}

std::vector<LanguageObject> language_of_judging() {
  return {
      {"hold",
       "hold",
       "When many runs together hold or violate a check: a test of the hold rate, sequential or with a fixed number "
       "of runs.",
       {{"good", "share", "share", "The hold rate at which a check is as promised. Default 0.95."},
        {"bad", "share", "share", "The hold rate at which it is broken; below good. Default 0.70."},
        {"alpha", "share", "share", "The chance of VIOLATED although good. Default 0.05."},
        {"beta", "share", "share", "The chance of HOLDS although bad. Default 0.05."},
        {"max_runs", "whole number", R"({"type": "integer", "minimum": 1, "maximum": 10000})",
         "After so many runs without a decision: INCONCLUSIVE. Default 40."},
        {"test", R"(`"sequential"` or `"fixed"`)", R"({"enum": ["sequential", "fixed"]})",
         R"(sequential (the default): until it is decided, at most max_runs. fixed: after exactly "runs" runs, by the binomial distribution.)"},
        {"runs", "whole number", R"({"type": "integer", "minimum": 1, "maximum": 10000})",
         "Of a fixed test. Default: the fewest with which both error rates are kept."},
        {"confidence", "share", "share",
         "Of the two-sided interval of the hold rate (Clopper-Pearson) that reports show in place of the one-sided "
         "bound. Default: none."}},
       R"("if": {"properties": {"test": {"const": "fixed"}}, "required": ["test"]},
          "then": {"properties": {"max_runs": false}}, "else": {"properties": {"runs": false}})"},
      {"release",
       "releases",
       "What is different on some releases: skipped, some checks VIOLATED, or other checks in place of those with the "
       "same ids.",
       {{"go", "releases", "selector", "The releases.", true},
        {"skip", "text", "text", "The reason why it is not run there at all."},
        {"why", "text", "text", R"(The reason for what is different. Required but for "skip".)"},
        {"violated", "list of ids",
         R"({"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}})",
         "Checks that must be VIOLATED there; that is an assertion like any other."},
        {"checks", "list of [checks](#check)",
         R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/check"}})",
         "Each replaces the check with its id."}},
       R"("oneOf": [
            {"required": ["skip"],
             "not": {"anyOf": [{"required": ["why"]}, {"required": ["violated"]}, {"required": ["checks"]}]}},
            {"required": ["why"], "anyOf": [{"required": ["violated"]}, {"required": ["checks"]}],
             "not": {"required": ["skip"]}}])"},
  };
}

}  // namespace schedlitmus::expectation
