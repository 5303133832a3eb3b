#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "changes/words.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"
#include "support/numbers.hpp"
#include "support/shell.hpp"
#include "support/table.hpp"
#include "support/text_width.hpp"

namespace schedlitmus::changes {

namespace {

using compare::Change;

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

void tell(Lines& lines, const Compared& compared, const Change& change) {
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
  lines.line("how sure", describe_certainty(change));
  lines.line("also", describe_also(change));
  lines.line("mind", build_note(compared, change));
  lines.raw("runs", show_commands(change, compared.context.store));
}

void tell_all(Lines& lines, const char* heading, const std::vector<std::string>& all) {
  if (!all.empty()) lines.heading(heading);
  for (const auto& text : all) lines.line("", text);
}

}  // namespace

std::string evidence_text(const Compared& compared, const report::TerminalStyle& style) {
  Lines lines(style);
  for (const auto& change : compared.comparison.changes) tell(lines, compared, change);
  for (const auto& [heading, all] : other_findings(compared)) tell_all(lines, heading, all);
  return lines.text();
}

}  // namespace schedlitmus::changes
