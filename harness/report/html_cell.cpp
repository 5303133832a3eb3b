// What the page says of one cell: its checks, their values, its timeline.
#include <fmt/format.h>

#include <algorithm>

#include "report/format.hpp"
#include "report/html_parts.hpp"
#include "report/timeline.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

using Data = PageData;
using List = PageList;

constexpr std::size_t kBins = 20;  ///< of a histogram; the rest is summed up

std::size_t count_of_runs(int runs) { return static_cast<std::size_t>(std::max(runs, 0)); }

List bins_data(const verdict::Verdict& verdict) {
  int most = 1;
  for (const auto& bin : verdict.histogram) most = std::max(most, bin.runs);
  List bins;
  for (std::size_t i = 0; i < std::min(kBins, verdict.histogram.size()); ++i) {
    const auto& bin = verdict.histogram[i];
    Data data;
    data["bin_seen"] = Data(clean_text(bin.seen));
    data["bin_runs"] = Data(count_of(count_of_runs(bin.runs), "run"));
    data["bin_class"] = Data(bin.held ? "held" : "missed");
    data["bin_percent"] = Data(fmt::format("{}", count_of_runs(bin.runs) * 100 / static_cast<std::size_t>(most)));
    bins.push_back(std::move(data));
  }
  return bins;
}

std::string rest_of_histogram(const verdict::Verdict& verdict) {
  if (verdict.histogram.size() <= kBins) return {};
  std::size_t runs = 0;
  for (std::size_t i = kBins; i < verdict.histogram.size(); ++i) runs += count_of_runs(verdict.histogram[i].runs);
  return fmt::format("and {} in {}", count_of(verdict.histogram.size() - kBins, "other value"), count_of(runs, "run"));
}

List check_facts(const CheckReport& check) {
  List facts;
  add_fact(facts, "Tolerance", clean_text(check.tolerance));
  add_fact(facts, "Sampled at", describe_times(check));
  for (const std::string& sample : describe_samples(check)) add_fact(facts, "Sample", sample);
  add_fact(facts, "Lacking", describe_gap(check.verdict));
  add_fact(facts, "Settled by", clean_text(check.settled_by));
  for (const std::string& reason : undecided_reasons(check.verdict)) add_fact(facts, "Undecided", reason);
  if (check.verdict.kind == verdict::VerdictKind::skipped) add_fact(facts, "Skipped", clean_text(check.verdict.reason));
  add_fact(facts, "Stated in", format_place(check));
  return facts;
}

Data walk_data(const std::optional<Walk>& walk) {
  if (!walk) return Data(false);
  Data data;
  data["walk_test"] = Data(clean_text(walk->test));
  data["walk_measure"] = Data(clean_text(walk->measure));
  List steps;
  for (const WalkStep& step : walk->steps) {
    Data one;
    one["step_run"] = Data(fmt::format("{}", step.run));
    one["step_outcome"] = Data(step.outcome.empty() ? std::string("–") : step.outcome);
    one["step_seen"] = Data(clean_text(step.seen));
    one["step_time"] = Data(step.time ? format_duration(*step.time) : std::string());
    one["step_taken"] = Data(step.taken);
    one["step_value"] = Data(fmt::format("{:.3g}", step.value));
    one["step_why"] = Data(clean_text(step.why));
    steps.push_back(std::move(one));
  }
  data["walk_steps"] = Data(steps);
  return data;
}

Data check_data(const Cell& cell, const CheckReport& check, const Anchors& anchors) {
  const std::string judgement = describe_judgement(check);
  const std::string verdict(verdict::name_of(check.verdict.kind));
  Data data;
  set_mark(data, mark_of(judge(check)));
  data["check_anchor"] = Data(anchors.check(cell, check));
  data["check_id"] = Data(clean_text(check.id));
  data["verdict"] = Data(verdict);
  data["judgement_words"] = Data(judgement == verdict ? std::string() : judgement.substr(verdict.size() + 2));
  data["condition"] = Data(clean_text(check.condition));
  data["rate"] = Data(describe_rate(check.verdict));
  data["check_why"] = text_or_nothing(html_of(clean_text(check.why)));
  List notes;
  for (const std::string& note : notes_of(check)) {
    Data one;
    one["note_text"] = Data(html_of(note));
    notes.push_back(std::move(one));
  }
  data["check_notes"] = Data(notes);
  data["has_histogram"] = Data(!check.verdict.histogram.empty());
  data["bins"] = Data(bins_data(check.verdict));
  data["histogram_rest"] = text_or_nothing(rest_of_histogram(check.verdict));
  data["facts"] = Data(check_facts(check));
  data["walk"] = walk_data(check.walk);
  return data;
}

