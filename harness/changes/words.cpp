#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "changes/distinct_texts.hpp"
#include "changes/words.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"

namespace schedlitmus::changes {

namespace {

constexpr std::size_t kWidest = 60;
constexpr std::size_t kMostAlso = 6;
constexpr std::size_t kMostValues = 8;

std::string number(double value) { return format_number(std::round(value * 100) / 100); }

bool is_silent_place(const compare::Place& place) { return !place.why_none.empty(); }

/// What follows says where a compiler looked, which is different on each release.
std::string_view first_line(const compare::Place& place) {
  return std::string_view(place.why_none).substr(0, place.why_none.find('\n'));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Texts that are sets of lines without those that all of them have.
std::vector<std::string> without_common_lines(const std::vector<std::string>& texts) {
  std::map<std::string_view, std::set<std::size_t>> having;
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (const auto line : lines_of(texts[i])) having[line].insert(i);
  std::vector<std::string> rests;
  for (const auto& text : texts) {
    std::string rest;
    bool left_out = false;
    for (const auto line : lines_of(text)) {
      const bool common = having[line].size() == texts.size();
      if (!common) rest += std::exchange(left_out, false) ? fmt::format("…\n{}\n", line) : fmt::format("{}\n", line);
      left_out = left_out || common;
    }
    if (left_out) rest += "…\n";
    if (!rest.empty()) rest.pop_back();
    rests.push_back(std::move(rest));
  }
  return rests;
}

}  // namespace

std::string format_chance(double p) {
  return p < 1e-4 ? fmt::format("{:.1e}", p) : format_number(std::round(p * 1e4) / 1e4);
}

std::string describe_step(const Compared& compared, std::size_t line, std::size_t from, std::size_t to) {
  const auto& places = compared.lines[line].places;
  if (from == to) return describe_place(places[to]);
  return fmt::format("{} -> {}", describe_place(places[from]), describe_place(places[to]));
}

std::vector<std::string> describe_values(const compare::Change& change, const std::vector<std::string>& values) {
  if (change.is_number) return values;
  std::vector<std::string> texts{change.before.usual, change.after.usual};
  texts.insert(texts.end(), values.begin(), values.end());
  const bool same = std::ranges::all_of(texts, [&](const auto& text) { return text == texts.front(); });
  if (change.what.statistic == compare::Statistic::whole && !same) texts = without_common_lines(texts);
  texts = distinct_texts(texts, kWidest);
  texts.erase(texts.begin(), texts.begin() + 2);
  if (change.what.name == "exit") return texts;
  for (auto& text : texts) text = fmt::format("\"{}\"", text);
  return texts;
}

std::string describe_side(const compare::Change& change, const compare::Shown& side) {
  return describe_values(change, {side.usual}).front();
}

std::string describe_histogram(const compare::Change& change, const compare::Shown& side) {
  std::vector<std::string> bins;
  const auto& all = side.histogram;
  if (all.size() > kMostValues && change.is_number) {
    return fmt::format("{}..{}, median {} ({} values in {} runs)", all.front().first, all.back().first, side.usual,
                       all.size(), side.runs);
  }
  std::vector<std::string> values;
  for (std::size_t i = 0; i < std::min(all.size(), kMostValues); ++i) values.push_back(all[i].first);
  values = describe_values(change, values);
  for (std::size_t i = 0; i < values.size(); ++i) bins.push_back(fmt::format("{} x{}", values[i], all[i].second));
  if (all.size() > kMostValues) bins.push_back(fmt::format("{} others", all.size() - kMostValues));
  return fmt::format("{}", fmt::join(bins, ", "));
}

namespace {

/// `text`: what is usual there.
std::string cell_text(const compare::Change& example, const compare::Shown& shown, std::string text) {
  if (shown.runs == 0) return "-";
  if (example.is_number && shown.least != shown.greatest) {
    text += fmt::format(" ({}..{})", shown.histogram.front().first, shown.histogram.back().first);
  } else if (!example.is_number && shown.usual_runs < shown.runs) {
    text += fmt::format(" ({} of {})", shown.usual_runs, shown.runs);
  }
  return text;
}

}  // namespace

std::vector<std::string> describe_column(const Compared& compared, std::size_t line, const compare::Table& table,
                                         std::size_t column) {
  const auto example = std::ranges::find_if(compared.comparison.changes, [&](const compare::Change& change) {
    return change.line == line && change.what.id == table.columns[column].id;
  });
  std::vector<std::string> usual;
  for (const auto& row : table.rows) usual.push_back(row.cells[column].usual);
  auto texts = describe_values(*example, usual);
  for (std::size_t row = 0; row < texts.size(); ++row)
    texts[row] = cell_text(*example, table.rows[row].cells[column], texts[row]);
  return texts;
}

std::string describe_also(const compare::Change& change) {
  std::vector<std::string> also;
  for (std::size_t i = 0; i < std::min(change.also.size(), kMostAlso); ++i)
    also.push_back(report::clean_text(change.also[i]));
  if (change.also.size() > kMostAlso) also.push_back(fmt::format("{} more", change.also.size() - kMostAlso));
  return fmt::format("{}", fmt::join(also, "; "));
}

std::string show_commands(const compare::Change& change, const std::string& path) {
  if (change.after.examples.empty()) return {};
  const auto store = path == kDefaultStore ? std::string() : " --store " + shell_quote(path);
  std::string text;
  if (!change.before.examples.empty())  // a baseline's are elsewhere
    text = fmt::format("{} show {}{}; ", own_name(), change.before.examples.back(), store);
  return text + fmt::format("{} show {}{}", own_name(), change.after.examples.front(), store);
}

std::string headline(const Compared& compared) {
  const auto count = compared.comparison.changes.size();
  const auto name = report::clean_text(compared.name);
  if (count > 0) return fmt::format("{}: {}", name, count_of(count, "change"));
  return fmt::format("{}: no change{}", name, exit_code(compared) == 2 ? " seen, not all is decided" : "");
}

std::string describe_statistics(const compare::Change& change) {
  return fmt::format("{} {} (95 % interval {} to {}), p = {}", change.of_rate ? "change of the rate" : "Cliff's delta",
                     number(change.effect), number(change.interval.lower), number(change.interval.upper),
                     format_chance(change.p));
}

std::string describe_certainty(const compare::Change& change) {
  return fmt::format("{}, q = {}", describe_statistics(change), format_chance(change.q));
}

std::vector<std::string> not_compared(const Compared& compared) {
  std::vector<std::string> all;
  for (const auto& line : compared.lines) {
    const auto& places = line.places;
    for (std::size_t first = 0; first < places.size(); ++first) {
      if (!is_silent_place(places[first])) continue;
      std::size_t last = first;
      while (last + 1 < places.size() && is_silent_place(places[last + 1]) &&
             first_line(places[last + 1]) == first_line(places[first])) {
        ++last;
      }
      all.push_back(fmt::format("{}{}: {}", line.label.empty() ? "" : line.label + ", ",
                                compare::describe_range(line, first, last),
                                report::clean_text(places[last].why_none, report::Lines::many)));
      first = last;
    }
  }
  return all;
}

namespace {

std::vector<std::string> undecided_lines(const Compared& compared) {
  std::vector<std::string> lines;
  for (const auto& gap : compared.comparison.undecided)
    lines.push_back(
        fmt::format("{}: {}", describe_step(compared, gap.line, gap.from, gap.to), report::clean_text(gap.why)));
  return lines;
}

std::vector<std::string> runtime_lines(const Compared& compared) {
  std::vector<std::string> lines;
  for (const auto& change : compared.comparison.runtime_changes) {
    lines.push_back(fmt::format("{}: {} {} -> {} (q = {})",
                                describe_step(compared, change.line, change.from, change.to), describe(change.what),
                                change.before.usual, change.after.usual, format_chance(change.q)));
  }
  return lines;
}

std::vector<std::string> format_lines(const Compared& compared) {
  std::vector<std::string> lines;
  for (const auto& change : compared.comparison.format_changes) {
    lines.push_back(fmt::format("{}: {} {}{}", describe_step(compared, change.line, change.from, change.to),
                                change.field,
                                change.appears   ? "appears"
                                : change.is_word ? "is said of fewer"
                                                 : "is gone",
                                change.why.empty() ? "" : ": " + change.why));
  }
  return lines;
}

}  // namespace

std::vector<Findings> other_findings(const Compared& compared) {
  std::vector<Findings> all{{"Not compared", not_compared(compared)},
                            {"Not decided", undecided_lines(compared)},
                            {"The runtime's own (no change of the program's behaviour)", runtime_lines(compared)},
                            {"The trace's format and words only", format_lines(compared)}};
  std::erase_if(all, [](const Findings& findings) { return findings.lines.empty(); });
  return all;
}

int exit_code(const Compared& compared) {
  if (compared.interrupted) return 130;
  if (!compared.errors.empty()) return 3;
  if (!compared.comparison.changes.empty()) return 1;
  const auto& undecided = compared.comparison.undecided;
  const bool unknown = std::ranges::any_of(undecided, [](const auto& gap) { return gap.observable.empty(); });
  return unknown || compared.comparison.comparisons == 0 ? 2 : 0;
}

}  // namespace schedlitmus::changes
