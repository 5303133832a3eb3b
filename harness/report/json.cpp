// The report for programs. The shape is a promise: a change that can break a
// reader raises the number in "schema".
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "report/format.hpp"
#include "report/writers.hpp"

namespace schedlitmus::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "schedlitmus-report/1";

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// A share; negative where it was not measured.
Json known(double value) { return value < 0 ? Json(nullptr) : Json(value); }

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

Json error_json(const Error& error) { return {{"what", error.what}, {"where", error.where}, {"hint", error.hint}}; }

Json errors_json(const std::vector<Error>& errors) {
  Json list = Json::array();
  for (const Error& error : errors) list.push_back(error_json(error));
  return list;
}

Json histogram_json(const verdict::Verdict& verdict) {
  Json list = Json::array();
  for (const auto& bin : verdict.histogram)
    list.push_back({{"seen", bin.seen}, {"runs", bin.runs}, {"held", bin.held}});
  return list;
}

Json examples_json(const verdict::Verdict& verdict) {
  Json list = Json::array();
  for (const auto& example : verdict.examples) {
    const Json time = example.time ? Json(example.time->count()) : Json(nullptr);
    list.push_back({{"kind", name_of(example.kind)},
                    {"time_ms", time},
                    {"seen", example.seen},
                    {"reason", example.reason},
                    {"samples", example.samples}});
  }
  return list;
}

Json bound_json(const verdict::Verdict& verdict) {
  if (!has_bound(verdict)) return nullptr;
  return {{"kind", verdict.kind == verdict::VerdictKind::holds ? "at_least" : "at_most"}, {"rate", verdict.bound}};
}

Json interval_json(const verdict::Interval& interval) { return {{"lower", interval.lower}, {"upper", interval.upper}}; }

/// The two-sided one that was asked for.
Json rate_interval_json(const verdict::Verdict& verdict) {
  if (verdict.confidence <= 0) return nullptr;
  return {{"confidence", verdict.confidence}, {"lower", verdict.interval.lower}, {"upper", verdict.interval.upper}};
}

/// Of a distribution.
Json comparison_json(const verdict::Verdict& verdict) {
  if (!verdict.comparison) return nullptr;
  const auto& [median, interval, other] = *verdict.comparison;
  Json json = {{"median", median}, {"median_interval", interval_json(interval)}, {"reference", nullptr}};
  if (!other) return json;
  json["reference"] = {{"go", other->go},
                       {"runs", other->runs},
                       {"median", other->median},
                       {"margin", other->margin},
                       {"p", other->p},
                       {"p_exact", other->exact},
                       {"delta", other->effect.delta},
                       {"delta_interval", interval_json(other->effect.interval)},
                       {"greater", other->effect.greater},
                       {"smaller", other->effect.smaller}};
  return json;
}

Json samples_json(const CheckReport& check) {
  Json list = Json::array();
  for (const auto& sample : check.samples) {
    list.push_back({{"run", sample.run},
                    {"time_ms", sample.time.count()},
                    {"held", sample.held},
                    {"seen", sample.seen},
                    {"line", sample.line}});
  }
  return list;
}

Json walk_json(const std::optional<Walk>& walk) {
  if (!walk) return nullptr;
  Json steps = Json::array();
  for (const auto& step : walk->steps) {
    const Json time = step.time ? Json(step.time->count()) : Json(nullptr);
    steps.push_back({{"run", step.run},
                     {"outcome", step.outcome.empty() ? Json(nullptr) : Json(step.outcome)},
                     {"seen", step.seen},
                     {"time_ms", time},
                     {"taken", step.taken},
                     {"why", step.why},
                     {"value", step.value}});
  }
  return {{"test", walk->test},
          {"measure", walk->measure},
          {"holds_at", or_null(walk->holds)},
          {"violated_at", or_null(walk->violated)},
          {"steps", std::move(steps)}};
}

/// The verdict as if the excluded runs counted.
Json with_excluded_json(const verdict::Verdict& verdict) {
  return {{"verdict", verdict::name_of(verdict.kind)},
          {"held", verdict.held},
          {"missed", verdict.missed},
          {"undecided", verdict.undecided}};
}

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

