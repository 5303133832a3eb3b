#include <nlohmann/json.hpp>

#include "cli/bisect.hpp"

namespace schedlitmus::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kIndent = 2;

Json flip_json(const campaign::Flip& flip) {
  return {{"to", flip.to_bad ? "bad" : "good"},
          {"before", flip.before},
          {"after", flip.after},
          {"undecided", flip.undecided}};
}

Json tried_json(const campaign::Tried& tried) {
  constexpr const char* kLikeness[] = {"good", "bad", "undecided"};
  Json json{{"release", tried.release},
            {"is", kLikeness[static_cast<std::size_t>(tried.likeness)]},
            {"verdict", name_of(tried.verdict.kind)},
            {"held", tried.verdict.held},
            {"missed", tried.verdict.missed},
            {"bound", tried.verdict.bound},
            {"why", tried.why}};
  json["campaign"] = tried.campaign == 0 ? Json(nullptr) : Json(tried.campaign);
  return json;
}

}  // namespace

std::string to_json(const campaign::Bisected& found, const std::string& command) {
  Json json{{"schema", kBisectSchema}, {"expectation", found.expectation}, {"file", found.file},
            {"check", found.check},    {"condition", found.condition},     {"gomaxprocs", found.gomaxprocs},
            {"variant", found.variant}};
  json["first_bad"] = is_exact(found) ? Json(first_bad(found.flips.front())) : Json(nullptr);
  json["changes"] = Json::array();
  for (const auto& flip : found.flips) json["changes"].push_back(flip_json(flip));
  json["looked_at_all"] = found.looked_at_all;
  json["tried"] = Json::array();
  for (const auto& tried : found.tried) json["tried"].push_back(tried_json(tried));
  json["others"] = found.others;
  json["interrupted"] = found.interrupted;
  json["command"] = command;
  return json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
