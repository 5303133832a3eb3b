#include <fmt/format.h>

#include <algorithm>

#include "report/binning.hpp"
#include "report/facts.hpp"
#include "report/format.hpp"
#include "report/terminal_matrix.hpp"
#include "report/terminal_walk.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"

namespace schedlitmus::report {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kLabel = 11;
constexpr int kBar = 24;  ///< columns of the longest bar

std::string heading(const std::string& text, const TerminalStyle& style) {
  return coloured(text, Colour::bold, style.colour) + "\n";
}

/// Every line that is not empty, behind the prefix: compiler output and tables keep their own line ends.
std::string indented(const std::string& block, const std::string& prefix) {
  std::string out;
  for (std::size_t at = 0; at < block.size();) {
    const std::size_t end = std::min(block.find('\n', at), block.size());
    std::string line = prefix + block.substr(at, end - at);
    line.erase(line.find_last_not_of(" \t") + 1);
    if (end > at) out += line + "\n";
    at = end + 1;
  }
  return out;
}

/// Lines "label  text"; empty texts are left out. Commands are not wrapped: they are there to be copied.
class Labelled {
 public:
  explicit Labelled(const TerminalStyle& style) : style_(style) {}
  void text(const std::string& label, const std::string& text) {
    if (!text.empty()) out_ += wrapped(prefix(label), text, style_);
  }
  void command(const std::string& label, const std::string& command) {
    if (!command.empty()) out_ += prefix(label) + clean_text(command) + "\n";
  }
  void lines(const std::string& label, const std::string& block) {
    if (!block.empty()) out_ += prefix(label) + indented(block, prefix({})).substr(prefix({}).size());
  }
  void facts(const std::vector<Fact>& facts) {
    for (const Fact& fact : facts) {
      if (fact.verbatim)
        command(fact.label, fact.text);
      else
        text(fact.label, fact.text);
    }
  }
  [[nodiscard]] const std::string& to_string() const { return out_; }