Json check_json(const CheckReport& check) {
  const verdict::Verdict& verdict = check.verdict;
  Json times = Json::array();
  for (const Millis time : check.deciding_times) times.push_back(time.count());
  return {{"id", check.id},
          {"condition", check.condition},
          {"tolerance", check.tolerance},
          {"why", check.why},
          {"file", check.file},
          {"line", check.line},
          {"replaced_why", check.replaced_why},
          {"expected", check.expected_violated ? "VIOLATED" : "HOLDS"},
          {"expected_why", check.expected_why},
          {"verdict", verdict::name_of(verdict.kind)},
          {"judgement", name_of(judge(check))},
          {"held", verdict.held},
          {"missed", verdict.missed},
          {"undecided", verdict.undecided},
          {"excluded", verdict.excluded},
          {"with_excluded", check.with_excluded ? with_excluded_json(*check.with_excluded) : Json(nullptr)},
          {"bound", bound_json(verdict)},
          {"interval", rate_interval_json(verdict)},
          {"comparison", comparison_json(verdict)},
          {"lack", verdict::name_of(verdict.lack)},
          {"settled_by", check.settled_by},
          {"more_runs", verdict.more_runs},
          {"reason", verdict.reason},
          {"histogram", histogram_json(verdict)},
          {"examples", examples_json(verdict)},
          {"samples", samples_json(check)},
          {"walk", walk_json(check.walk)},
          {"deciding_times_ms", std::move(times)}};
}

/// By columns, one entry a sample: a long trace stays a few numbers a sample.
Json timeline_json(const Timeline& timeline) {
  Json times = Json::array();
  Json global = Json::array();
  Json local = Json::array();
  Json idle = Json::array();
  for (const auto& point : timeline.points) {
    times.push_back(point.time.count());
    global.push_back(or_null(point.runqueue));
    local.push_back(point.local);
    idle.push_back(or_null(point.idleprocs));
  }
  return {{"run", timeline.run},
          {"time_ms", std::move(times)},
          {"runqueue", std::move(global)},
          {"local_queues", std::move(local)},
          {"idleprocs", std::move(idle)}};
}

Json runs_json(const Cell& cell) {
  Json list = Json::array();
  for (const RunReport& run : cell.each_run) {
    list.push_back({{"id", run.id},
                    {"ending", run.ending},
                    {"code", or_null(run.code)},
                    {"signal", or_null(run.signal)},
                    {"wall_ms", run.wall.count()},
                    {"leftovers", run.leftovers},
                    {"samples", run.samples},
                    {"lost_samples", run.lost_samples},
                    {"counts", run.counts},
                    {"excluded_why", run.excluded_why},
                    {"foreign_cpu_share", known(run.noise.foreign_cpu_share)},
                    {"steal_share", known(run.noise.steal_share)},
                    {"run_delay_share", known(run.noise.run_delay_share)},
                    {"cpu_pressure", known(run.noise.cpu_pressure)},
                    {"load_average", known(run.noise.load_average)}});
  }
  return list;
}

std::string_view status_of(const Cell& cell) {
  if (cell.error) return "error";
  return cell.skipped_why.empty() ? "checked" : "skipped";
}

Json cell_json(const Report& report, const Cell& cell) {
  Json checks = Json::array();
  for (const CheckReport& check : cell.checks) checks.push_back(check_json(check));
  return {{"expectation", cell.row < report.expectations.size() ? Json(report.expectations[cell.row].name) : Json()},
          {"release", cell.release},
          {"gomaxprocs", cell.gomaxprocs},
          {"variant", cell.variant},
          {"status", status_of(cell)},
          {"skipped_why", cell.skipped_why},
          {"error", cell.error ? error_json(*cell.error) : Json(nullptr)},
          {"runs", cell.runs},
          {"superseded_runs", cell.superseded},
          {"elapsed_ms", cell.elapsed.count()},
          {"noise", cell.noise ? noise_json(*cell.noise) : Json(nullptr)},
          {"samples", cell.samples},
          {"lost_samples", cell.lost_samples},
          {"endings", cell.endings},
          {"each_run", runs_json(cell)},
          {"reproduce", cell.reproduce},
          {"by_hand", cell.by_hand},
          {"checks", std::move(checks)},
          {"timeline", cell.timeline ? timeline_json(*cell.timeline) : Json(nullptr)}};
}

Json totals_json(const Totals& sum) {
  return {{"ok", sum.ok},           {"failed", sum.failed}, {"inconclusive", sum.inconclusive},
          {"skipped", sum.skipped}, {"errors", sum.errors}, {"runs", sum.runs}};
}

Json exit_json(const Report& report, bool allow_inconclusive) {
  const int code = exit_code(report, allow_inconclusive);
  return {{"code", code}, {"meaning", meaning_of_exit_code(code)}};
}

/// What a program prints need not be UTF-8; a report is written all the same.
std::string dump(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

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

std::string to_json(const Report& report) {
  Json expectations = Json::array();
  for (const ExpectationReport& e : report.expectations)
    expectations.push_back(
        {{"name", e.name}, {"file", e.file}, {"title", e.title}, {"why", e.why}, {"settings", e.settings}});
  Json cells = Json::array();
  for (const Cell& cell : report.cells) cells.push_back(cell_json(report, cell));

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
