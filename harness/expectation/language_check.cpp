// The language: a check, and when it looks.
#include "expectation/language_parts.hpp"

namespace schedlitmus::expectation {
namespace {

std::vector<LanguageKey> first_keys() {
  return {
      {"id", "text", R"({"type": "string", "pattern": "^[a-z0-9-]+$"})",
       "Its name, of its own in the file: a-z, 0-9 and -.", true},
      {"why", "text", "text", "Why it should hold. Stands in the report when it does not."},
      {"accepted", "text", "text",
       "Written by `schedlitmus accept`: when, for what reason and on what evidence its values were changed."},
      {"class", R"(`"typical"`, `"invariant"` or `"distribution"`)",
       R"({"enum": ["typical", "invariant", "distribution"]})",
       R"(typical (the default): it should hold in most runs, by "hold". invariant: one undamaged sample that breaks it decides; with "at", "always" and "never". distribution: the numbers of all runs together, against "reference" or with bounds for their median; with "at", "quantile", "aggregate", "measure" and the exit status.)"},
      {"reference", "[reference](#reference)", "reference",
       "Of class distribution: what runs gave where it is as promised."},
  };
}

std::vector<LanguageKey> run_keys() {
  return {
      {"measure", "text", R"({"type": "string", "pattern": "^[^ \\t\\r\\n=]+$"})",
       R"(A number that the program prints on stdout in a line "measure: name=value"; the last one counts. Known at the end of the run.)"},
      {"load", "text", R"({"type": "string", "pattern": "^[^ \\t\\r\\n=]+$"})",
       R"(Likewise a number that the load of a service prints on its stdout, such as the requests that were answered.)"},
      {"outcome", "name", R"({"enum": "@facts"})",
       "How the run ended, or what it printed. Known at the end of the run."},
      {"diagnosis", "name", R"({"enum": "@diagnoses"})",
       R"(What the trace says is wrong with the program, as `schedlitmus diagnose` tells it (docs/diagnoses.md): "never" found over the run, or found ("eventually", without "by") by one that shows it. "from" is its warm-up; without, 300 ms. Seen at the end of the run. syscall-heavy needs a line "measure: requests=N" on the stdout of the program, or of its load.)"},
      {"rules", "numbers by rule",
       R"({"type": "object", "minProperties": 1, "propertyNames": {"enum": "@rules"},
           "additionalProperties": {"anyOf": [{"type": "number"}, {"$ref": "#/definitions/parameter_use"}]}})",
       R"(Of a diagnosis: other thresholds than `schedlitmus diagnose --list-rules` tells: {"goroutine-leak.slope": 50}.)"},
      {"pattern", "regular expression", "text",
       "Of an outcome that is a text: picks the part that counts, its first group or else all it matches; of stdout in "
       "the last line that has a match."},
  };
}

