#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "cli/compare.hpp"
#include "compare/power.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::cli {

namespace {

using compare::Change;

constexpr std::size_t kMostColumns = 6;
constexpr std::size_t kIndent = 2;
constexpr std::size_t kUsualRuns = 20;  ///< a side, where no place has any

bool is_of_trace(const Change& change) { return change.what.group != compare::Group::output; }

std::string step_text(const Change& change) {
  const auto& [before, after] = std::tie(change.before, change.after);
  const auto name = report::clean_text(describe(change.what));
  const auto runs = count_of(static_cast<std::uint64_t>(after.runs), "run");
  auto text = fmt::format("{} {} -> {} ({} of {})", name, describe_side(change, before), describe_side(change, after),
                          after.usual_runs, runs);
  if (before.usual == after.usual) {  // what is usual stays so, and becomes rarer or more frequent
    text = fmt::format("{} {} in {} of {} -> {} of {}", name, describe_side(change, after), before.usual_runs,
                       before.runs, after.usual_runs, runs);
  }
  if (!is_of_trace(change) && !change.also.empty()) text += fmt::format(", and {} more of it", change.also.size());
  return text;
}

/// All that changes between two places: the strongest of the trace's fields
/// stands for those that change with it.
std::string answer_line(const campaign::Compared& compared, const std::vector<const Change*>& changes) {
  std::vector<std::string> parts;
  std::vector<std::string> others;
  for (const auto* change : changes) {
    const bool told = is_of_trace(*change) && std::ranges::any_of(changes, [&](const Change* other) {
                        return other == change ? false : is_of_trace(*other) && other < change;
                      });
    if (told) {
      others.push_back(change->what.name);
    } else {
      parts.push_back(step_text(*change));
    }
  }
  auto text = fmt::format("{}", fmt::join(parts, "; "));
  if (!others.empty()) text += fmt::format("; with it {}", fmt::join(others, ", "));
  const auto& first = *changes.front();
  const auto& label = compared.lines[first.line].label;
  return fmt::format("{}{}: {}", label.empty() ? "" : label + ", ",
                     describe_step(compared, first.line, first.from, first.to), text);
}

std::string places_text(const campaign::Compared& compared) {
  std::size_t most = 0;
  for (const auto& line : compared.lines) {
    const auto counting = static_cast<std::size_t>(std::ranges::count_if(line.places, &compare::Place::counts));
    most = std::max(most, counting);
  }
  if (compared.baseline) {
    const auto pairs = std::ranges::count_if(compared.lines, [](const auto& line) { return line.places.size() > 1; });
    return count_of(static_cast<std::uint64_t>(pairs), "place") + " compared with the baseline";
  }
  const auto count = static_cast<std::uint64_t>(most);
  if (compared.axis == "Go") return count_of(count, "release");
  if (compared.axis == "variant") return count_of(count, "variant");
  return count_of(count, "setting of " + compared.axis, "settings of " + compared.axis);
}

std::string wrapped(const std::string& text, const report::TerminalStyle& style) {
  std::string out;
  const auto width = static_cast<std::size_t>(style.width);
  bool first = true;
  for (const auto& line : wrap_to_width(text, width - kIndent)) {
    out += std::string(first ? 0 : kIndent, ' ') + line + "\n";
    first = false;
  }
  return out;
}

/// How far the answer goes.
std::string rest_text(const campaign::Compared& compared) {
  const auto& result = compared.comparison;
  const bool alone = compared.lines.size() == 1 && compared.lines.front().places.size() == 1;
  if (alone && !compared.baseline)
    return fmt::format("one place, and nothing to compare it with ({})", count_of(result.runs, "run"));
  if (result.comparisons == 0) return fmt::format("nothing could be compared ({})", count_of(result.runs, "run"));
  return fmt::format("no {}change in {} ({}, {})", result.changes.empty() ? "" : "other ", places_text(compared),
                     count_of(result.runs, "run"), count_of(result.comparisons, "comparison"));
}

std::string answer_text(const campaign::Compared& compared, const report::TerminalStyle& style) {
  const auto& result = compared.comparison;
  std::string text;
  if (compared.interrupted) text = "interrupted; the same command with --resume goes on. Until then:\n";
  std::vector<const Change*> here;
  for (std::size_t i = 0; i < result.changes.size(); ++i) {
    here.push_back(&result.changes[i]);
    const bool last = i + 1 == result.changes.size() || result.changes[i + 1].line != result.changes[i].line ||
                      result.changes[i + 1].to != result.changes[i].to;
    if (!last) continue;
    text += wrapped(coloured(answer_line(compared, here), Colour::bold, style.colour), style);
    here.clear();
  }
  return text + wrapped(rest_text(compared), style);
}

/// `text`: what is usual there.
std::string cell_text(const Change& example, const compare::Shown& shown, std::string text) {
  if (shown.runs == 0) return "-";
  if (example.is_number && shown.least != shown.greatest) {
    text += fmt::format(" ({}..{})", shown.histogram.front().first, shown.histogram.back().first);
  } else if (!example.is_number && shown.usual_runs < shown.runs) {
    text += fmt::format(" ({} of {})", shown.usual_runs, shown.runs);
  }
  return text;
}

/// One column's cells: what is different in them can be seen.
std::vector<std::string> column_text(const Change& example, const compare::Table& table, std::size_t column) {
  std::vector<std::string> usual;
  for (const auto& row : table.rows) usual.push_back(row.cells[column].usual);
  auto texts = describe_values(example, usual);
  for (std::size_t row = 0; row < texts.size(); ++row)
    texts[row] = cell_text(example, table.rows[row].cells[column], texts[row]);
  return texts;
}

std::string table_text(const campaign::Compared& compared, std::size_t index, const report::TerminalStyle& style) {
  const auto& line = compared.lines[index];
  auto table = compare::table_of(line, index, compared.comparison.changes);
  if (table.rows.empty()) return {};
  const auto columns = std::min(table.columns.size(), kMostColumns);
  std::vector<Column> titles{{compared.axis}, {"runs", Align::right}};
  for (std::size_t i = 0; i < columns; ++i)
    titles.push_back({report::clean_text(describe(table.columns[i])), Align::left, Overflow::wrap});
  std::vector<std::vector<std::string>> texts;
  for (std::size_t i = 0; i < columns; ++i) {
    const auto example = std::ranges::find_if(compared.comparison.changes, [&](const Change& change) {
      return change.line == index && change.what.id == table.columns[i].id;
    });
    texts.push_back(column_text(*example, table, i));
  }
  Table rows(titles);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& row = table.rows[i];
    std::vector<Cell> cells{compare::describe_range(line, row.first, row.last), std::to_string(row.runs)};
    for (const auto& column : texts) cells.emplace_back(column[i]);
    rows.row(std::move(cells));
  }
  auto text =
      rows.to_string({.colour = style.colour, .width = static_cast<std::size_t>(style.width), .indent = kIndent});
  if (columns < table.columns.size()) {
    text += fmt::format("  {} more columns are in the evidence below\n", table.columns.size() - columns);
  }
  return "\n" + (line.label.empty() ? "" : line.label + "\n") + text;
}

