// The page's content as data for the template page.html.in. All text goes
// through clean_text and is escaped by the template; only the timeline's SVG,
// which is built as XML, is put in as it is.
#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <sstream>

#include "report/format.hpp"
#include "report/page_template.hpp"
#include "report/timeline.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

using Data = kainjow::mustache::data;
using List = kainjow::mustache::list;

constexpr std::size_t kBins = 20;  ///< of a histogram; the rest is summed up

/// The text, or false where it is empty, so that a section around it is left out.
/// Every name the template uses is set at its level: mustache would look for it further out.
Data text_or_nothing(const std::string& text) { return text.empty() ? Data(false) : Data(text); }

std::size_t count_of_runs(int runs) { return static_cast<std::size_t>(std::max(runs, 0)); }

void add_fact(List& facts, const char* label, const std::string& value) {
  if (value.empty()) return;
  Data fact;
  fact["label"] = Data(label);
  fact["value"] = Data(value);
  facts.push_back(std::move(fact));
}

/// How a check or a cell is shown: a sign, a word and a colour that say the same.
struct Mark {
  const char* state = "none";
  const char* sign = "–";
  const char* words = "not tried";
};

Mark mark_of(Judgement judgement) {
  switch (judgement) {
    case Judgement::ok:
      return {"ok", "✓", "as expected"};
    case Judgement::failed:
      return {"failed", "✗", "not as expected"};
    case Judgement::inconclusive:
      return {"inconclusive", "?", "inconclusive"};
    case Judgement::skipped:
      return {"skipped", "–", "skipped"};
  }
  return {};
}

constexpr Mark kErrorMark{"error", "!", "error"};

/// The worst of its checks.
Mark mark_of(const Cell& cell) {
  if (cell.error) return kErrorMark;
  if (!cell.skipped_why.empty() || cell.checks.empty()) return mark_of(Judgement::skipped);
  for (const Judgement worst : {Judgement::failed, Judgement::inconclusive, Judgement::ok})
    if (std::any_of(cell.checks.begin(), cell.checks.end(), [&](const CheckReport& c) { return judge(c) == worst; }))
      return mark_of(worst);
  return mark_of(Judgement::skipped);
}

void set_mark(Data& data, const Mark& mark) {
  data["state"] = Data(mark.state);
  data["sign"] = Data(mark.sign);
  data["state_words"] = Data(mark.words);
}

/// Anchors count the report's cells, so that no name from outside gets into an id.
class Anchors {
 public:
  explicit Anchors(const Report& report) : report_(report) {}
  [[nodiscard]] std::string cell(const Cell& cell) const { return fmt::format("c{}", &cell - report_.cells.data()); }
  [[nodiscard]] std::string check(const Cell& cell, const CheckReport& check) const {
    return fmt::format("{}-k{}", this->cell(cell), &check - cell.checks.data());
  }
  [[nodiscard]] static std::string group(std::size_t index) { return fmt::format("g{}", index); }

 private:
  const Report& report_;
};

Data error_data(const Error& error) {
  const std::string what = clean_text(error.what, Lines::many);
  const std::size_t end = std::min(what.find('\n'), what.size());
  Data data;
  data["error_where"] = text_or_nothing(clean_text(error.where));
  data["error_what"] = Data(what.substr(0, end));
  data["error_more"] = text_or_nothing(end < what.size() ? what.substr(end + 1) : std::string());
  data["error_hint"] = text_or_nothing(clean_text(error.hint));
  return data;
}

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
  add_fact(facts, "Lacking", describe_gap(check.verdict));
  for (const std::string& reason : undecided_reasons(check.verdict)) add_fact(facts, "Undecided", reason);
  if (check.verdict.kind == verdict::VerdictKind::skipped) add_fact(facts, "Skipped", clean_text(check.verdict.reason));
  add_fact(facts, "Stated in", format_place(check));
  return facts;
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
  data["check_why"] = text_or_nothing(clean_text(check.why));
  List notes;
  for (const std::string& note : notes_of(check)) {
    Data one;
    one["note_text"] = Data(note);
    notes.push_back(std::move(one));
  }
  data["check_notes"] = Data(notes);
  data["has_histogram"] = Data(!check.verdict.histogram.empty());
  data["bins"] = Data(bins_data(check.verdict));
  data["histogram_rest"] = text_or_nothing(rest_of_histogram(check.verdict));
  data["facts"] = Data(check_facts(check));
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

