#include <fmt/format.h>

#include <filesystem>

#include "cli/selftest.hpp"
#include "support/numbers.hpp"
#include "support/table.hpp"

namespace schedlitmus::cli {

namespace {

using selftest::CheckProof;
using selftest::Finding;

std::string outcome_text(const selftest::Shown& shown) {
  using expectation::OutcomeKind;
  const auto as_it_must = shown.as_it_must();
  switch (shown.outcome.kind) {
    case OutcomeKind::held:
      return as_it_must ? "holds as it must" : "HOLDS, must be missed";
    case OutcomeKind::missed:
      return as_it_must ? "missed as it must" : "MISSED, must hold";
    case OutcomeKind::undecided:
      return "UNDECIDED";
  }
  return {};
}

Cell mutations_cell(const CheckProof& check) {
  const auto& [tried, missed] = check.mutations;
  if (tried == 0) return "";
  return {fmt::format("{} of {}", missed, tried), check.finding == Finding::vacuous ? Colour::red : Colour::none};
}

void add_rows(Table& table, const std::string& expectation, const CheckProof& check) {
  const auto name = check.releases.empty() ? check.id : fmt::format("{} ({})", check.id, check.releases);
  if (check.shown.empty()) {
    table.row({expectation, name, Cell{"no control", Colour::red}, "", "", "", mutations_cell(check)});
    return;
  }
  bool first = true;
  for (const auto& shown : check.shown) {
    table.row({first ? expectation : "", first ? name : "", std::filesystem::path(shown.trace).stem().string(),
               shown.release, shown.outcome.seen,
               Cell{outcome_text(shown), shown.as_it_must() ? Colour::none : Colour::red},
               first ? mutations_cell(check) : Cell{""}});
    first = false;
  }
}

std::string error_lines(const Error& error) {
  auto text = fmt::format("{}: {}\n", error.where, error.what);
  if (!error.hint.empty()) text += fmt::format("    {}\n", error.hint);
  return text;
}

std::string summary(const SelftestResult& result) {
  std::uint64_t checks = 0, proven = 0, tried = 0, missed = 0;
  for (const auto& proof : result.proofs) {
    for (const auto& check : proof.checks) {
      ++checks;
      proven += check.finding == Finding::proven ? 1 : 0;
      tried += check.mutations.tried;
      missed += check.mutations.missed;
    }
  }
  auto text =
      fmt::format("{} of {} shown by recorded runs to hold and to be missed", proven, count_of(checks, "check"));
  if (tried > 0)
    text += fmt::format("; {} of {} made one miss (seed {})", format_count(missed),
                        count_of(tried, "change", "changes"), result.settings.seed);
  return text + "\n";
}

}  // namespace

std::string to_terminal(const SelftestResult& result, const report::TerminalStyle& style) {
  Table table({{"expectation"},
               {"check"},
               {"control"},
               {"Go"},
               {"seen", Align::left, Overflow::truncate},
               {"shown"},
               {"changes that miss", Align::right}});
  std::string problems;
  for (const auto& error : result.errors) problems += error_lines(error);
  for (const auto& proof : result.proofs) {
    if (!table.empty()) table.blank();
    bool first = true;
    for (const auto& check : proof.checks) {
      add_rows(table, first ? proof.expectation : "", check);
      first = false;
      for (const auto& problem : check.problems) problems += error_lines(problem);
    }
    for (const auto& error : proof.errors) problems += error_lines(error);
  }
  auto text = table.empty() ? std::string() : table.to_string({.colour = style.colour}) + "\n";
  if (!problems.empty()) text += problems + "\n";
  return text + summary(result);
}

}  // namespace schedlitmus::cli
