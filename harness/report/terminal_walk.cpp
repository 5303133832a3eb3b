#include "report/terminal_walk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/format.hpp"
#include "report/terminal_matrix.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"

namespace schedlitmus::report {
namespace {

constexpr std::size_t kIndent = 4;
constexpr int kBar = 21;  ///< columns from one bound to the other

/// Where the value is on its way: "|······●····|", HOLDS on the left.
std::string bar_of(const Walk& walk, double value) {
  if (!walk.holds || !walk.violated || *walk.holds == *walk.violated) return {};
  const double share = (value - *walk.holds) / (*walk.violated - *walk.holds);
  const int place = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * (kBar - 1)));
  std::string bar = "|";
  for (int i = 0; i < kBar; ++i) bar += i == place ? "●" : "·";
  return bar + "|";
}

std::string title_of(const Walk& walk) {
  if (!walk.holds || !walk.violated) return {};
  return fmt::format("HOLDS {:.3g} .. {:.3g} VIOLATED", *walk.holds, *walk.violated);
}

Colour colour_of(const WalkStep& step) {
  if (step.taken != "counted") return Colour::dim;
  return step.outcome == "held" ? Colour::green : Colour::red;
}

bool was_asked(const WalkStep& step) { return step.taken != "not asked"; }

/// The runs that came when the check was decided: one line for all.
std::string line_of_not_asked(const Walk& walk) {
  const auto runs = walk.steps.size() - static_cast<std::size_t>(std::ranges::count_if(walk.steps, was_asked));
  if (runs == 0) return {};
  return fmt::format("{:{}}{} more not asked: the check was decided when {} began\n", "", kIndent,
                     count_of(runs, "run"), runs == 1 ? "it" : "they");
}

std::string table_of(const Walk& walk, const TerminalStyle& style) {
  Table table({{"run", Align::right},
               {"outcome"},
               {"seen", Align::left, Overflow::truncate},
               {"at", Align::right},
               {"taken"},
               {walk.measure, Align::right},
               {title_of(walk)},
               {"", Align::left, Overflow::wrap}});
  for (const WalkStep& step : walk.steps) {
    if (!was_asked(step)) continue;
    table.row({fmt::format("{}", step.run),
               {step.outcome.empty() ? "-" : step.outcome, colour_of(step)},
               clean_text(step.seen),
               step.time ? format_duration(*step.time) : std::string(),
               step.taken,
               fmt::format("{:.3g}", step.value),
               bar_of(walk, step.value),
               clean_text(step.why)});
  }
  return table.to_string(
      {.colour = style.colour, .width = static_cast<std::size_t>(std::max(style.width, 40)), .indent = kIndent});
}

std::string walk_text(const Report& report, const Cell& cell, const CheckReport& check, const TerminalStyle& style) {
  std::string out =
      fmt::format("  {}  {}  {}, {}: ", clean_text(report.expectations[cell.row].name), clean_text(check.id),
                  format_release(cell.release), format_setting(cell.gomaxprocs, cell.variant));
  out += coloured(describe_judgement(check), Colour::bold, style.colour) + "\n";
  out += wrapped(std::string(kIndent, ' '), clean_text(check.walk->test), style);
  if (check.walk->steps.empty()) return out + std::string(kIndent, ' ') + "no run\n\n";
  return out + table_of(*check.walk, style) + line_of_not_asked(*check.walk) + "\n";
}

}  // namespace

std::string walks_text(const Report& report, const TerminalStyle& style) {
  std::string out;
  for (const Cell& cell : report.cells) {
    if (!is_checked(cell) || cell.row >= report.expectations.size()) continue;
    for (const CheckReport& check : cell.checks)
      if (check.walk) out += walk_text(report, cell, check, style);
  }
  return out.empty() ? out : coloured("How each verdict came about", Colour::bold, style.colour) + "\n\n" + out;
}

}  // namespace schedlitmus::report