Data cell_data(const Cell& cell, const Anchors& anchors) {
  const Mark mark = mark_of(cell);
  Data data;
  set_mark(data, mark);
  data["anchor"] = Data(anchors.cell(cell));
  data["release_name"] = Data(format_release(cell.release));
  data["is_open"] = Data(std::string_view(mark.state) == "failed" || std::string_view(mark.state) == "error");
  data["chips"] = Data(chips_data(cell));
  data["cell_runs"] = Data(cell.runs > 0 ? count_of(count_of_runs(cell.runs), "run") : std::string());
  data["cell_error"] = cell.error ? error_data(*cell.error) : Data(false);
  data["cell_skipped"] = text_or_nothing(clean_text(cell.skipped_why));
  List checks;
  if (is_checked(cell))
    for (const CheckReport& check : cell.checks) checks.push_back(check_data(cell, check, anchors));
  data["checks"] = Data(checks);
  data["figure"] = figure_data(cell, anchors);
  List facts;
  add_fact(facts, "Endings", clean_text(fmt::format("{}", fmt::join(cell.endings, ", "))));
  add_fact(facts, "Trace", describe_health(cell));
  data["cell_facts"] = Data(facts);
  data["reproduce"] = text_or_nothing(clean_text(cell.reproduce));
  data["by_hand"] = text_or_nothing(clean_text(cell.by_hand));
  return data;
}

/// The footnotes of a group's table, each text once.
class Notes {
 public:
  explicit Notes(std::string prefix) : prefix_(std::move(prefix)) {}
  Data mark(const std::string& text) {
    const auto found = std::find(texts_.begin(), texts_.end(), text);
    const auto at = static_cast<std::size_t>(found - texts_.begin());
    if (found == texts_.end()) texts_.push_back(text);
    return one(at);
  }
  [[nodiscard]] List list() const {
    List list;
    for (std::size_t i = 0; i < texts_.size(); ++i) list.push_back(one(i));
    return list;
  }

 private:
  [[nodiscard]] Data one(std::size_t at) const {
    Data data;
    data["note_anchor"] = Data(fmt::format("{}-n{}", prefix_, at + 1));
    data["note_number"] = Data(fmt::format("{}", at + 1));
    data["note_text"] = Data(texts_[at]);
    return data;
  }
  std::string prefix_;
  std::vector<std::string> texts_;
};

Data row_cell(const Cell& cell, const std::string& id, const Anchors& anchors, Notes& notes) {
  const CheckReport* check = is_checked(cell) ? find_check(cell, id) : nullptr;
  Data data;
  data["has_verdict"] = Data(check != nullptr || !is_checked(cell));
  List marks;
  if (check != nullptr) {
    set_mark(data, mark_of(judge(*check)));
    data["check_anchor"] = Data(anchors.check(cell, *check));
    data["verdict"] = Data(std::string(verdict::name_of(check->verdict.kind)));
    data["numbers"] = text_or_nothing(format_numbers(check->verdict));
    for (const std::string& note : notes_of(*check)) marks.push_back(notes.mark(note));
  } else {
    set_mark(data, mark_of(cell));
    data["check_anchor"] = Data(anchors.cell(cell));
    data["verdict"] = Data(cell.error ? "ERROR" : "SKIPPED");
    data["numbers"] = Data(false);
    if (!cell.skipped_why.empty()) marks.push_back(notes.mark("skipped: " + clean_text(cell.skipped_why)));
  }
  data["marks"] = Data(marks);
  return data;
}

void set_table(Data& data, const Group& group, const Anchors& anchors, const std::string& anchor) {
  Notes notes(anchor);
  List columns;
  for (const std::string& id : group.checks) {
    Data column;
    column["column_id"] = Data(clean_text(id));
    column["column_condition"] = Data(clean_text(base_condition(group, id)));
    columns.push_back(std::move(column));
  }
  List rows;
  List cells;
  for (const Cell* cell : group.cells) {
    if (cell == nullptr) continue;
    Data row;
    row["release"] = Data(clean_text(cell->release));
    row["anchor"] = Data(anchors.cell(*cell));
    List row_cells;
    for (const std::string& id : group.checks) row_cells.push_back(row_cell(*cell, id, anchors, notes));
    row["row_cells"] = Data(row_cells);
    rows.push_back(std::move(row));
    cells.push_back(cell_data(*cell, anchors));
  }
  data["columns"] = Data(columns);
  data["rows"] = Data(rows);
  data["cells"] = Data(cells);
  const List list = notes.list();
  data["has_notes"] = Data(!list.empty());
  data["notes"] = Data(list);
}

