// The language: the program and its settings.
#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {
namespace {

constexpr std::string_view kGodebug =
    R"({"type": "object", "propertyNames": {"pattern": "^[^=, ]+$", "not": {"enum": ["schedtrace", "scheddetail"]}},
        "additionalProperties": {"type": "string", "pattern": "^[^=, ]+$"}})";

std::vector<LanguageKey> variant_keys() {
  std::vector<LanguageKey> keys = {
      {"name", "text",
       R"({"type": "string", "pattern": "^[A-Za-z0-9._=,+-]+$", "examples": ["plain", "asyncpreemptoff=1"]})",
       "Stands in reports and in the store.", true},
      {"args", "list of texts", kTextsSchema, "The program's arguments, in place of the scenario's."}};
  for (const LanguageKey& key : executable_language()) keys.push_back(key);
  keys.push_back({"env", "texts by name", kEnvSchema, "Added to the scenario's."});
  keys.push_back({"godebug", "texts by name", kGodebug, "Added to the scenario's."});
  return keys;
}

}  // namespace

std::vector<LanguageObject> language_of_scenario() {
  return {
      {"scenario",
       "scenario",
       "A program, or a command, with its settings.",
       {{"program", "text", "text",
         R"(A folder of goprograms/, or a path relative to this file. A scenario has this or "command".)"},
        {"command", "[command](#command)", "command", "A service in place of the program, with what loads it."},
        {"go", "releases", "selector",
         "The releases that the expectation speaks about. It is skipped on others. Only of a command that is not built "
         "it may be left out: a ready binary says itself which release made it.",
         false},
        {"gomaxprocs", "list of whole numbers",
         R"({"type": "array", "minItems": 1, "uniqueItems": true,
             "items": {"type": "integer", "minimum": 1, "maximum": 1024}})",
         "GOMAXPROCS of the program; one run of the matrix for each. Always a list.", true},
        {"args", "list of texts", kTextsSchema, R"(The program's arguments; of a command, see "argv".)"},
        {"env", "texts by name", kEnvSchema,
         "Further environment variables of the program. GODEBUG and GOMAXPROCS have keys of their own."},
        {"godebug", "texts by name", kGodebug,
         R"(Further settings of GODEBUG, one a key: {"asyncpreemptoff": "1"}. The trace's own, schedtrace and scheddetail, are set by "trace".)"},
        {"default_releases", "releases", "selector",
         R"(The releases to run on where the command line names none; without it, those of "go".)"},
        {"trace", "[trace](#trace), or `false`", R"({"oneOf": [{"const": false}, {"$ref": "#/definitions/trace"}]})",
         R"(How the scheduler's trace is taken. false: not at all; then all checks are on the run's end, with "measure" and "outcome".)"},
        {"deadline", "duration", "duration",
         "A run that is still going is stopped then; at most 1h. Default 30s, and with a load as long as that may "
         "take. A "
         "run ends earlier, as soon as every check is decided."},
        {"max_output", "size", "size",
         "A run that writes more to stdout and stderr together is stopped. Default 1GiB."},
        {"max_memory", "size", "size",
         "A run that has more in memory is stopped. Default: three quarters of the machine's memory."},
        {"variants", "list of [variants](#variant)",
         R"({"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/variant"}})",
         "An axis of the matrix: the scenario is run once for each, with these changes."}},
       R"("oneOf": [{"required": ["program"]}, {"required": ["command"]}])"},
      {"trace",
       "trace",
       "How the scheduler's trace is taken.",
       {{"period", "duration", "duration", "One sample each; from 10ms, the runtime's own pace, to 1m. Default 100ms."},
        {"detail", "true or false", R"({"type": "boolean"})", "With every P, M and G (scheddetail=1). Default false."},
        {"capture", R"(`"auto"`, `"messages"` or `"pipe"`)", R"({"enum": ["auto", "messages", "pipe"]})",
         "How stderr is taken: messages (write by write: nothing tears and processes come apart), pipe (a stream; "
         "cheaper for a large detailed trace), or auto (the default): messages without detail, pipe with it."}},
       ""},
      {"variant", "variants", "What is different from the scenario; of a command its build, binary or argv.",
       variant_keys(), ""},
  };
}

}  // namespace schedlitmus::expectation