/// What a change would have had to be like to be found.
std::string power_text(const campaign::Compared& compared) {
  std::size_t runs = 0;
  for (const auto& line : compared.lines)
    for (const auto& place : line.places)
      if (place.counts()) runs = runs == 0 ? place.runs.size() : std::min(runs, place.runs.size());
  if (runs == 0) runs = kUsualRuns;
  const auto chance = [&](double before, double after) {
    return format_percent(compare::power(before, after, static_cast<int>(runs), compared.comparison.least_p));
  };
  return fmt::format(
      "with {} a side a change of an outcome's rate from .98 to .70 would be found with a chance of {}, to .30 {}, to "
      ".02 {}",
      count_of(runs, "run"), chance(.98, .70), chance(.98, .30), chance(.98, .02));
}

/// What of the traces was compared.
std::string traces_text(const campaign::Compared& compared) {
  Millis until{};
  for (const auto& line : compared.lines) until = std::max(until, line.traced_until);
  if (until.count() > 0) return fmt::format("compared until {}", format_duration(until));
  return "too short to be compared: a run must last for nine periods of schedtrace (--period)";
}

/// A go.mod that names one release for all hides what depends on it.
std::string go_line_text(const campaign::Compared& compared) {
  std::set<std::string> go_lines;
  std::size_t modules = 0;
  for (const auto& line : compared.lines) {
    for (const auto& place : line.places) {
      if (place.go_line.empty()) continue;
      go_lines.insert(place.go_line);
      ++modules;
    }
  }
  if (compared.axis != "Go" || compared.baseline || modules < 2 || go_lines.size() != 1) return {};
  return fmt::format(
      "go.mod says go {} for all: what the language and GODEBUG defaults make of later releases does not show",
      *go_lines.begin());
}

std::string context_text(const campaign::Compared& compared) {
  const auto& context = compared.context;
  std::string text = fmt::format("compared  {}\n", report::clean_text(compared.name));
  if (!compared.setting.empty()) text += fmt::format("setting   {}\n", report::clean_text(compared.setting));
  text += fmt::format("runs      {} count{}\n", compared.comparison.runs,
                      compared.comparison.excluded == 0
                          ? ""
                          : fmt::format(", {} do not: the host was busy", compared.comparison.excluded));
  if (const auto& with = compared.baseline) {
    text += fmt::format("baseline  {}: {} on {}\n", report::clean_text(with->from), report::clean_text(with->made_by),
                        report::clean_text(with->host));
    for (const auto& caution : with->cautions) text += fmt::format("mind      {}\n", report::clean_text(caution));
    for (const auto& place : with->not_run) text += fmt::format("not run   {}\n", report::clean_text(place));
  }
  text += fmt::format("traces    {}\n", traces_text(compared));
  if (const auto note = go_line_text(compared); !note.empty()) text += fmt::format("mind      {}\n", note);
  text += fmt::format("power     {}\n", power_text(compared));
  if (compared.self_check) {
    text += fmt::format("A/A       {} named in {} of halves of the same runs\n",
                        count_of(compared.self_check->changes.size(), "false change"),
                        count_of(compared.self_check->comparisons, "comparison"));
  }
  text += fmt::format("host      {}\n", report::clean_text(context.host));
  text += fmt::format("seed      {}, store {}, campaign {}\n", context.seed, context.store, context.campaign);
  return text + fmt::format("command   {}\n", report::clean_text(context.command));
}

}  // namespace

std::string to_terminal(const campaign::Compared& compared, const report::TerminalStyle& style) {
  auto text = answer_text(compared, style);
  for (std::size_t i = 0; i < compared.lines.size(); ++i) text += table_text(compared, i, style);
  text += evidence_text(compared, style);
  return text + "\n" + context_text(compared);
}

}  // namespace schedlitmus::cli
