#include <nlohmann/json.hpp>

#include "cli/selftest.hpp"

namespace schedlitmus::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kSchema = "schedlitmus-selftest/1";
constexpr int kIndent = 2;

Json errors_json(const std::vector<Error>& errors) {
  Json list = Json::array();
  for (const auto& error : errors) list.push_back({{"what", error.what}, {"where", error.where}, {"hint", error.hint}});
  return list;
}

Json tally_json(const selftest::Tally& tally) { return {{"tried", tally.tried}, {"missed", tally.missed}}; }

Json controls_json(const selftest::CheckProof& check) {
  Json list = Json::array();
  for (const auto& shown : check.shown) {
    list.push_back({{"trace", shown.trace},
                    {"go", shown.release},
                    {"must", shown.must_hold ? "hold" : "be missed"},
                    {"outcome", name_of(shown.outcome.kind)},
                    {"seen", shown.outcome.seen},
                    {"reason", shown.outcome.reason},
                    {"as_it_must", shown.as_it_must()}});
  }
  return list;
}

Json check_json(const selftest::CheckProof& check) {
  Json mutations = tally_json(check.mutations);
  mutations["kinds"] = Json::object();
  for (std::size_t kind = 0; kind < selftest::kMutations; ++kind) {
    const auto& tally = check.by_kind.at(kind);
    const auto name = std::string(name_of(static_cast<selftest::Mutation>(kind)));
    if (tally.tried > 0) mutations["kinds"][name] = tally_json(tally);
  }
  return {{"id", check.id},
          {"releases", check.releases},
          {"says", check.says},
          {"where", to_string(check.position)},
          {"finding", name_of(check.finding)},
          {"controls", controls_json(check)},
          {"mutations", std::move(mutations)},
          {"problems", errors_json(check.problems)}};
}

}  // namespace

std::string to_json(const SelftestResult& result) {
  Json expectations = Json::array();
  for (const auto& proof : result.proofs) {
    Json checks = Json::array();
    for (const auto& check : proof.checks) checks.push_back(check_json(check));
    expectations.push_back({{"name", proof.expectation},
                            {"file", proof.file},
                            {"controls", proof.folder},
                            {"checks", std::move(checks)},
                            {"errors", errors_json(proof.errors)}});
  }
  const Json document = {{"schema", kSchema},
                         {"seed", result.settings.seed},
                         {"mutations_a_check", result.settings.mutations},
                         {"exit_code", result.code},
                         {"expectations", std::move(expectations)},
                         {"errors", errors_json(result.errors)}};
  return document.dump(kIndent, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace schedlitmus::cli