std::vector<LanguageKey> when_keys() {
  return {
      {"at", "duration", "duration",
       R"(The sample nearest to this time since the program's start, of a service since its load's start, in the window of "within".)"},
      {"within", "duration", "duration",
       R"(Of "at": how far from the time a sample may be, earlier or later. Default: the trace's period.)"},
      {"always", "`true`", R"({"const": true})", "Every sample in the window."},
      {"never", "`true`", R"({"const": true})", "No sample in the window."},
      {"eventually", "`true`", R"({"const": true})", R"(Some sample in the window from "from" until "by".)"},
      {"share", "[bounds](#share_bounds)", "share_bounds",
       R"(In which share of the window's samples: {"min": 0.1, "max": "50%"}. A bound of 10 % needs ten samples, one of 5 % twenty; with fewer the run is undecided.)"},
      {"streak", "[bounds](#streak)", "streak",
       R"(For how long without a break: {"min": 3} samples in a row, or {"max": "200ms"} from the first of them to the last.)"},
      {"trend", R"(`"growing"`, `"flat"`, `"shrinking"` or [bounds](#slope))",
       R"({"oneOf": [{"enum": ["growing", "flat", "shrinking"]}, {"$ref": "#/definitions/slope"}]})",
       R"(The slope over the window (Theil-Sen), in place of a condition: growing or shrinking (the 95 % interval excludes 0), flat (the change over the window is within "tolerance"), or bounds of the slope per second. Needs five samples.)"},
      {"quantile", "number between 0 and 1", R"({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1})",
       "This quantile of the window's values is compared: 0.5 is the median, 0.95 what 95 % of them are not above. The "
       "0.95 quantile needs twenty samples."},
      {"aggregate",
       "`\"mean\"`, `\"median\"`, `\"min\"`, `\"max\"`, `\"first\"`, `\"last\"`, `\"change\"` or `\"distinct\"`",
       R"({"enum": "@aggregates"})",
       "This number made of the window's values is compared. change: the last minus the first; distinct: how many "
       "different ones there are."},
      {"per", "text", R"({"type": "string", "pattern": "^[^ \\t\\r\\n=]+$"})",
       R"(Of "aggregate": its number is divided by this measure of the load before it is compared, so that a team reads system calls per request: "aggregate": "change", "field": "syscalltick_total", "per": "requests". A change in a window, as behind the warm-up, is divided by that window's share of the measure: the load counts as a steady one. Known at the end of the run.)"},
      {"from", "duration or [condition](#clause)", "edge",
       R"(Of all but "at": where the window begins; a time, or the first sample that is as a condition says: {"field": "idleprocs", "equals": 2}. Default: the program's start.)"},
      {"until", "duration or [condition](#clause)", "edge",
       R"(Of all but "at" and "eventually": where the window ends; a time, inclusive, or the first sample, itself outside, that is as a condition says. Default: the end of the trace, so the run goes on until the program ends.)"},
      {"by", "duration or [condition](#clause)", "edge",
       R"(Of "eventually": when at the latest; a time, or the first sample, itself inside, that is as a condition says. Required there.)"},
  };
}

constexpr std::string_view kCheckRules =
    R"("allOf": [
        {"if": {"required": ["diagnosis"]},
         "then": {"properties": {"field": false, "ratio": false, "difference": false, "goroutines": false,
                                 "measure": false, "load": false, "outcome": false, "pattern": false, "at": false, "always": false,
                                 "share": false, "streak": false, "trend": false, "quantile": false,
                                 "aggregate": false, "per": false, "within": false, "until": false, "by": false, "equals": false,
                                 "one_of": false, "matches": false, "min": false, "max": false, "tolerance": false,
                                 "order": false, "ps": false, "reference": false, "class": {"const": "typical"},
                                 "from": {"$ref": "#/definitions/duration"}},
                  "oneOf": [{"required": ["never"]}, {"required": ["eventually"]}]},
         "else": {"properties": {"rules": false}, "allOf": [
         {"if": {"anyOf": [{"required": ["measure"]}, {"required": ["load"]}, {"required": ["outcome"]}]},
          "then": {"properties": {"at": false, "always": false, "never": false, "eventually": false, "share": false,
                                  "streak": false, "trend": false, "quantile": false, "aggregate": false, "per": false,
                                  "within": false, "from": false, "until": false, "by": false}},
          "else": {"oneOf": [{"required": ["at"]}, {"required": ["always"]}, {"required": ["never"]},
                             {"required": ["eventually", "by"]}, {"required": ["share"]}, {"required": ["streak"]},
                             {"required": ["trend"]}, {"required": ["quantile"]}, {"required": ["aggregate"]}]}},
         {"if": {"required": ["trend"]},
          "then": {"properties": {"equals": false, "min": false, "max": false, "order": false}},
          "else": {
            "if": {"required": ["reference"]},
            "then": {"properties": {"equals": false, "one_of": false, "matches": false, "min": false, "max": false,
                                    "tolerance": false, "order": false, "ps": false}},
            "else": {"$ref": "#/definitions/condition"}}},
         {"if": {"properties": {"class": {"const": "invariant"}}, "required": ["class"]},
          "then": {"anyOf": [{"required": ["at"]}, {"required": ["always"]}, {"required": ["never"]},
                             {"required": ["measure"]}, {"required": ["load"]}, {"required": ["outcome"]}]}},
         {"if": {"properties": {"field": {"enum": "@lists"}}, "required": ["field"]},
          "then": {"properties": {"trend": false, "quantile": false, "aggregate": false}}},
         {"if": {"properties": {"class": {"const": "distribution"}}, "required": ["class"]},
          "then": {"anyOf": [{"required": ["at"]}, {"required": ["quantile"]}, {"required": ["aggregate"]},
                             {"required": ["measure"]}, {"required": ["load"]}, {"required": ["outcome"]}],
                   "properties": {"field": {"not": {"enum": "@lists"}},
                                  "outcome": {"enum": ["exit_status", "load_exit_status"]}}},
          "else": {"properties": {"reference": false}}}]}}],
       "dependencies": {
         "within": ["at"],
         "by": ["eventually"],
         "per": ["aggregate"],
         "from": {"not": {"required": ["at"]}},
         "until": {"not": {"anyOf": [{"required": ["at"]}, {"required": ["eventually"]}]}},
         "tolerance": {"anyOf": [{"required": ["equals"]}, {"required": ["one_of"]},
                                 {"properties": {"trend": {"const": "flat"}}, "required": ["trend"]}]}})";

