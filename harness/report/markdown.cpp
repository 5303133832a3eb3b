// The report for a CI job's summary and for pull requests: the answer, the
// matrix, then folded details, as far as they fit.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "report/escape.hpp"
#include "report/facts.hpp"
#include "report/format.hpp"
#include "report/mark.hpp"
#include "report/markdown_sheet.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

std::string preformatted(const std::string& text) { return "<pre>" + escape_html(text) + "</pre>\n"; }

std::string head(const Report& report) {
  const int exit = exit_code(report, false);
  std::string out = fmt::format("## {} {}\n\n", exit == 0 ? "✅" : exit == 2 ? "❔" : "❌", headline(report));
  out += escape_markdown(describe_totals(totals(report))) + "\n\n";
  return out;
}

std::string errors(const Report& report) {
  std::vector<Error> all = report.errors;
  for (const Cell& cell : report.cells)
    if (cell.error && std::ranges::find(all, *cell.error) == all.end()) all.push_back(*cell.error);
  std::string out;
  for (const Error& error : all) {
    const std::string what = clean_text(error.what, Lines::many);
    const std::string first = what.substr(0, what.find('\n'));
    out += fmt::format("- **error** {}{}{}\n", error.where.empty() ? "" : code(clean_text(error.where)) + " ",
                       escape_markdown(first),
                       error.hint.empty() ? "" : " (" + escape_markdown(clean_text(error.hint)) + ")");
  }
  return out.empty() ? out : "### Errors\n\n" + out + "\n";
}

std::string group_name(const Report& report, const Group& group) {
  return fmt::format("{} {}", code(clean_text(report.expectations[group.row].name)),
                     escape_markdown(format_setting(group.gomaxprocs, group.variant)));
}

std::string table_head(std::string_view first, const std::vector<std::string>& columns) {
  std::string out = fmt::format("| {} |", first);
  std::string line = "|---|";
  for (const std::string& column : columns) {
    out += " " + escape_markdown(clean_text(column)) + " |";
    line += ":-:|";
  }
  return out + "\n" + line + "\n";
}

std::string matrix(const Report& report, const std::vector<Group>& all) {
  if (all.empty()) return {};
  std::string out = table_head("", report.releases);
  for (const Group& group : all) {
    out += "| " + group_name(report, group) + " |";
    for (const Cell* cell : group.cells)
      out += cell == nullptr ? std::string("  |") : fmt::format(" {} |", mark_of(*cell).sign);
    out += "\n";
  }
  return fmt::format("{}\n{}\n\n", out, kSigns);
}

std::string facts_list(const std::vector<Fact>& facts) {
  std::string out;
  for (const Fact& fact : facts)
    out += fmt::format("- {}: {}\n", fact.label, fact.verbatim ? code(fact.text) : escape_markdown(fact.text));
  return out;
}

std::string detail(const Report& report, const Cell& cell, const CheckReport& check, const std::vector<Bin>& bins) {
  const std::string summary = fmt::format(
      "{} <strong>{}</strong> {} {} on {}, {}", mark_of(check).sign, escape_html(describe_judgement(check)),
      code(clean_text(report.expectations[cell.row].name)), code(clean_text(check.id)),
      escape_markdown(format_release(cell.release)), escape_markdown(format_setting(cell.gomaxprocs, cell.variant)));
  std::string body = facts_list(expectation_facts(check));
  for (const std::string& bin : describe_bins(bins)) body += "- seen: " + escape_markdown(bin) + "\n";
  body += facts_list(check_facts(check)) + facts_list(cell_facts(cell)) + "\n";
  for (const Fact& fact : command_facts(cell)) body += fact.label + "\n" + preformatted(fact.text);
  return folded(summary, body);
}

/// Each check that is not as expected, the failed ones first.
void add_details(MarkdownSheet& sheet, const Report& report, const std::vector<Group>& all) {
  const Histograms histograms(report);
  for (const Judgement wanted : {Judgement::failed, Judgement::inconclusive}) {
    for (const Group& group : all) {
      for (const std::string& id : group.checks) {
        for (const Cell* cell : group.cells) {
          const CheckReport* check = cell == nullptr || !is_checked(*cell) ? nullptr : find_check(*cell, id);
          if (check != nullptr && judge(*check) == wanted)
            sheet.add(detail(report, *cell, *check, histograms.seen_in(*check)));
        }
      }
    }
  }
}

std::string verdict_text(const Cell& cell, const std::string& id) {
  if (!is_checked(cell)) return std::string(mark_of(cell).sign) + " " + std::string(mark_of(cell).words);
  const CheckReport* check = find_check(cell, id);
  if (check == nullptr) return {};
  return fmt::format("{} {} {}", mark_of(*check).sign, verdict::name_of(check->verdict.kind),
                     escape_markdown(format_numbers(check->verdict)));
}

/// The verdicts of one group with their numbers, a row a release.
std::string numbers(const Report& report, const Group& group) {
  const ExpectationReport& expectation = report.expectations[group.row];
  std::string body;
  if (!expectation.title.empty()) body += escape_markdown(clean_text(expectation.title)) + "\n\n";
  for (const std::string& id : group.checks)
    if (const std::string condition = base_condition(group, id); !condition.empty())
      body += fmt::format("- {}: {}\n", code(clean_text(id)), code(clean_text(condition)));
  body += "\n" + table_head("release", group.checks);
  for (const Cell* cell : group.cells) {
    if (cell == nullptr) continue;
    body += "| " + escape_markdown(clean_text(cell->release)) + " |";
    for (const std::string& id : group.checks) body += " " + verdict_text(*cell, id) + " |";
    body += "\n";
  }
  return folded(group_name(report, group), body);
}

std::string context(const Report& report) {
  const Context& context = report.context;
  std::string body;
  const auto line = [&](const char* label, const std::string& text) {
    if (!text.empty()) body += fmt::format("- {}: {}\n", label, escape_markdown(clean_text(text)));
  };
  line("schedlitmus", context.version);
  line("host", context.host);
  line("started", context.started);
  line("command", context.command);
  if (context.campaign != 0) line("seed", fmt::format("{}", context.seed));
  if (report.execution) line("runs on", describe_execution(*report.execution));
  if (report.noise) line("noise", describe_noise(*report.noise));
  return folded("How this was run", body);
}

}  // namespace

std::string to_markdown(const Report& report, std::size_t limit) {
  const std::vector<Group> all = groups(report);
  MarkdownSheet sheet(std::max(limit, kLeastMarkdown));
  sheet.add(head(report));
  sheet.add(errors(report));
  sheet.add(matrix(report, all));
  add_details(sheet, report, all);
  for (const Group& group : all) sheet.add(numbers(report, group));
  sheet.add(context(report));
  return sheet.take();
}

}  // namespace schedlitmus::report
