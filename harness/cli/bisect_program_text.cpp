#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "changes/words.hpp"
#include "cli/bisect.hpp"
#include "report/format.hpp"
#include "support/own_name.hpp"
#include "support/shell.hpp"
#include "support/table.hpp"

namespace schedlitmus::cli {

using campaign::Behaves;
using campaign::BisectedProgram;
using campaign::ProgramLook;
using campaign::ProgramStep;
using compare::Change;

namespace {

const ProgramLook* look_at(const BisectedProgram& found, const std::string& release) {
  const auto look = std::ranges::find(found.looks, release, &ProgramLook::release);
  return look == found.looks.end() ? nullptr : &*look;
}

/// "timed out", "5", "nothing of it"; empty: it cannot be told.
std::string shown_on(const BisectedProgram& found, const ProgramLook& look) {
  if (look.shown.runs == 0 || !found.followed) return {};
  return changes::describe_side(*found.followed, look.shown);
}

/// "1.11.13: exit 0 in 20 of 20 runs".
std::string seen_on(const BisectedProgram& found, const std::string& release) {
  const auto* look = look_at(found, release);
  if (look == nullptr || look->shown.runs == 0) return release;
  const auto text = fmt::format("{}: {}", release, shown_on(found, *look));
  const auto& shown = look->shown;
  if (!look->is_number) return fmt::format("{} in {} of {} runs", text, shown.usual_runs, shown.runs);
  return shown.least == shown.greatest ? fmt::format("{} in {} of {} runs", text, shown.runs, shown.runs)
                                       : fmt::format("{}, the median of {} runs", text, shown.runs);
}

/// "5 (3..8)"; of texts each one with its runs.
std::string value_on(const BisectedProgram& found, const ProgramLook& look) {
  const auto& shown = look.shown;
  if (shown.runs == 0 || !found.followed) return {};
  if (!look.is_number) return changes::describe_histogram(*found.followed, shown);
  auto text = shown_on(found, look);
  if (shown.least == shown.greatest) return text;
  return fmt::format("{} ({}..{})", text, shown.histogram.front().first, shown.histogram.back().first);
}

std::string word_for(const BisectedProgram& found, std::size_t index) {
  switch (found.steps[index].to) {
    case Behaves::as_good:
      return fmt::format("as on {} again since", found.good);
    case Behaves::as_bad: {
      const bool again = std::any_of(found.steps.begin(), found.steps.begin() + static_cast<std::ptrdiff_t>(index),
                                     [](const ProgramStep& step) { return step.to == Behaves::as_bad; });
      return again ? "bad again since" : "first bad";
    }
    case Behaves::otherwise:
    case Behaves::undecided:
      break;
  }
  return "unlike both ends since";
}

std::string step_text(const BisectedProgram& found, std::size_t index) {
  const auto& step = found.steps[index];
  const auto between = fmt::format("{}; {}", seen_on(found, step.before), seen_on(found, step.after));
  const auto word = word_for(found, index);
  if (step.undecided.empty()) {
    return fmt::format("{}: {} ({})\n", word, name_of_release(step.before, step.after), between);
  }
  return fmt::format("{}: {} or one of {}, which could not be decided ({})\n", word, step.after,
                     fmt::join(step.undecided, ", "), between);
}

std::string table_of(const BisectedProgram& found, const Change& followed, const report::TerminalStyle& style) {
  Table table({{"release"},
               {"is"},
               {report::clean_text(describe(followed.what)), Align::left, Overflow::wrap},
               {"runs", Align::right},
               {"campaigns", Align::right},
               {"", Align::left, Overflow::wrap}});
  for (const auto& look : found.looks) {
    table.row({look.release, name_of(look.is), value_on(found, look),
               look.shown.runs == 0 ? "" : fmt::format("{}", look.shown.runs),
               fmt::format("{}", fmt::join(look.campaigns, ", ")), report::clean_text(look.why)});
  }
  return table.to_string({.colour = style.colour, .width = static_cast<std::size_t>(style.width)});
}

std::string evidence(const ProgramStep& step, const std::string& store) {
  if (!step.change) return {};
  const auto& change = *step.change;
  auto text = fmt::format("\n{} -> {}: {}\n", step.before, step.after, report::clean_text(describe(change.what)));
  if (!change.what.shape.empty()) text += fmt::format("  in        \"{}\"\n", report::clean_text(change.what.shape));
  text += fmt::format("  before    {}\n", changes::describe_histogram(change, change.before));
  text += fmt::format("  after     {}\n", changes::describe_histogram(change, change.after));
  text += fmt::format("  how sure  {}\n", changes::describe_statistics(change));
  return text + fmt::format("  runs      {}\n", changes::show_commands(change, store));
}

std::string others_text(const BisectedProgram& found) {
  std::vector<std::string> others;
  for (const auto& change : found.others) {
    others.push_back(fmt::format("{} {} -> {}", report::clean_text(describe(change.what)),
                                 changes::describe_side(change, change.before),
                                 changes::describe_side(change, change.after)));
  }
  if (others.empty()) return {};
  return fmt::format("\nalso different: {} (--observable follows one)\n", fmt::join(others, "; "));
}

}  // namespace

bool is_exact(const BisectedProgram& found) {
  return !found.steps.empty() &&
         std::ranges::all_of(found.steps, [](const auto& step) { return step.undecided.empty(); });
}

std::string_view name_of(Behaves behaves) {
  constexpr std::string_view kNames[] = {"good", "bad", "other", "undecided"};
  return kNames[static_cast<std::size_t>(behaves)];
}

const ProgramStep* step_to_bad(const BisectedProgram& found) {
  const auto step = std::ranges::find(found.steps, Behaves::as_bad, &ProgramStep::to);
  return step == found.steps.end() ? nullptr : &*step;
}

std::string to_terminal(const BisectedProgram& found, const BisectOptions& options, const CommonOptions& common) {
  const auto style = report::TerminalStyle{};
  std::string text;
  if (found.interrupted) text += "interrupted before it was found; with --resume it goes on\n";
  for (std::size_t i = 0; i < found.steps.size(); ++i) text += step_text(found, i);
  if (found.followed) {
    text += fmt::format("\n{}: {}\n{}\n\n", report::clean_text(found.name),
                        report::clean_text(describe(found.followed->what)), report::clean_text(found.setting));
    text += table_of(found, *found.followed, style);
  }
  for (const auto& step : found.steps) text += evidence(step, options.run.store);
  text += others_text(found);
  text += fmt::format("\nagain: {}\n", common.again);
  if (found.steps.empty()) return text;
  return text + fmt::format("all that changes there: {} compare {} --go {},{}\n", own_name(),
                            shell_quote(options.run.expectations.front()), found.steps.front().before,
                            found.steps.front().after);
}

}  // namespace schedlitmus::cli
