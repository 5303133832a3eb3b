#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "cli/compare.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/shell.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::cli {

namespace {

using compare::Change;
using compare::Shown;

constexpr std::size_t kMostBins = 8;
constexpr std::size_t kMostAlso = 6;
constexpr std::size_t kLabel = 10;

class Lines {
 public:
  explicit Lines(const report::TerminalStyle& style) : style_(style) {}
  void heading(const std::string& text) { out_ += "\n" + coloured(text, Colour::bold, style_.colour) + "\n"; }
  void line(const std::string& label, const std::string& text) {
    if (text.empty()) return;
    const std::size_t indent = 2 + (label.empty() ? 0 : kLabel);
    std::string prefix = label.empty() ? "  " : fmt::format("  {:<{}}", label, kLabel);
    for (const auto& part :
         wrap_to_width(text, std::max<std::size_t>(static_cast<std::size_t>(style_.width) - indent, 20))) {
      out_ += prefix + part + "\n";
      prefix = std::string(indent, ' ');
    }
  }
  void raw(const std::string& label, const std::string& text) {
    out_ += fmt::format("  {:<{}}{}\n", label, kLabel, text);
  }
  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  report::TerminalStyle style_;
  std::string out_;
};

std::string chance(double p) { return p < 1e-4 ? fmt::format("{:.1e}", p) : format_number(std::round(p * 1e4) / 1e4); }

std::string number(double value) { return format_number(std::round(value * 100) / 100); }

void tell(Lines& lines, const campaign::Compared& compared, const Change& change) {
  const auto& line = compared.lines[change.line];
  lines.heading(fmt::format("{}{}: {}", line.label.empty() ? "" : line.label + ", ",
                            describe_step(compared, change.line, change.from, change.to),
                            report::clean_text(describe(change.what))));
  if (!change.what.shape.empty() && change.what.statistic != compare::Statistic::lines) {
    lines.line("in", "\"" + report::clean_text(change.what.shape) + "\"");
  }
  lines.line("before", fmt::format("{}: {}", compare::describe_range(line, change.before_first, change.from),
                                   describe_histogram(change, change.before)));
  lines.line("after", fmt::format("{}: {}", compare::describe_range(line, change.to, change.after_last),
                                  describe_histogram(change, change.after)));
  lines.line("how sure", fmt::format("{}, q = {}", describe_statistics(change), chance(change.q)));
  std::vector<std::string> also;
  for (std::size_t i = 0; i < std::min(change.also.size(), kMostAlso); ++i)
    also.push_back(report::clean_text(change.also[i]));
  if (change.also.size() > kMostAlso) also.push_back(fmt::format("{} more", change.also.size() - kMostAlso));
  lines.line("also", fmt::format("{}", fmt::join(also, "; ")));
  lines.line("mind", build_note(compared, change));
  lines.raw("runs", show_commands(change, compared.context.store));
}

void tell_runtime(Lines& lines, const campaign::Compared& compared) {
  const auto& changes = compared.comparison.runtime_changes;
  if (changes.empty()) return;
  lines.heading("The runtime's own (no change of the program's behaviour)");
  for (const auto& change : changes) {
    lines.line("", fmt::format("{}: {} {} -> {} (q = {})", describe_step(compared, change.line, change.from, change.to),
                               describe(change.what), change.before.usual, change.after.usual, chance(change.q)));
  }
}

void tell_format(Lines& lines, const campaign::Compared& compared) {
  const auto& changes = compared.comparison.format_changes;
  if (changes.empty()) return;
  lines.heading("The trace's format and words only");
  for (const auto& change : changes) {
    const auto* const gone = change.is_word ? "is said of fewer" : "is gone";
    lines.line("",
               fmt::format("{}: {} {}{}", describe_step(compared, change.line, change.from, change.to), change.field,
                           change.appears ? "appears" : gone, change.why.empty() ? "" : ": " + change.why));
  }
}

void tell_undecided(Lines& lines, const campaign::Compared& compared) {
  const auto missing = not_compared(compared);
  const auto& undecided = compared.comparison.undecided;
  if (!missing.empty()) lines.heading("Not compared");
  for (const auto& text : missing) lines.line("", text);
  if (!undecided.empty()) lines.heading("Not decided");
  for (const auto& gap : undecided) {
    lines.line("",
               fmt::format("{}: {}", describe_step(compared, gap.line, gap.from, gap.to), report::clean_text(gap.why)));
  }
}

}  // namespace

std::string describe_histogram(const Change& change, const Shown& side) {
  std::vector<std::string> bins;
  const auto& all = side.histogram;
  if (all.size() > kMostBins && change.is_number) {
    return fmt::format("{}..{}, median {} ({} values in {} runs)", all.front().first, all.back().first, side.usual,
                       all.size(), side.runs);
  }
  std::vector<std::string> values;
  for (std::size_t i = 0; i < std::min(all.size(), kMostBins); ++i) values.push_back(all[i].first);
  values = describe_values(change, values);
  for (std::size_t i = 0; i < values.size(); ++i) bins.push_back(fmt::format("{} x{}", values[i], all[i].second));
  if (all.size() > kMostBins) bins.push_back(fmt::format("{} others", all.size() - kMostBins));
  return fmt::format("{}", fmt::join(bins, ", "));
}

std::string describe_statistics(const Change& change) {
  return fmt::format("{} {} (95 % interval {} to {}), p = {}", change.of_rate ? "change of the rate" : "Cliff's delta",
                     number(change.effect), number(change.interval.lower), number(change.interval.upper),
                     chance(change.p));
}

std::string show_commands(const Change& change, const std::string& path) {
  if (change.after.examples.empty()) return {};
  const auto store = path == kDefaultStore ? std::string() : " --store " + shell_quote(path);
  std::string text;
  if (!change.before.examples.empty())  // a baseline's are elsewhere
    text = fmt::format("schedlitmus show {}{}; ", change.before.examples.back(), store);
  return text + fmt::format("schedlitmus show {}{}", change.after.examples.front(), store);
}

std::string evidence_text(const campaign::Compared& compared, const report::TerminalStyle& style) {
  Lines lines(style);
  for (const auto& change : compared.comparison.changes) tell(lines, compared, change);
  tell_undecided(lines, compared);
  tell_runtime(lines, compared);
  tell_format(lines, compared);
  return lines.text();
}

}  // namespace schedlitmus::cli
