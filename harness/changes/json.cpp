#include <nlohmann/json.hpp>

#include "changes/words.hpp"
#include "changes/writers.hpp"
#include "compare/overview.hpp"
#include "compare/table.hpp"
#include "report/format.hpp"

namespace schedlitmus::changes {

namespace {

using Json = nlohmann::ordered_json;
using compare::Change;

constexpr const char* kSchema = "schedlitmus-compare/1";
constexpr int kIndent = 2;

Json histogram_json(const compare::Shown& side) {
  Json bins = Json::array();
  for (const auto& [value, runs] : side.histogram) bins.push_back({{"value", value}, {"runs", runs}});
  return bins;
}

Json value_json(const Change& change, const compare::Shown& side) {
  return change.is_number ? Json(side.median) : Json(side.usual);
}

Json run_json(const compare::Line& line, const compare::RunValue& of) {
  const auto* number = std::get_if<double>(&of.value);
  Json json{{"place", line.places[of.place].value}};
  if (of.run != 0) json["run"] = of.run;
  json["value"] = number != nullptr ? Json(*number) : Json(std::get<std::string>(of.value));
  return json;
}

Json side_json(const compare::Line& line, const Change& change, const compare::Shown& side, std::size_t first,
               std::size_t last) {
  const auto places = compare::describe_range(line, first, last);
  Json json{
      {"places", places}, {"runs", side.runs}, {"usual", value_json(change, side)}, {"usual_runs", side.usual_runs}};
  if (change.is_number) {
    json["least"] = side.least;
    json["greatest"] = side.greatest;
  }
  json["histogram"] = histogram_json(side);
  json["examples"] = side.examples;
  json["values"] = Json::array();
  for (const auto& value : compare::run_values(line, change.what, first, last))
    json["values"].push_back(run_json(line, value));
  return json;
}

Json cell_json(const compare::OverviewRow& row, std::size_t place) {
  const auto& shown = row.cells[place];
  if (shown.runs == 0) return nullptr;
  Json json{{"runs", shown.runs}, {"usual_runs", shown.usual_runs}, {"changes", bool(row.changes[place])}};
  if (row.is_number) {
    json["median"] = shown.median;
    json["least"] = shown.least;
    json["greatest"] = shown.greatest;
  } else {
    json["usual"] = shown.usual;
    json["values"] = shown.histogram.size();
  }
  return json;
}

Json observables_json(const Compared& compared, std::size_t line) {
  Json rows = Json::array();
  for (const auto& row : compare::overview_of(compared.lines[line], line, compared.comparison)) {
    Json json{{"observable", describe(row.what)}, {"group", name_of(row.what.group)}};
    if (!row.what.shape.empty()) json["in"] = row.what.shape;
    json["places"] = Json::array();
    for (std::size_t i = 0; i < row.cells.size(); ++i) json["places"].push_back(cell_json(row, i));
    rows.push_back(std::move(json));
  }
  return rows;
}

Json change_json(const Compared& compared, const Change& change) {
  const auto& line = compared.lines[change.line];
  Json json{{"from", line.places[change.from].value},
            {"to", line.places[change.to].value},
            {"observable", compare::base_of(change.what.name)}};
  if (compare::base_of(change.what.name) != change.what.name) json["number"] = change.what.name;
  if (change.what.statistic != compare::Statistic::whole) json["statistic"] = name_of(change.what.statistic);
  if (change.what.statistic == compare::Statistic::at) json["at"] = format_duration(change.what.at);
  if (!line.label.empty()) json["line"] = line.label;
  if (!change.what.shape.empty()) json["in"] = change.what.shape;
  json["before"] = value_json(change, change.before);
  json["after"] = value_json(change, change.after);
  json["p"] = change.p;
  json["q"] = change.q;
  json["effect"] = change.effect;
  json["effect_is"] = change.of_rate ? "change of the rate" : "Cliff's delta";
  json["interval"] = {change.interval.lower, change.interval.upper};
  json["group"] = name_of(change.what.group);
  json["before_runs"] = side_json(line, change, change.before, change.before_first, change.from);
  json["after_runs"] = side_json(line, change, change.after, change.to, change.after_last);
  json["also"] = change.also;
  if (const auto note = build_note(compared, change); !note.empty()) json["note"] = note;
  return json;
}

Json changes_json(const Compared& compared, const std::vector<Change>& changes) {
  Json list = Json::array();
  for (const auto& change : changes) list.push_back(change_json(compared, change));
  return list;
}

Json step_json(const Compared& compared, std::size_t line, std::size_t from, std::size_t to) {
  const auto& places = compared.lines[line].places;
  Json json{{"from", places[from].value}, {"to", places[to].value}};
  if (!compared.lines[line].label.empty()) json["line"] = compared.lines[line].label;
  return json;
}

Json format_json(const Compared& compared) {
  Json list = Json::array();
  for (const auto& change : compared.comparison.format_changes) {
    auto json = step_json(compared, change.line, change.from, change.to);
    json["observable"] = change.field;
    json["appears"] = change.appears;
    json["why"] = change.why;
    list.push_back(std::move(json));
  }
  return list;
}

Json undecided_json(const Compared& compared) {
  Json list = Json::array();
  for (const auto& gap : compared.comparison.undecided) {
    auto json = step_json(compared, gap.line, gap.from, gap.to);
    if (!gap.observable.empty()) json["observable"] = gap.observable;
    json["why"] = gap.why;
    list.push_back(std::move(json));
  }
  return list;
}

Json lines_json(const Compared& compared) {
  Json lines = Json::array();
  for (std::size_t i = 0; i < compared.lines.size(); ++i) {
    const auto& line = compared.lines[i];
    Json places = Json::array();
    for (const auto& place : line.places) {
      Json json{{"value", place.value}};
      if (!place.role.empty()) json["role"] = place.role;
      json.update({{"runs", place.runs.size()}, {"excluded", place.excluded}});
      if (!place.build.empty()) json["build"] = place.build;
      if (!place.why_none.empty()) json["not_compared"] = place.why_none;
      places.push_back(std::move(json));
    }
    lines.push_back({{"line", line.label},
                     {"traced_until", format_duration(line.traced_until)},
                     {"places", std::move(places)},
                     {"observables", observables_json(compared, i)}});
  }
  return lines;
}

Json errors_json(const std::vector<Error>& errors) {
  Json list = Json::array();
  for (const auto& error : errors) list.push_back({{"what", error.what}, {"where", error.where}, {"hint", error.hint}});
  return list;
}

}  // namespace

std::string to_json(const Compared& compared) {
  const auto& result = compared.comparison;
  const auto& context = compared.context;
  Json json{{"schema", kSchema},
            {"version", context.version},
            {"command", context.command},
            {"compared", compared.name},
            {"axis", compared.axis},
            {"host", context.host},
            {"started", context.started},
            {"seed", context.seed},
            {"store", context.store},
            {"campaign", context.campaign},
            {"interrupted", compared.interrupted},
            {"runs", result.runs},
            {"excluded", result.excluded},
            {"comparisons", result.comparisons},
            {"tests", result.tests},
            {"changes", changes_json(compared, result.changes)},
            {"runtime_changes", changes_json(compared, result.runtime_changes)},
            {"format_changes", format_json(compared)},
            {"undecided", undecided_json(compared)},
            {"lines", lines_json(compared)},
            {"errors", errors_json(compared.errors)},
            {"exit_code", exit_code(compared)}};
  if (const auto& with = compared.baseline) {
    json["baseline"] = {{"from", with->from},
                        {"made_by", with->made_by},
                        {"host", with->host},
                        {"cautions", with->cautions},
                        {"not_run", with->not_run}};
  }
  if (compared.self_check) {
    json["self_check"] = {{"comparisons", compared.self_check->comparisons},
                          {"changes", compared.self_check->changes.size()}};
  }
  // What a program printed need not be UTF-8.
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::changes
