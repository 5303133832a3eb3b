#include <nlohmann/json.hpp>

#include <algorithm>

#include "cli/history.hpp"
#include "verdict/two_sample.hpp"

namespace schedlitmus::cli {

namespace {

using Json = nlohmann::ordered_json;
using campaign::History;
using campaign::HistorySeries;

Json side_json(const compare::Side& side) {
  if (side.size() == 0) return nullptr;
  Json json{{"runs", side.size()}};
  if (!side.numbers.empty()) {
    json["median"] = verdict::median(side.numbers);
    return json;
  }
  const auto mode = compare::mode_of(side.categories);
  json["usual"] = mode.category;
  json["usual_runs"] = mode.runs;
  return json;
}

Json points_json(const HistorySeries& series) {
  Json points = Json::array();
  for (const auto& point : series.points) {
    points.push_back({{"store", point.store},
                      {"campaign", point.campaign},
                      {"started", point.started},
                      {"go", point.release},
                      {"host", point.host},
                      {"version", point.version},
                      {"made_of", point.made_of},
                      {"runs", point.runs}});
  }
  return points;
}

Json series_json(const HistorySeries& series) {
  Json observables = Json::array();
  for (const auto& timeline : series.timelines) {
    Json sides = Json::array();
    for (const auto& side : timeline.campaigns) sides.push_back(side_json(side));
    observables.push_back({{"observable", describe(timeline.what)}, {"campaigns", std::move(sides)}});
  }
  return {{"expectation", series.expectation},
          {"setting", series.setting},
          {"place", series.place},
          {"campaigns", points_json(series)},
          {"observables", std::move(observables)}};
}

Json changes_json(const History& history) {
  Json changes = Json::array();
  for (const auto& [index, also, point, besides] : history.changes) {
    const auto& series = history.series[index];
    changes.push_back({{"series", index},
                       {"observable", describe(series.timelines[point.timeline].what)},
                       {"from_campaign", series.points[point.at - 1].campaign},
                       {"to_campaign", series.points[point.at].campaign},
                       {"to", point.at},
                       {"before", side_json(point.before)},
                       {"after", side_json(point.after)},
                       {"q", point.q},
                       {"effect", point.found.effect},
                       {"also", also},
                       {"besides", besides}});
  }
  return changes;
}

}  // namespace

std::string to_json(const History& history, const std::string& command) {
  Json series = Json::array();
  for (const auto& one : history.series) series.push_back(series_json(one));
  const Json json{{"schema", "schedlitmus-history/1"}, {"command", command},
                  {"campaigns", history.campaigns},    {"changes", changes_json(history)},
                  {"series", std::move(series)},       {"exit_code", exit_code(history)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
