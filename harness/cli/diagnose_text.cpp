#include "cli/diagnose_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "support/numbers.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"
#include "trace/words.hpp"

namespace schedlitmus::cli {
namespace {

using namespace diagnosis;

constexpr std::size_t kIndent = 2;

TableStyle layout_of(const report::TerminalStyle& style, std::size_t indent = kIndent) {
  return {.colour = style.colour, .width = static_cast<std::size_t>(std::max(0, style.width)), .indent = indent};
}

bool is_share(std::string_view unit) { return unit.starts_with("of the ") || unit.starts_with("of these "); }

/// "12.5", "34 % of the samples"
std::string value_text(double value, std::string_view unit) {
  constexpr double kTenths = 10;
  const auto number = is_share(unit) ? format_percent(value) : format_number(std::round(value * kTenths) / kTenths);
  return unit.empty() ? number : fmt::format("{} {}", number, unit);
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

std::string goroutine_text(const SeenGoroutine& g) {
  auto text = fmt::format("G{} {}", g.id, trace::goroutine_status(g.status).name);
  if (!g.waitreason.empty()) text += fmt::format(" ({})", g.waitreason);
  if (g.m) text += fmt::format(" on M{}", *g.m);
  if (!g.where.empty()) text += " in " + g.where;
  return text;
}

std::vector<std::string> ids(char letter, const std::vector<std::int64_t>& numbers) {
  std::vector<std::string> words;
  for (const auto id : numbers) words.push_back(fmt::format("{}{}", letter, id));
  return words;
}

void add_figures(Table& table, const Diagnosis& found, const Rules& rules) {
  for (const auto& figure : found.evidence.figures) {
    const auto limit = figure.rule
                           ? fmt::format("limit {}  ({})", value_text(rules[*figure.rule], ""), rule(*figure.rule).word)
                           : std::string();
    const bool share = figure.rule && is_share(figure.unit);
    const auto shown =
        share ? fmt::format("limit {}  ({})", format_percent(rules[*figure.rule]), rule(*figure.rule).word) : limit;
    table.row({figure.what, value_text(figure.value, figure.unit), Cell{shown, Colour::dim}});
  }
}

std::vector<std::pair<std::string, std::string>> involved(const Diagnosis& found) {
  const auto& evidence = found.evidence;
  std::vector<std::pair<std::string, std::string>> lines;
  std::vector<std::string> words;
  for (const auto& each : evidence.reasons)
    words.push_back(fmt::format("{} {} -> {}", each.waitreason, each.first, each.last));
  if (!words.empty()) lines.emplace_back("waits for", joined(words));
  words.clear();
  for (const auto& g : evidence.goroutines) words.push_back(goroutine_text(g));
  if (!words.empty()) lines.emplace_back("goroutines", joined(words));
  if (!evidence.procs.empty()) lines.emplace_back("Ps", joined(ids('P', evidence.procs)));
  if (!evidence.machines.empty()) lines.emplace_back("Ms", joined(ids('M', evidence.machines)));
  words.clear();
  for (const auto time : evidence.times) words.push_back(format_duration(time));
  if (!words.empty()) lines.emplace_back("seen at", joined(words));
  for (const auto& remark : evidence.remarks) lines.emplace_back("note", remark);
  return lines;
}

std::string section(const Diagnosis& found, const Rules& rules, const report::TerminalStyle& style) {
  const auto& told = about(found.name);
  auto text = fmt::format("{}: {}\n", coloured(told.word, Colour::bold, style.colour), told.title);
  Table figures({{""}, {"", Align::right}, {""}});
  add_figures(figures, found, rules);
  text += figures.to_string(layout_of(style));
  Table rest({{""}, {"", Align::left, Overflow::wrap}});
  for (auto& [what, line] : involved(found)) rest.row({Cell{what, Colour::dim}, line});
  rest.row({Cell{"means", Colour::dim}, told.meaning});
  rest.row({Cell{"do", Colour::dim}, told.advice});
  rest.row({Cell{"mind", Colour::dim}, told.misleads});
  return text + rest.to_string(layout_of(style)) + "\n";
}

std::string looked_at(const Findings& findings, const std::string& of) {
  auto text = fmt::format("{} over {} of {} (from {} to {}; GOMAXPROCS={}{})", count_of(findings.samples, "sample"),
                          format_duration(findings.until - findings.from), of, format_duration(findings.from),
                          format_duration(findings.until), findings.gomaxprocs,
                          findings.detailed ? "" : "; without scheddetail");
  if (findings.processes > 1) {
    text = fmt::format("{} of {} processes, one after another, in {} (GOMAXPROCS={}{})",
                       count_of(findings.samples, "sample"), findings.processes, of, findings.gomaxprocs,
                       findings.detailed ? "" : "; without scheddetail");
  }
  if (findings.samples == 0) text = fmt::format("{} of {}", count_of(0, "sample"), of);
  return text;
}

std::string answer(const Findings& findings, const std::string& of, const report::TerminalStyle& style) {
  if (findings.answer == Answer::nothing)
    return coloured("nothing found", Colour::green, style.colour) + " in " + looked_at(findings, of) + "\n";
  if (findings.answer == Answer::cannot_tell)
    return coloured(findings.why, Colour::yellow, style.colour) + "; " + looked_at(findings, of) + "\n";
  auto text = fmt::format(
      "{} in {}\n", coloured(count_of(findings.diagnoses.size(), "diagnosis", "diagnoses"), Colour::red, style.colour),
      looked_at(findings, of));
  Table table({{""}, {""}, {"", Align::left, Overflow::wrap}});
  for (const auto& found : findings.diagnoses) {
    table.row({Cell{name_of(found.name), Colour::bold}, fmt::format("confidence {}", name_of(found.confidence)),
               found.summary});
    std::vector<std::string> effects;
    for (const auto name : found.explains) effects.emplace_back(name_of(name));
    if (!effects.empty()) table.row({"", "", "explains " + joined(effects) + ", seen as well"});
  }
  return text + table.to_string(layout_of(style));
}

/// The first figure that is below its limit, else the first that has one; nullptr: none has.
const Figure* what_is_missing(const std::vector<Figure>& figures, const Rules& rules) {
  const auto has_limit = [](const Figure& figure) { return figure.rule.has_value(); };
  const auto is_below = [&](const Figure& figure) { return figure.rule && figure.value < rules[*figure.rule]; };
  auto found = std::ranges::find_if(figures, is_below);
  if (found == figures.end()) found = std::ranges::find_if(figures, has_limit);
  return found == figures.end() ? nullptr : &*found;
}

/// "looked for: deadlock (0 seconds, limit 1), ..."
std::string not_found(const Findings& findings, const report::TerminalStyle& style) {
  Table table({{""}, {"", Align::right}, {""}, {"", Align::left, Overflow::wrap}});
  for (const auto& each : findings.cleared) {
    const auto* const main = what_is_missing(each.figures, findings.rules);
    if (main == nullptr || !main->rule) continue;
    const auto limit = findings.rules[*main->rule];
    table.row({name_of(each.name), value_text(main->value, is_share(main->unit) ? main->unit : std::string_view()),
               Cell{"limit " + (is_share(main->unit) ? format_percent(limit) : format_number(limit)), Colour::dim},
               Cell{main->what, Colour::dim}});
  }
  const auto layout = layout_of(style);
  std::string text;
  if (!table.empty()) text += "looked for, not found:\n" + table.to_string(layout);
  Table unseen({{""}, {"", Align::left, Overflow::wrap}});
  for (const auto& each : findings.not_looked_at) unseen.row({name_of(each.name), Cell{each.why, Colour::dim}});
  if (!unseen.empty()) text += "not looked at:\n" + unseen.to_string(layout);
  return text;
}

}  // namespace

std::string to_terminal(const Findings& findings, const std::string& of, const report::TerminalStyle& style) {
  auto text = answer(findings, of, style) + "\n";
  for (const auto& found : findings.diagnoses) text += section(found, findings.rules, style);
  return text + not_found(findings, style);
}

std::string rules_to_terminal(const Rules& rules, const report::TerminalStyle& style) {
  constexpr std::size_t kUnder = 4;
  const auto width = std::max(style.width > 0 ? static_cast<std::size_t>(style.width) : std::string::npos, 2 * kUnder);
  std::string text;
  const auto add = [&](std::string_view lines) {
    for (const auto& line : wrap_to_width(lines, width - kUnder)) text += fmt::format("{:{}}{}\n", "", kUnder, line);
  };
  for (const auto& each : all_rules()) {
    text += fmt::format("{} >= {} {}  ({}{})\n", coloured(each.word, Colour::bold, style.colour),
                        is_share(each.unit) ? format_percent(rules[each.id]) : format_number(rules[each.id]), each.unit,
                        rules.set_by(each.id), each.margin == Margin::none ? "" : "; a baseline moves it");
    add(each.signal);
    add(fmt::format("source: {}", each.source));
  }
  return text +
         fmt::format("\nAll need {} samples after the warm-up ({} unless told otherwise) and look at windows of {}.\n",
                     kLeastSamples, format_duration(kStartUp), format_duration(kWindow));
}

}  // namespace schedlitmus::cli
