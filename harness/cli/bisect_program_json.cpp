#include <nlohmann/json.hpp>

#include "cli/bisect.hpp"
#include "cli/compare.hpp"

namespace schedlitmus::cli {

namespace {

using Json = nlohmann::ordered_json;
using campaign::BisectedProgram;
using compare::Change;
using compare::Shown;

constexpr int kIndent = 2;

Json value_json(const Shown& shown, bool is_number) {
  if (shown.runs == 0) return nullptr;
  return is_number ? Json(shown.median) : Json(shown.usual);
}

Json histogram_json(const Shown& shown) {
  Json bins = Json::array();
  for (const auto& [value, runs] : shown.histogram) bins.push_back({{"value", value}, {"runs", runs}});
  return bins;
}

Json change_json(const Change& change) {
  return {{"observable", describe(change.what)},
          {"before", value_json(change.before, change.is_number)},
          {"after", value_json(change.after, change.is_number)},
          {"p", change.p},
          {"effect", change.effect},
          {"effect_is", change.of_rate ? "change of the rate" : "Cliff's delta"},
          {"interval", {change.interval.lower, change.interval.upper}}};
}

Json step_json(const campaign::ProgramStep& step) {
  Json json{{"to", name_of(step.to)}, {"before", step.before}, {"after", step.after}, {"undecided", step.undecided}};
  if (step.change) json["evidence"] = change_json(*step.change);
  return json;
}

Json look_json(const campaign::ProgramLook& look) {
  return {{"release", look.release},
          {"is", name_of(look.is)},
          {"usual", value_json(look.shown, look.is_number)},
          {"usual_runs", look.shown.usual_runs},
          {"runs", look.shown.runs},
          {"histogram", histogram_json(look.shown)},
          {"why", look.why},
          {"campaigns", look.campaigns}};
}

}  // namespace

std::string to_json(const BisectedProgram& found, const std::string& command) {
  Json json{{"schema", kBisectSchema},
            {"program", found.name},
            {"setting", found.setting},
            {"good", found.good},
            {"bad", found.bad}};
  json["observable"] = found.followed ? Json(describe(found.followed->what)) : Json(nullptr);
  const auto* step = step_to_bad(found);
  json["first_bad"] =
      step != nullptr && step->undecided.empty() ? Json(name_of_release(step->before, step->after)) : Json(nullptr);
  json["changes"] = Json::array();
  for (const auto& one : found.steps) json["changes"].push_back(step_json(one));
  json["looked_at_all"] = found.looked_at_all;
  json["tried"] = Json::array();
  for (const auto& look : found.looks) json["tried"].push_back(look_json(look));
  json["others"] = Json::array();
  for (const auto& change : found.others) json["others"].push_back(change_json(change));
  json["interrupted"] = found.interrupted;
  json["command"] = command;
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
