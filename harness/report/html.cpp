// The page's content as data for the template page.html.in. All text goes
// through clean_text and is escaped by the template; only the timeline's SVG,
// which is built as XML, is put in as it is.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "report/format.hpp"
#include "report/html_parts.hpp"
#include "report/page_template.hpp"
#include "report/writers.hpp"
#include "support/numbers.hpp"

namespace schedlitmus::report {
namespace {

using Data = PageData;
using List = PageList;

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
    data["note_text"] = Data(html_of(texts_[at]));
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
  data["group_why"] = text_or_nothing(html_of(clean_text(expectation.why)));
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

List context_data(const Report& report) {
  const Context& context = report.context;
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
  if (report.noise) fact("Host noise", describe_noise(*report.noise), false);
  return facts;
}

Data page_data(const Report& report) {
  const Anchors anchors(report);
  Data page;
  page["version"] = Data(clean_text(report.context.version));
  page["headline"] = Data(headline(report));
  page["totals"] = Data(describe_totals(totals(report)));
  page["context"] = Data(context_data(report));
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
