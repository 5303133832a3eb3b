// Expectation files in a line, for the tests of the loader and of the schema.
#pragma once

#include <string>
#include <string_view>

namespace schedlitmus::expectation {

inline constexpr std::string_view kScenario = R"({"program": "p", "go": ">=1.5", "gomaxprocs": [2]})";
inline constexpr std::string_view kCheck = R"({"id": "c", "at": "2s", "field": "runqueue", "equals": 0})";

/// A file whose scenario begins at 3:1, whose first check begins at 5:1 and
/// whose further keys begin at 7:1.
inline std::string file_text(std::string_view scenario, std::string_view checks, std::string_view more = "") {
  std::string text = "{\"title\": \"t\",\n\"scenario\":\n";
  text += scenario;
  text += ",\n\"checks\": [\n";
  text += checks;
  text += more.empty() ? "\n]\n" : "\n],\n";
  text += more;
  return text + "}\n";
}
inline std::string with_scenario(std::string_view scenario) { return file_text(scenario, kCheck); }
inline std::string with_check(std::string_view check) { return file_text(kScenario, check); }
inline std::string with_more(std::string_view more) { return file_text(kScenario, kCheck, more); }

}  // namespace schedlitmus::expectation
