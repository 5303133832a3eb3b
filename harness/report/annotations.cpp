// GitHub's workflow commands: each check that is not as expected at the line
// of its file, whatever the number of releases on which it is so.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <vector>

#include "report/escape.hpp"
#include "report/facts.hpp"
#include "report/format.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

/// Where an annotation points; lines and columns from 1, 0: not known.
struct Place {
  std::string file;
  int line = 0, column = 0;
};

std::string annotation(std::string_view level, const Place& place, const std::string& title,
                       const std::string& message) {
  std::string properties;
  const auto property = [&](const char* name, const std::string& value) {
    if (!value.empty())
      properties += fmt::format("{}{}={}", properties.empty() ? "" : ",", name, escape_property(value));
  };
  const auto number = [](int value) { return value > 0 ? fmt::format("{}", value) : std::string(); };
  property("file", clean_text(place.file));
  property("line", number(place.line));
  property("col", number(place.column));
  property("title", title);
  return fmt::format("::{} {}::{}\n", level, properties, escape_command(message));
}

/// Takes ":12" off the end of the text.
int take_number(std::string& text) {
  const std::size_t colon = text.rfind(':');
  int number = 0;
  if (colon == std::string::npos || colon + 1 == text.size()) return 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc() || stop != end) return 0;
  text.resize(colon);
  return number;
}

/// "file:line:column" or "file:line"; what has no line is no place in a file.
Place place_of(std::string where) {
  Place place;
  place.column = take_number(where);
  place.line = take_number(where);
  if (place.line == 0) std::swap(place.line, place.column);
  if (place.line > 0) place.file = std::move(where);
  return place;
}

/// A check that is not as expected, with all its cells.
struct Trouble {
  const CheckReport* first = nullptr;
  std::string name;                ///< of the expectation
  std::vector<std::string> lines;  ///< one a cell
  std::string repeat;              ///< a command
};

using Key = std::tuple<std::string, int, int, std::string>;

/// By place, so that a check with several cells is one annotation.
std::map<Key, Trouble> troubles_of(const Report& report, Judgement wanted) {
  std::map<Key, Trouble> troubles;
  for (const Cell& cell : report.cells) {
    if (!is_checked(cell) || cell.row >= report.expectations.size()) continue;
    for (const CheckReport& check : cell.checks) {
      if (judge(check) != wanted) continue;
      Trouble& trouble = troubles[{check.file, check.line, check.column, check.id}];
      if (trouble.first == nullptr) {
        trouble.first = &check;
        trouble.name = clean_text(report.expectations[cell.row].name);
        trouble.repeat = clean_text(cell.reproduce);
      }
      trouble.lines.push_back(fmt::format("{}, {}: {}; {}", format_release(cell.release),
                                          format_setting(cell.gomaxprocs, cell.variant), describe_judgement(check),
                                          describe_rate(check.verdict)));
    }
  }
  return troubles;
}

std::string check_annotations(const Report& report, Judgement wanted, std::string_view level) {
  std::string out;
  for (const auto& [key, trouble] : troubles_of(report, wanted)) {
    const CheckReport& check = *trouble.first;
    const std::string title = fmt::format("{} {}: {}", trouble.name, clean_text(check.id), describe_judgement(check));
    std::string message = "expected: " + clean_text(check.condition);
    for (const std::string& line : trouble.lines) message += "\n" + line;
    if (!trouble.repeat.empty()) message += "\nreproduce: " + trouble.repeat;
    out += annotation(level, {check.file, check.line, check.column}, title, message);
  }
  return out;
}

std::string error_annotation(const Error& error) {
  std::string message = clean_text(error.what, Lines::many);
  if (!error.hint.empty()) message += "\n" + clean_text(error.hint, Lines::many);
  const Place place = place_of(error.where);
  if (place.file.empty() && !error.where.empty()) message = clean_text(error.where) + ": " + message;
  return annotation("error", place, "schedlitmus: error", message);
}

/// Errors of the whole, then those of cells, each once.
std::string error_annotations(const Report& report) {
  std::vector<Error> errors = report.errors;
  for (const Cell& cell : report.cells)
    if (cell.error && std::ranges::find(errors, *cell.error) == errors.end()) errors.push_back(*cell.error);
  std::string out;
  for (const Error& error : errors) out += error_annotation(error);
  return out;
}

}  // namespace

std::string to_annotations(const Report& report) {
  return error_annotations(report) + check_annotations(report, Judgement::failed, "error") +
         check_annotations(report, Judgement::inconclusive, "warning");
}

}  // namespace schedlitmus::report