List keys_data(const StackedTimeline& stacked, bool with_decided) {
  List keys;
  const auto key = [&](const std::string& style_class, const std::string& name) {
    Data data;
    data["key_class"] = Data(style_class);
    data["key_name"] = Data(name);
    keys.push_back(std::move(data));
  };
  for (std::size_t i = 0; i + 1 < stacked.names.size(); ++i) key(fmt::format("p{}", i), stacked.names[i]);
  key("key-global", "global queue (hatched)");
  key("key-idle", "idle Ps (strip below)");
  if (with_decided) key("key-decided", "when the runs' samples were checked");
  return keys;
}

std::vector<DecidedAt> decided_at(const Cell& cell) {
  std::vector<DecidedAt> decided;
  for (const CheckReport& check : cell.checks) {
    if (check.deciding_times.empty()) continue;
    const auto [first, last] = std::minmax_element(check.deciding_times.begin(), check.deciding_times.end());
    decided.push_back({check.id, *first, *last});
  }
  return decided;
}

Data figure_data(const Cell& cell, const Anchors& anchors) {
  if (!cell.timeline) return Data(false);
  const std::vector<DecidedAt> decided = decided_at(cell);
  const std::string svg = timeline_svg(*cell.timeline, decided, anchors.cell(cell));
  if (svg.empty()) return Data(false);
  const StackedTimeline stacked = stack(*cell.timeline);
  Data data;
  data["figure_run"] = Data(fmt::format("{}", cell.timeline->run));
  data["figure_thinned"] = stacked.samples_a_point <= 1
                               ? Data(false)
                               : Data(fmt::format("Each step shows the busiest of about {} samples.",
                                                  format_count(stacked.samples_a_point)));
  data["keys"] = Data(keys_data(stacked, !decided.empty()));
  data["figure_svg"] = Data(svg);
  return data;
}

List chips_data(const Cell& cell) {
  List chips;
  const auto chip = [&](const Mark& mark, const std::string& text) {
    Data data;
    set_mark(data, mark);
    data["chip_text"] = Data(text);
    chips.push_back(std::move(data));
  };
  if (!is_checked(cell)) chip(mark_of(cell), cell.error ? "ERROR" : "SKIPPED");
  if (is_checked(cell))
    for (const CheckReport& check : cell.checks) chip(mark_of(judge(check)), clean_text(check.id));
  return chips;
}

}  // namespace

PageData cell_data(const Cell& cell, const Anchors& anchors) {
  const Mark mark = mark_of(cell);
  Data data;
  set_mark(data, mark);
  data["anchor"] = Data(anchors.cell(cell));
  data["release_name"] = Data(format_release(cell.release));
  data["is_open"] = Data(std::string_view(mark.state) == "failed" || std::string_view(mark.state) == "error");
  data["chips"] = Data(chips_data(cell));
  data["cell_runs"] = Data(cell.runs > 0 ? count_of(count_of_runs(cell.runs), "run") : std::string());
  data["cell_error"] = cell.error ? error_data(*cell.error) : Data(false);
  data["cell_skipped"] = text_or_nothing(html_of(clean_text(cell.skipped_why)));
  List checks;
  if (is_checked(cell))
    for (const CheckReport& check : cell.checks) checks.push_back(check_data(cell, check, anchors));
  data["checks"] = Data(checks);
  data["figure"] = figure_data(cell, anchors);
  List facts;
  add_fact(facts, "Endings", clean_text(fmt::format("{}", fmt::join(cell.endings, ", "))));
  add_fact(facts, "Trace", describe_health(cell));
  if (cell.noise) add_fact(facts, "Host noise", describe_noise(*cell.noise));
  data["cell_facts"] = Data(facts);
  data["reproduce"] = text_or_nothing(clean_text(cell.reproduce));
  data["by_hand"] = text_or_nothing(clean_text(cell.by_hand));
  return data;
}

}  // namespace schedlitmus::report