void set_group_name(Data& data, const Report& report, const Group& group, const std::string& anchor) {
  data["group_anchor"] = Data(anchor);
  data["group_name"] = Data(clean_text(report.expectations[group.row].name));
  data["setting"] = Data(format_setting(group.gomaxprocs, group.variant));
}

Data group_data(const Report& report, const Group& group, const Anchors& anchors, const std::string& anchor) {
  const ExpectationReport& expectation = report.expectations[group.row];
  Data data;
  set_group_name(data, report, group, anchor);
  data["group_title"] = text_or_nothing(clean_text(expectation.title));
  data["group_why"] = text_or_nothing(clean_text(expectation.why));
  data["group_settings"] = text_or_nothing(clean_text(expectation.settings));
  set_table(data, group, anchors, anchor);
  return data;
}

Data glance_row(const Report& report, const Group& group, const Anchors& anchors, const std::string& anchor) {
  Data row;
  set_group_name(row, report, group, anchor);
  List cells;
  for (std::size_t i = 0; i < group.cells.size(); ++i) {
    const Cell* cell = group.cells[i];
    Data data;
    data["tried"] = Data(cell != nullptr);
    data["release"] = Data(clean_text(report.releases[i]));
    if (cell != nullptr) {
      set_mark(data, mark_of(*cell));
      data["anchor"] = Data(anchors.cell(*cell));
    }
    cells.push_back(std::move(data));
  }
  row["glance_cells"] = Data(cells);
  return row;
}

std::string headline(const Report& report) {
  const Totals sum = totals(report);
  const int checked = sum.ok + sum.failed + sum.inconclusive;
  if (report.interrupted) return "Interrupted";
  if (checked == 0) return sum.errors > 0 ? "Nothing could be checked" : "Nothing was checked";
  const auto of_all = [&](int some) {
    return fmt::format("{} of {}", some, count_of(static_cast<std::uint64_t>(checked), "check"));
  };
  if (sum.failed > 0) return of_all(sum.failed) + (sum.failed == 1 ? " is" : " are") + " not as expected";
  if (sum.inconclusive > 0)
    return of_all(sum.inconclusive) + (sum.inconclusive == 1 ? " is" : " are") + " inconclusive";
  return checked == 1 ? "The check is as expected" : fmt::format("All {} checks are as expected", checked);
}

List context_data(const Context& context) {
  List facts;
  const auto fact = [&](const char* label, const std::string& value, bool is_command) {
    if (value.empty()) return;
    add_fact(facts, label, clean_text(value));
    facts.back()["is_command"] = Data(is_command);
  };
  fact("Host", context.host, false);
  fact("Started", context.started, false);
  fact("Command", context.command, true);
  fact("Seed", context.campaign == 0 ? "" : fmt::format("{}", context.seed), false);
  fact("Store", context.store.empty() ? "" : fmt::format("{}, campaign {}", context.store, context.campaign), false);
  fact("Set-up", context.bootstrap, false);
  return facts;
}

Data page_data(const Report& report) {
  const Anchors anchors(report);
  Data page;
  page["version"] = Data(clean_text(report.context.version));
  page["headline"] = Data(headline(report));
  page["totals"] = Data(describe_totals(totals(report)));
  page["context"] = Data(context_data(report.context));
  List errors;
  for (const Error& error : report.errors) errors.push_back(error_data(error));
  page["has_errors"] = Data(!errors.empty());
  page["errors"] = Data(errors);
  List releases;
  for (const std::string& release : report.releases) {
    Data data;
    data["release"] = Data(clean_text(release));
    releases.push_back(std::move(data));
  }
  page["glance_releases"] = Data(releases);
  const std::vector<Group> all = groups(report);
  List rows;
  List sections;
  for (std::size_t i = 0; i < all.size(); ++i) {
    rows.push_back(glance_row(report, all[i], anchors, Anchors::group(i)));
    sections.push_back(group_data(report, all[i], anchors, Anchors::group(i)));
  }
  page["has_groups"] = Data(!all.empty());
  page["glance_rows"] = Data(rows);
  page["groups"] = Data(sections);
  return page;
}

}  // namespace

std::string to_html(const Report& report) {
  kainjow::mustache::mustache page(kPageTemplate);
  const Data data = page_data(report);
  kainjow::mustache::context<std::string> context;
  context.push(&data);
  std::ostringstream out;
  return page.render(context, out).str();
}

}  // namespace schedlitmus::report
