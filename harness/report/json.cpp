// The report for programs.
#include <fmt/format.h>

#include "report/format.hpp"
#include "report/json_parts.hpp"
#include "report/writers.hpp"

namespace schedlitmus::report {
namespace {

constexpr const char* kSchema = "schedlitmus-report/1";

Json context_json(const Context& context) {
  return {{"version", context.version},
          {"host", context.host},
          {"started", context.started},
          {"command", context.command},
          {"store", context.store},
          {"campaign", context.campaign},
          // Text: above 2^53 a number does not survive every JSON reader.
          {"seed", std::to_string(context.seed)},
          {"bootstrap", context.bootstrap}};
}

Json execution_json(const Execution& execution) {
  const auto ms = [](std::chrono::nanoseconds time) { return std::chrono::duration_cast<Millis>(time).count(); };
  return {{"cpus", execution.cpus},
          {"harness_cpus", execution.harness_cpus},
          {"at_once", execution.at_once},
          {"wall_ms", ms(execution.wall)},
          {"programs_ms", ms(execution.programs)},
          {"overhead", or_null(overhead(execution))}};
}

Json errors_json(const std::vector<Error>& errors) {
  Json list = Json::array();
  for (const Error& error : errors) list.push_back(error_json(error));
  return list;
}

Json totals_json(const Totals& sum) {
  return {{"ok", sum.ok},         {"failed", sum.failed}, {"inconclusive", sum.inconclusive}, {"skipped", sum.skipped},
          {"errors", sum.errors}, {"runs", sum.runs},     {"superseded_runs", sum.superseded}};
}

Json exit_json(const Report& report, bool allow_inconclusive) {
  const int code = exit_code(report, allow_inconclusive);
  return {{"code", code}, {"meaning", meaning_of_exit_code(code)}};
}

/// A line for each member and for each entry of a list, so that people and line tools can read it.
std::string lines_of(const Json& whole) {
  std::string out = "{";
  for (const auto& [name, value] : whole.items()) {
    out += out.size() == 1 ? "\n" : ",\n";
    out += fmt::format(" {}: ", dump(name));
    if (!value.is_array() || value.empty()) {
      out += dump(value);
      continue;
    }
    out += "[";
    for (std::size_t i = 0; i < value.size(); ++i) {
      out += i == 0 ? "\n  " : ",\n  ";
      out += dump(value[i]);
    }
    out += "\n ]";
  }
  return out + "\n}\n";
}

}  // namespace

Json error_json(const Error& error) { return {{"what", error.what}, {"where", error.where}, {"hint", error.hint}}; }

Json noise_json(const NoiseSummary& noise) {
  Json signals = Json::array();
  for (const auto& signal : noise.signals) {
    signals.push_back({{"name", signal.name},
                       {"median", known(signal.median)},
                       {"most", known(signal.most)},
                       {"limit", known(signal.limit)},
                       {"over", signal.over}});
  }
  return {{"runs", noise.runs},
          {"excluded", noise.excluded},
          {"limits_from", noise.source},
          {"signals", std::move(signals)}};
}

std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string to_json(const Report& report) {
  Json expectations = Json::array();
  for (const ExpectationReport& e : report.expectations)
    expectations.push_back(
        {{"name", e.name}, {"file", e.file}, {"title", e.title}, {"why", e.why}, {"settings", e.settings}});
  const Histograms histograms(report);
  Json cells = Json::array();
  for (const Cell& cell : report.cells) cells.push_back(cell_json(report, cell, histograms));

  const Json whole = {{"schema", kSchema},
                      {"context", context_json(report.context)},
                      {"execution", report.execution ? execution_json(*report.execution) : Json(nullptr)},
                      {"exit", exit_json(report, false)},
                      {"exit_allow_inconclusive", exit_json(report, true)},
                      {"noise", report.noise ? noise_json(*report.noise) : Json(nullptr)},
                      {"interrupted", report.interrupted},
                      {"totals", totals_json(totals(report))},
                      {"releases", report.releases},
                      {"expectations", std::move(expectations)},
                      {"cells", std::move(cells)},
                      {"errors", errors_json(report.errors)}};
  return lines_of(whole);
}

}  // namespace schedlitmus::report
