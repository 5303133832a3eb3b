#include "campaign/lint.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <string_view>

#include "cli/commands_expectations.hpp"
#include "cli/exit_code.hpp"
#include "cli/home.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::cli {

namespace {

using Json = nlohmann::ordered_json;

/// "file:line:column" apart; a where without numbers is a file.
Json place_json(const std::string& where) {
  std::string file = where;
  int numbers[2] = {0, 0};  // column, line
  for (int& number : numbers) {
    const auto colon = file.rfind(':');
    if (colon == std::string::npos) break;
    const char* end = file.data() + file.size();
    if (std::from_chars(file.data() + colon + 1, end, number).ptr != end) break;
    file.resize(colon);
  }
  Json json{{"file", file}};
  if (numbers[1] > 0) json.update({{"line", numbers[1]}, {"column", numbers[0]}});
  return json;
}

Json findings_json(const std::vector<Error>& findings) {
  Json list = Json::array();
  for (const auto& finding : findings) {
    Json json = place_json(finding.where);
    json["what"] = finding.what;
    json["hint"] = finding.hint;
    list.push_back(std::move(json));
  }
  return list;
}

/// As compilers write it, so that editors find the place.
void print(std::string_view kind, const std::vector<Error>& findings) {
  for (const auto& finding : findings) {
    fmt::print("{}: {}: {}\n", finding.where, kind, finding.what);
    if (!finding.hint.empty()) fmt::print("    {}\n", finding.hint);
  }
}

}  // namespace

int lint_command(const LintOptions& options, const CommonOptions& /*common*/) {
  const auto home = find_home();
  auto paths = options.expectations;
  if (paths.empty()) paths.push_back(shown_path(home.expectations));
  const auto found = campaign::lint(paths, home.expectations, home.programs, options.set);
  const int code = found.errors.empty() ? kOk : kHarnessError;
  if (options.json) {
    const Json json{{"schema", "schedlitmus-lint/1"},
                    {"expectations", found.expectations},
                    {"errors", findings_json(found.errors)},
                    {"warnings", findings_json(found.warnings)}};
    fmt::print("{}\n", json.dump(2, ' ', false, Json::error_handler_t::replace));
    return code;
  }
  print("error", found.errors);
  print("warning", found.warnings);
  fmt::print("{} read: {}, {}\n", count_of(found.expectations, "expectation"), count_of(found.errors.size(), "error"),
             count_of(found.warnings.size(), "warning"));
  return code;
}

}  // namespace schedlitmus::cli
