#include "report/format.hpp"
#include "report/json_parts.hpp"

namespace schedlitmus::report {
namespace {

Json histogram_json(const verdict::Verdict& verdict) {
  Json list = Json::array();
  for (const auto& bin : verdict.histogram)
    list.push_back({{"seen", bin.seen}, {"number", or_null(bin.number)}, {"runs", bin.runs}, {"held", bin.held}});
  return list;
}

/// The same for people: few, aligned over the releases.
Json bins_json(const std::vector<Bin>& bins) {
  Json list = Json::array();
  for (const Bin& bin : bins) list.push_back({{"label", bin.label}, {"held", bin.held}, {"missed", bin.missed}});
  return list;
}

Json examples_json(const verdict::Verdict& verdict) {
  Json list = Json::array();
  for (const auto& example : verdict.examples) {
    list.push_back({{"kind", name_of(example.kind)},
                    {"time_ms", time_json(example.time)},
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
    steps.push_back({{"run", step.run},
                     {"outcome", step.outcome.empty() ? Json(nullptr) : Json(step.outcome)},
                     {"seen", step.seen},
                     {"time_ms", time_json(step.time)},
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

}  // namespace

Json check_json(const CheckReport& check, const Histograms& histograms) {
  const verdict::Verdict& verdict = check.verdict;
  Json times = Json::array();
  for (const Millis time : check.deciding_times) times.push_back(time.count());
  return {{"id", check.id},
          {"condition", check.condition},
          {"tolerance", check.tolerance},
          {"value_of", name_of(check.value_of)},
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
          {"bins", bins_json(histograms.seen_in(check))},
          {"examples", examples_json(verdict)},
          {"samples", samples_json(check)},
          {"walk", walk_json(check.walk)},
          {"deciding_times_ms", std::move(times)}};
}

}  // namespace schedlitmus::report