 private:
  static std::string prefix(const std::string& label) {
    return std::string(kIndent, ' ') + fmt::format("{:<{}}", label, kLabel);
  }
  TerminalStyle style_;
  std::string out_;
};

std::string context_text(const Report& report, const TerminalStyle& style) {
  const Context& context = report.context;
  Labelled lines(style);
  lines.text("host", clean_text(context.host));
  lines.text("started", clean_text(context.started));
  lines.command("command", context.command);
  if (context.campaign != 0) lines.text("seed", fmt::format("{}", context.seed));
  if (!context.store.empty()) lines.command("store", fmt::format("{}, campaign {}", context.store, context.campaign));
  if (report.execution) lines.text("runs on", describe_execution(*report.execution));
  if (report.noise) lines.text("noise", describe_noise(*report.noise));
  lines.text("set-up", clean_text(context.bootstrap));
  return heading("schedlitmus " + clean_text(context.version), style) + lines.to_string() + "\n";
}

/// A bin's runs that held, or those that missed, as a row with a small bar.
void add_bar(Table& table, const Bin& bin, bool held, int most) {
  const int runs = held ? bin.held : bin.missed;
  if (runs == 0) return;
  // No more cells than runs: one run is one mark, not a full bar.
  const int cells = most <= kBar ? runs : std::max(1, runs * kBar / most);
  std::string bar;
  for (int n = 0; n < cells; ++n) bar += "█";
  table.row({bin.label,
             count_of(static_cast<std::uint64_t>(runs), "run"),
             {std::string(word_of(held)), held ? Colour::green : Colour::red},
             bar});
}

/// The values over the runs as small bars.
std::string histogram_text(const std::vector<Bin>& bins, const TerminalStyle& style) {
  int most = 1;
  for (const Bin& bin : bins) most = std::max({most, bin.held, bin.missed});
  Table table({{"", Align::left, Overflow::truncate}, {"", Align::right}, {""}, {""}});
  for (const Bin& bin : bins)
    for (const bool held : {false, true}) add_bar(table, bin, held, most);
  if (table.empty()) return {};
  const std::size_t width = static_cast<std::size_t>(std::max(style.width, 40)) - kIndent - kLabel;
  return table.to_string({.colour = style.colour, .width = width});
}

std::string detail_text(const Report& report, const Cell& cell, const CheckReport& check, const std::vector<Bin>& bins,
                        const TerminalStyle& style) {
  const Judgement judgement = judge(check);
  const Colour colour = judgement == Judgement::failed ? Colour::red : Colour::yellow;
  const std::string title =
      coloured(describe_judgement(check), colour, style.colour) +
      fmt::format("  {}  {}  {}, {}\n", clean_text(report.expectations[cell.row].name), clean_text(check.id),
                  format_release(cell.release), format_setting(cell.gomaxprocs, cell.variant));
  Labelled lines(style);
  lines.facts(expectation_facts(check));
  lines.lines("seen", histogram_text(bins, style));
  lines.facts(check_facts(check));
  lines.facts(cell_facts(cell));
  lines.facts(command_facts(cell));
  return title + lines.to_string() + "\n";
}

std::string details_text(const Report& report, const TerminalStyle& style) {
  const Histograms histograms(report);
  std::string out;
  for (const Group& group : groups(report)) {
    for (const std::string& id : group.checks) {
      for (const Cell* cell : group.cells) {
        const CheckReport* check = cell == nullptr || !is_checked(*cell) ? nullptr : find_check(*cell, id);
        if (check == nullptr) continue;
        const Judgement judgement = judge(*check);
        if (judgement == Judgement::failed || judgement == Judgement::inconclusive)
          out += detail_text(report, *cell, *check, histograms.seen_in(*check), style);
      }
    }
  }
  return out.empty() ? out : heading("Not as expected", style) + "\n" + out;
}

constexpr const char* kUnderError = "         ";

std::string error_text(const Error& error, const TerminalStyle& style) {
  std::string what = clean_text(error.what, Lines::many);
  std::string more;
  if (const std::size_t end = what.find('\n'); end != std::string::npos) {
    more = indented(what.substr(end + 1), kUnderError + std::string(kIndent, ' '));
    what.resize(end);
  }
  if (!error.where.empty()) what = clean_text(error.where) + ": " + what;
  std::string out = wrapped("  " + coloured("error", Colour::red, style.colour) + "  ", what, style) + more;
  if (!error.hint.empty()) out += wrapped(kUnderError, clean_text(error.hint), style);
  return out;
}

std::string where_of(const Report& report, const Cell& cell) {
  const std::string name =
      cell.row < report.expectations.size() ? clean_text(report.expectations[cell.row].name) : std::string("?");
  return fmt::format("{} on {}, {}", name, format_release(cell.release), format_setting(cell.gomaxprocs, cell.variant));
}

/// Cells that failed alike (a program that does not compile fails every
/// expectation that uses it) share one entry.
std::string cell_errors_text(const Report& report, const TerminalStyle& style) {
  struct Entry {
    Error error;
    std::vector<std::string> cells;
  };
  std::vector<Entry> entries;
  for (const Cell& cell : report.cells) {
    if (!cell.error) continue;
    auto entry = std::find_if(entries.begin(), entries.end(), [&](const Entry& e) { return e.error == *cell.error; });
    if (entry == entries.end()) entry = entries.insert(entry, {*cell.error, {}});
    entry->cells.push_back(where_of(report, cell));
  }
  std::string out;
  for (const auto& [error, cells] : entries) {
    out += error_text(error, style);
    out += wrapped(kUnderError + std::string("in "), fmt::format("{}", fmt::join(cells, "; ")), style);
  }
  return out;
}

std::string errors_text(const Report& report, const TerminalStyle& style) {
  std::string out;
  for (const Error& error : report.errors) out += error_text(error, style);
  out += cell_errors_text(report, style);
  return out.empty() ? out : heading("Errors", style) + out + "\n";
}

std::string totals_text(const Report& report, const TerminalStyle& style) {
  const int code = exit_code(report, false);
  const bool good = code == 0;
  std::string out = coloured(describe_totals(totals(report)), good ? Colour::green : Colour::bold, style.colour) + "\n";
  if (report.interrupted) out += "interrupted: what was finished is kept, run again with --resume to go on\n";
  const Totals sum = totals(report);
  if (!report.interrupted && sum.ok + sum.failed + sum.inconclusive == 0) out += "nothing was checked\n";
  const Cell* cell = cell_to_reproduce(report);
  if (cell != nullptr) out += "reproduce one cell: " + clean_text(cell->reproduce) + "\n";
  return out;
}

}  // namespace

std::string to_terminal(const Report& report, TerminalStyle style) {
  const std::string matrix = matrix_text(report, style);
  return context_text(report, style) + matrix + details_text(report, style) + walks_text(report, style) +
         errors_text(report, style) + totals_text(report, style);
}

}  // namespace schedlitmus::report