std::vector<LanguageKey> check_keys() {
  std::vector<LanguageKey> all = first_keys();
  for (const auto& more : {subject_language(), run_keys(), when_keys(), condition_language()})
    all.insert(all.end(), more.begin(), more.end());
  return all;
}

constexpr std::string_view kLength =
    R"({"oneOf": [{"type": "integer", "minimum": 0, "maximum": 1000000}, {"$ref": "#/definitions/duration"}]})";
constexpr std::string_view kLengthFromOne =
    R"({"oneOf": [{"type": "integer", "minimum": 1, "maximum": 1000000}, {"$ref": "#/definitions/duration"}]})";
constexpr std::string_view kOneOfThem = R"("minProperties": 1)";

}  // namespace

std::vector<LanguageObject> language_of_checks() {
  return {
      {"check", "checks",
       "One condition on a run: what is looked at (one of field, ratio, difference, goroutines, measure, load, "
       "outcome, diagnosis), "
       "when "
       "(one of at, always, never, eventually, share, streak, trend, quantile, aggregate; not for measure, load and "
       "outcome), "
       "and what it should be (one of equals, one_of, matches, or bounds; not for trend and diagnosis).",
       check_keys(), kCheckRules},
      {"share_bounds",
       "share",
       "Bounds of a share of samples, as a number from 0 to 1 or in percent.",
       {{"min", "number or percent", R"({"allOf": [{"$ref": "#/definitions/part"}], "not": {"const": 0}})",
         "At least this share; above 0."},
        {"max", "number or percent", R"({"allOf": [{"$ref": "#/definitions/part"}], "not": {"const": 1}})",
         "At most this share; below 1."}},
       kOneOfThem},
      {"streak",
       "streak",
       "How long the condition holds without a break, in samples or in time.",
       {{"min", "whole number or duration", kLengthFromOne, "The longest streak is at least that long."},
        {"max", "whole number or duration", kLength, "No streak is longer."}},
       kOneOfThem},
      {"slope",
       "trend",
       "Bounds of the slope per second.",
       {{"min", "number", R"({"type": "number"})", "At least this slope per second."},
        {"max", "number", R"({"type": "number"})", "At most this slope per second."}},
       kOneOfThem},
      {"reference",
       "reference",
       "Of class distribution: what runs gave where it is as promised. HOLDS: the same within the margin; VIOLATED: "
       "other numbers, beyond the margin.",
       {{"runs", "list of numbers",
         R"({"type": "array", "minItems": 5, "maxItems": 1000, "items": {"type": "number"}})",
         "The number of each run.", true},
        {"go", "text", "text", "The release that they ran on.", true},
        {"why", "text", "text", "Where they come from."},
        {"margin", "number", R"({"type": "number", "minimum": 0})",
         "How far the numbers may be shifted and still count as the same. Default: Cliff's delta below 0.33, that is, "
         "a "
         "number of one side is the greater one in fewer than two of three pairs."}},
       ""},
  };
}

}  // namespace schedlitmus::expectation
